// The census as one query of counts.

import { wordsOf } from '../../explain/words.ts';
import type { Census, Plan, Probe } from '../../plan.ts';
import { name, text } from './names.ts';
import { withClause } from './query.ts';

export type CensusQuery = {
  /** One row per failure, in the order of `failures`: its number from 0, how often it happened, the keys of up to five rows as a JSON array of objects. */
  readonly sql: string;
  readonly failures: readonly { readonly step: string; readonly expression: string }[];
};

/** undefined when nothing in the plan may fail. */
export const censusQuery = (plan: Pick<Plan, 'census'>): CensusQuery | undefined => {
  const { census } = plan;
  if (census.probes.length === 0) return undefined;
  const frames = census.probes.map((probe, at) => ({ probe, failing: name(failingName(census, at)) }));
  const failing = frames.map(({ probe, failing: frame }) => `${frame} as materialized (\n  ${failingRows(probe)}\n)`);
  const counts = frames.flatMap(({ probe, failing: frame }) => probe.failures.map(({ column }) => ({ column, frame, keys: probe.keys })));
  return {
    sql: `${withClause(census)},
${failing.join(',\n')}
${counts.map(({ column, frame, keys }, at) => countOf(column, frame, keys, at)).join('\nunion all\n')}
order by 1
`,
    failures: fallible(plan),
  };
};

/** Kept once, for counting and for showing: as a rule it is empty. */
const failingRows = ({ frame, failures, keys }: Probe): string => {
  const flags = failures.map(({ column }) => `t.${name(column)}`);
  const shown = [...keys.map((key) => `t.${name(key)}`), ...flags];
  return `select ${shown.join(', ')}\n  from ${name(frame)} as t\n  where ${flags.join(' or ')}`;
};

const countOf = (column: string, frame: string, keys: readonly string[], at: number): string => {
  const flag = `t.${name(column)}`;
  const pairs = keys.flatMap((key) => [text(key), `left(t.${name(key)}::text, ${longest})`]);
  const order = keys.length === 0 ? '' : ` order by ${keys.map((_, n) => n + 2).join(', ')}`;
  const columns = [`json_build_object(${pairs.join(', ')}) as row_key`, ...keys.map((key) => `t.${name(key)}::text collate "C"`)];
  return `select ${at} as failure, (select count(*) from ${frame} as t where ${flag}) as violations, (select json_agg(e.row_key)::text from (select ${columns.join(', ')} from ${frame} as t where ${flag}${order} limit ${mostExamples}) as e) as examples`;
};
const mostExamples = 5;
const longest = 200;

/** What may fail, in the order of its numbers. */
export const fallible = ({ census }: Pick<Plan, 'census'>): CensusQuery['failures'] =>
  census.probes.flatMap(({ step, failures }) => failures.map(({ expression }) => ({ step, expression: shortened(wordsOf(expression)) })));
const shortened = (text: string): string => (text.length <= 400 ? text : `${text.slice(0, 399)}…`);

const failingName = ({ sources, steps }: Census, at: number): string => {
  const taken = [...sources, ...steps].map((each) => each.name);
  const fresh = (wanted: string): string => (taken.includes(wanted) ? fresh(`${wanted}_`) : wanted);
  return fresh(`failing ${at + 1}`);
};
