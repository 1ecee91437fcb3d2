// The configuration from Secrets Manager: believed for a while, read afresh when asked to.
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { secretConfig } from '../../services/adapters/config.ts';
import { type Emulated, emulated } from './stack.ts';

const name = 'datamorph/config';
const secret = (password: string) => JSON.stringify({ host: '127.0.0.1', port: 5432, dbname: 'shop', username: 'me', password });
let stack: Emulated;
let client: SecretsManagerClient;

beforeAll(async () => {
  stack = await emulated();
  client = new SecretsManagerClient(stack.aws);
  // The library makes its own client, from the environment, when it is first asked.
  process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = stack.aws.endpoint;
  process.env.AWS_REGION = stack.aws.region;
  process.env.AWS_ACCESS_KEY_ID = 'test';
  process.env.AWS_SECRET_ACCESS_KEY = 'test';
  await client.send(new CreateSecretCommand({ Name: name, SecretString: secret('first') }));
});
afterAll(() => stack?.stop());

it('is read once, and again only when a fresh one is wanted', async () => {
  const read = secretConfig(name);
  expect(await read(false)).toMatchObject({ host: '127.0.0.1', password: 'first', targetSchema: 'datamorph_out' });
  await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: secret('rotated') }));
  expect((await read(false)).password).toBe('first');
  expect((await read(true)).password).toBe('rotated');
  expect((await read(false)).password).toBe('rotated');
});

it('that was never filled in says what is missing', async () => {
  await client.send(new CreateSecretCommand({ Name: 'empty', SecretString: '{}' }));
  await expect(secretConfig('empty')(false)).rejects.toThrow('secret empty is incomplete: host: a text');
});
