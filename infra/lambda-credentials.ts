// Takes the place of @aws-sdk/credential-provider-node in bundles: Lambda always sets the keys in the environment, so the SDK's chain (SSO, files,
// processes, container and instance metadata) would only be 110 kB to load.
type Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };

// called by the AWS SDK's clients, each time a request is signed
export const defaultProvider = () => async (): Promise<Credentials> => {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = process.env;
  if (!accessKeyId || !secretAccessKey) throw new Error('no AWS credentials in the environment');
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
};
