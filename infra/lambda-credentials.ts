// Takes the place of @aws-sdk/credential-provider-node and @aws-sdk/token-providers in bundles: Lambda has keys and tokens in its environment and
// nowhere else, so the SDK's chains (SSO, files, processes, container and instance metadata) would only be 130 kB to load.
type Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };

// called by the AWS SDK's clients, each time a request is signed
export const defaultProvider = () => async (): Promise<Credentials> => {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = process.env;
  if (!accessKeyId || !secretAccessKey) throw new Error('no AWS credentials in the environment');
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
};

type Token = { readonly token: string };

// called by the Bedrock client first: its API keys are bearer tokens, in a variable that is named after the service
export const fromEnvSigningName =
  ({ signingName }: { readonly signingName: string }) =>
  async (): Promise<Token> => {
    const name = `AWS_BEARER_TOKEN_${signingName.replace(/[\s-]/g, '_').toUpperCase()}`;
    const token = process.env[name];
    if (!token) throw new Error(`no ${name} in the environment`);
    return { token };
  };

// called by the Bedrock client second, to look for what somebody signed in to: nobody signs in to a function
export const nodeProvider = () => async (): Promise<Token> => {
  throw new Error('no token in the environment');
};
