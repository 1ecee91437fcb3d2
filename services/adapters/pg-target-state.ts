// How a target stands: what is there, whether it is ours, and what hangs on it.
import type { PoolClient } from 'pg';
import type { Catalog } from '../../contracts/generated/types.ts';
import { SourceTrouble } from '../../events/ports.ts';
import { parseTableName } from '../transform/names.ts';
import type { DatabaseConfig } from './config.ts';
import { dependentsOf } from './pg-dependents.ts';

type Target = NonNullable<Catalog['target']>;

export const targetState = async (client: PoolClient, config: DatabaseConfig, target: string): Promise<Target> => {
  const asked = parseTableName(target);
  if (asked === undefined) throw new SourceTrouble('source-missing', `${target} is no table name: write schema.table, or table alone`);
  const { schema = config.targetSchema, name } = asked;
  const writable = config.targetSchemas.includes(schema);
  const found = await relationAt(client, schema, name);
  if (found === undefined) return { schema, name, exists: false, published: false, isTable: false, writable, dependents: [], grants: [] };
  return {
    schema,
    name,
    exists: true,
    published: await isPublished(client, schema, name, found.oid),
    isTable: found.is_table,
    writable,
    dependents: await dependentsOf(client, found.oid),
    grants: found.grants,
  };
};

type Found = { readonly oid: string; readonly is_table: boolean; readonly grants: string[] };

export const relationAt = async (client: PoolClient, schema: string, name: string): Promise<Found | undefined> => {
  const { rows } = await client.query<Found>(
    `select c.oid::text as oid, c.relkind = 'r' and not c.relispartition and c.relpersistence = 'p' as is_table,
            coalesce(c.relacl::text[], '{}') as grants
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and c.relname = $2`,
    [schema, name],
  );
  return rows[0];
};

/** By us, and still the very table that we put there. */
export const isPublished = async (client: PoolClient, schema: string, name: string, oid: string): Promise<boolean> => {
  const { rows: readable } = await client.query<{ yes: boolean }>(
    `select has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select') as yes
       from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'datamorph' and c.relname = 'publications'`,
  );
  if (readable[0]?.yes !== true) return false;
  const { rows } = await client.query(
    `select from datamorph.publications
      where outcome = 'published' and target_schema = $1 and target_name = $2 and relation = $3::oid`,
    [schema, name, oid],
  );
  return rows.length > 0;
};
