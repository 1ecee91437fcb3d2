// Whether emulator and database belong together: each start writes a new mark into both, so a store that was lost, or fell back to an older snapshot, shows.
import { randomUUID } from 'node:crypto';
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import pg from 'pg';
import { clientOptions } from '../aws-env.ts';
import type { DatabaseAddress } from '../postgres.ts';

const secretId = 'datamorph/local/mark';
const prefix = 'datamorph local stack ';

/** True when both bear the mark of the same start, or neither has any. */
export const belongTogether = async (endpoint: string, database: DatabaseAddress): Promise<boolean> => {
  const [ours, theirs] = await Promise.all([readSecret(endpoint), withDatabase(database, readComment)]);
  return ours === theirs;
};

export const mark = async (endpoint: string, database: DatabaseAddress): Promise<void> => {
  const value = randomUUID();
  await Promise.all([
    putSecret(endpoint, secretId, value),
    // A comment, for a table would show among the user's own.
    withDatabase(database, (client) =>
      client.query(`COMMENT ON DATABASE ${client.escapeIdentifier(database.database)} IS '${prefix}${value}'`),
    ),
  ]);
};

const readComment = async (client: pg.Client): Promise<string | undefined> => {
  const { rows } = await client.query(
    "SELECT shobj_description(oid, 'pg_database') AS comment FROM pg_database WHERE datname = current_database()",
  );
  const comment: unknown = rows[0]?.comment;
  return typeof comment === 'string' && comment.startsWith(prefix) ? comment.slice(prefix.length) : undefined;
};

const withDatabase = async <Result>(
  { database, ...address }: DatabaseAddress,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> => {
  const client = new pg.Client({ ...address, database });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const readSecret = (endpoint: string): Promise<string | undefined> =>
  withSecrets(endpoint, async (client) => {
    try {
      return (await client.send(new GetSecretValueCommand({ SecretId: secretId }))).SecretString;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  });

/** Writes a secret, whether it is there or not. */
export const putSecret = (endpoint: string, name: string, value: string): Promise<void> =>
  withSecrets(endpoint, async (client) => {
    try {
      await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: value }));
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      await client.send(new CreateSecretCommand({ Name: name, SecretString: value }));
    }
  });

const withSecrets = async <Result>(endpoint: string, work: (client: SecretsManagerClient) => Promise<Result>): Promise<Result> => {
  const client = new SecretsManagerClient(clientOptions(endpoint));
  return await work(client).finally(() => client.destroy());
};
