// How SDK clients find the local endpoints: environment only, so that handlers and adapters contain no word about being local.
import { devNull } from 'node:os';

export const region = 'us-east-1';
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

export type Endpoints = { readonly glue: string; readonly bedrock: string };

/** Variables for a process whose clients shall reach the local stack. `endpoint` is the emulator's, by IP. */
export const awsEnv = (endpoint: string, { glue, bedrock }: Endpoints): Record<string, string> => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_ENDPOINT_URL_GLUE: glue,
  AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrock,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  // The user's own profiles and settings must not leak in: a profile would even win over the keys above.
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: 'true',
});

/** Clients of the stack itself. Without retries: what fails here is to be seen. */
export const clientOptions = (endpoint: string) => ({ endpoint, region, credentials, maxAttempts: 1 });

/** Makes this process's clients reach the local stack; the answer undoes it. */
export const enterEnvironment = (variables: Readonly<Record<string, string>>): (() => void) => {
  const before = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('AWS_')));
  const clear = (): void => {
    for (const name of Object.keys(process.env).filter((each) => each.startsWith('AWS_'))) delete process.env[name];
  };
  clear();
  Object.assign(process.env, variables);
  return () => {
    clear();
    Object.assign(process.env, before);
  };
};
