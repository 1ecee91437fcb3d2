// What the oracle makes of a case: rows, or the reason for which a job would end without a table.
import type pg from 'pg';
import { censusQuery, expectations, type Plan, pgType, renderOracle, targetConditions } from '../../transform/index.ts';
import { quoteIdentifier } from '../../transform/postgres.ts';
import { type CaseRow, rowValues, textOf } from './case-values.ts';

export type TextRow = readonly (string | null)[];
export type CaseOutcome = { readonly rows: readonly TextRow[] } | { readonly raised: string };
type Client = Pick<pg.Client, 'query'>;

/** In a transaction that has the tables. Values as PostgreSQL prints the target's types. */
export const computedRows = async (client: Client, plan: Plan): Promise<CaseOutcome> => {
  try {
    const broken = (await brokenPromise(client, plan)) ?? (await failure(client, plan));
    if (broken !== undefined) return { raised: broken };
    const columns = plan.target.columns.map(({ name }) => `t.${quoteIdentifier(name)}::text`);
    const text = `select ${columns.join(', ')} from (${renderOracle(plan)}) as t`;
    const { rows } = await client.query<(string | null)[]>({ text, rowMode: 'array' });
    const unfit = unfitFor(plan, rows) ?? (await brokenCheck(client, plan));
    return unfit === undefined ? { rows } : { raised: unfit };
  } catch (error) {
    if (error instanceof Error && 'severity' in error) return { raised: error.message };
    throw error;
  }
};

const brokenPromise = async (client: Client, plan: Plan): Promise<string | undefined> => {
  for (const { join, expect, sql } of expectations(plan)) {
    const { rows } = await client.query<{ violations: string }>(sql);
    const violations = Number(rows[0]?.violations);
    if (violations > 0) return `${join}: ${violations} ${brokenPromises[expect]}`;
  }
  return undefined;
};

const brokenPromises = {
  one: 'left rows do not meet exactly one right row',
  'at-most-one': 'left rows do not meet at most one right row',
  depth: 'rows are deeper than allowed, or above themselves',
} as const;

/** What the census counts: divisions by zero, casts that fail … */
const failure = async (client: Client, plan: Plan): Promise<string | undefined> => {
  const census = censusQuery(plan);
  if (census === undefined) return undefined;
  const { rows } = await client.query<{ failure: string; violations: string; examples: string | null }>(census.sql);
  const found = rows.find(({ violations }) => Number(violations) > 0);
  const failed = census.failures[Number(found?.failure)];
  if (found === undefined || failed === undefined) return undefined;
  return `${failed.step}: ${failed.expression} fails on ${found.violations} rows, as on ${found.examples}`;
};

/** Conditions of the target that a row breaks; as in a constraint, NULL breaks nothing. */
const brokenCheck = async (client: Client, plan: Plan): Promise<string | undefined> => {
  const { checks, interval } = targetConditions(plan.target);
  const conditions = [...checks, ...(interval === undefined ? [] : [{ name: 'the watermark', sql: interval }])];
  for (const { name, sql } of conditions) {
    const { rows } = await client.query<{ broken: string }>(`select count(*) as broken from (${renderOracle(plan)}) as t where not ${sql}`);
    if (Number(rows[0]?.broken) > 0) return `${rows[0]?.broken} rows of the target break ${name}`;
  }
  return undefined;
};

/** What the proof would refuse: NULL where there may be none, two rows of one key. */
const unfitFor = ({ target }: Plan, rows: readonly TextRow[]): string | undefined => {
  const key = target.key.map((name) => target.columns.findIndex((column) => column.name === name));
  const empty = target.columns.find(
    ({ name, nullable }, at) => (!nullable || target.key.includes(name)) && rows.some((row) => row[at] === null),
  );
  if (empty !== undefined) return `the target's column ${empty.name} is NULL in a row`;
  const seen = new Set<string>();
  for (const row of rows) {
    const values = JSON.stringify(key.map((at) => row[at]));
    if (key.length > 0 && seen.has(values)) return `the target's key (${target.key.join(', ')}) is not unique: ${values} is there twice`;
    seen.add(values);
  }
  return undefined;
};

/** Expected rows as their types print them. Throws CaseTrouble, or PostgreSQL's error for a text that is no value of the type. */
export const expectedRows = async (client: Client, plan: Plan, rows: readonly CaseRow[]): Promise<readonly TextRow[]> => {
  const { columns } = plan.target;
  const names = columns.map(({ name }) => name);
  const casts = columns.map(({ type }, at) => `(($${at + 1}::text)::${pgType(type)})::text`);
  const printed: TextRow[] = [];
  for (const [n, row] of rows.entries()) {
    const where = `expected row ${n + 1}`;
    const values = rowValues(row, names, where);
    const texts = columns.map(({ name, type }, at) => textOf(values[at], type, `${where}, ${name},`));
    const { rows: cast } = await client.query<(string | null)[]>({ text: `select ${casts.join(', ')}`, values: texts, rowMode: 'array' });
    printed.push(...cast);
  }
  return printed;
};
