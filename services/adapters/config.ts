// The database that DataMorph works on: how to reach it, what may be read and where tables may be published. Kept as one JSON secret.
import { getSecret } from '@aws-lambda-powertools/parameters/secrets';

export type DatabaseConfig = {
  readonly host: string;
  readonly port: number;
  readonly dbname: string;
  readonly username: string;
  readonly password: string;
  /** verify: against the machine's certificate authorities (NODE_EXTRA_CA_CERTS adds some). require: encrypted, whoever answers. off: plain. */
  readonly ssl: 'verify' | 'require' | 'off';
  /** Schemas that may be read; undefined: all but the system's and DataMorph's own. */
  readonly sourceSchemas: readonly string[] | undefined;
  /** Schemas that may be published to; the target schema is always one of them. */
  readonly targetSchemas: readonly string[];
  /** Schema of a source that is named without one and found in several. */
  readonly defaultSchema: string;
  /** Schema of a target that is named without one. */
  readonly targetSchema: string;
};

/** Reads the configuration; `fresh` past the cache, after a password was refused. */
export type ReadConfig = (fresh: boolean) => Promise<DatabaseConfig>;

/** Seconds that a secret is believed; rotation is met by reading afresh after a refused login. */
const maxAge = 300;

export const secretConfig =
  (secretId: string): ReadConfig =>
  async (fresh) =>
    configIn(secretId, await getSecret(secretId, { transform: 'json', maxAge, forceFetch: fresh }));

export class ConfigIncomplete extends Error {
  override readonly name = 'ConfigIncomplete';
}

/** Names all that is missing at once, and never a value: one of them is a password. */
export const configIn = (where: string, value: unknown): DatabaseConfig => {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  const problems: string[] = [];
  const text = (key: string, otherwise?: string): string => {
    const found = given[key] ?? otherwise;
    if (typeof found === 'string' && (found !== '' || key === 'password')) return found;
    problems.push(`${key}: a text`);
    return '';
  };
  const texts = (key: string): readonly string[] | undefined => {
    const found = given[key];
    if (found === undefined) return undefined;
    if (Array.isArray(found) && found.length > 0 && found.every((part) => typeof part === 'string' && part !== ''))
      return found as string[];
    problems.push(`${key}: a list of schema names`);
    return undefined;
  };
  const port = Number(given.port ?? 5432);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) problems.push('port: a number from 1 to 65535');
  const host = text('host');
  const ssl = sslOf(given.ssl, host);
  if (ssl === undefined) problems.push('ssl: verify, require or off');
  const targetSchema = text('targetSchema', 'datamorph_out');
  const config: DatabaseConfig = {
    host,
    port,
    dbname: text('dbname'),
    username: text('username'),
    password: text('password'),
    ssl: ssl ?? 'verify',
    sourceSchemas: texts('sourceSchemas'),
    targetSchemas: [...new Set([targetSchema, ...(texts('targetSchemas') ?? [])])],
    defaultSchema: text('defaultSchema', 'public'),
    targetSchema,
  };
  if (problems.length > 0) throw new ConfigIncomplete(`secret ${where} is incomplete: ${problems.join('; ')}`);
  return config;
};

/** Said or not: a database on this machine is reached plainly, every other one with verified TLS. `true` and `disable` are what other tools write. */
const sslOf = (given: unknown, host: string): DatabaseConfig['ssl'] | undefined => {
  if (given === undefined) return /^(localhost|127\.[0-9.]+|::1)$/.test(host) ? 'off' : 'verify';
  if (given === false || given === 'off' || given === 'disable') return 'off';
  if (given === true || given === 'verify' || given === 'verify-full') return 'verify';
  return given === 'require' ? 'require' : undefined;
};
