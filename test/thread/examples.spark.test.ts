// Sentences in, published tables out, through real Spark and real PostgreSQL; the expected rows stand in examples.ts, written by hand.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TransformSpec } from '../../contracts/generated/types.ts';
import { openThread, type Thread } from '../support/thread.ts';
import { type Example, examples, rename, unclear } from './examples.ts';

let thread: Thread;
beforeAll(async () => {
  thread = await openThread('examples');
  await thread.stack.sparkReady;
});
afterAll(() => thread.close());

/** Makes a schema with the example's tables, under their own or their new names; answers the source names. */
const load = async (schema: string, { tables }: Example, names: Readonly<Record<string, string>>): Promise<string[]> => {
  await thread.sql(`drop schema if exists ${schema} cascade; create schema ${schema}`);
  for (const [table, { columns, rows }] of Object.entries(tables)) {
    const name = `${schema}.${rename(table, names)}`;
    await thread.sql(`create table ${name} (${columns.map((column) => rename(column, names)).join(', ')})`);
    await thread.sql(`insert into ${name} values ${rows.map((row) => `(${row})`).join(', ')}`);
  }
  return Object.keys(tables).map((table) => `${schema}.${rename(table, names)}`);
};

/** The rows on the columns that the prompt asks for, numbers without trailing zeros, sorted. */
const published = async (target: string, { columns }: Example, names: Readonly<Record<string, string>>) => {
  const rows = await thread.sql(`select * from ${target}`);
  const all = Object.keys(rows[0] ?? {});
  const chosen: string[] = [];
  for (const pattern of columns) {
    const wanted = new RegExp(rename(pattern, names), 'i');
    const found = all.filter((column) => !chosen.includes(column)).find((column) => wanted.test(column));
    if (found === undefined) throw new Error(`no column like ${pattern} among ${all.join(', ')}`);
    chosen.push(found);
  }
  return sorted(rows.map((row) => chosen.map((column) => plain(row[column] ?? null))));
};
const plain = (value: string | null) => (value !== null && /^-?\d+\.\d+$/.test(value) ? value.replace(/\.?0+$/, '') : value);
const sorted = (rows: readonly (readonly (string | null)[])[]) =>
  rows.map((row) => [...row]).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** The specification without the names that renaming changes, so that two plans can be held against each other. */
const shape = (spec: TransformSpec | null) => ({
  sources: spec?.sources.length,
  steps: spec?.steps.map((step) => ({
    do: step.do,
    ...('kind' in step ? { kind: step.kind, expect: step.expect, on: step.on.length } : {}),
    ...(step.do === 'aggregate' ? { by: step.by.length, compute: step.compute.length } : {}),
  })),
  target: spec?.target.columns.map(({ type, nullable }) => ({ type, nullable })),
  key: spec?.target.key.length,
});

describe.each(examples)('$name', (example) => {
  const run = async (prompt: string, names: Readonly<Record<string, string>> = {}) => {
    const sources = await load('thread', example, names);
    const outcome = await thread.ask({ prompt: rename(prompt, names), sources });
    const asked = outcome.questions.map(({ question }) => question).join(' ');
    expect(`${outcome.terminalFact} ${asked}${outcome.failure?.message ?? ''}`.trim()).toBe('TargetPublished');
    expect(outcome.verdict?.outcome).toBe('PASS');
    expect(await published(outcome.target as string, example, names)).toEqual(sorted(example.rows));
    return outcome;
  };
  let first: TransformSpec | null = null;

  it('as first said', async () => {
    first = (await run(example.prompt)).spec;
  });
  it('in other words', () => run(example.paraphrases[0]));
  it('in other words again', () => run(example.paraphrases[1]));
  it('with all tables and columns renamed', async () => {
    const { spec } = await run(example.prompt, example.renamed);
    expect(shape(spec)).toEqual(shape(first));
  });
});

describe('what says too little', () => {
  it.each(unclear)('“%s” is asked back, and no job starts', async (prompt) => {
    await load('thread', examples[0] as Example, {});
    const outcome = await thread.ask({ prompt, sources: ['thread.customers', 'thread.orders'] });
    expect(outcome.terminalFact).toBe('ClarificationNeeded');
    expect(outcome.questions.length).toBeGreaterThan(0);
    expect(outcome.view.steps.map(({ fact }) => fact)).not.toContain('GlueStarted');
  });
});
