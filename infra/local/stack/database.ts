// Which PostgreSQL a stack works on: its own, or the user's by URL.
import type { DatabaseAddress } from '../postgres.ts';

/** Throws with what is missing; the message never holds the password. */
export const addressOf = (databaseUrl: string): DatabaseAddress => {
  let url: URL;
  try {
    url = new URL(databaseUrl);
  } catch {
    throw new Error('DATABASE_URL is no URL: expected postgresql://user:password@host:port/database');
  }
  if (!/^postgres(ql)?:$/.test(url.protocol)) throw new Error(`DATABASE_URL is for ${url.protocol} and not for postgresql:`);
  const database = decodeURIComponent(url.pathname.slice(1));
  if (url.hostname === '' || url.username === '' || database === '') throw new Error('DATABASE_URL must name user, host and database');
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port || 5432),
    database,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
};

/** The names that configuration uses for a connection. */
export const secretOf = ({ host, port, database, user, password }: DatabaseAddress): string =>
  JSON.stringify({ host, port, dbname: database, username: user, password });
