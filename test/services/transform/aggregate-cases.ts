// What both engines are asked about aggregates: every example, many expressions over awkward rows, floats within their bounds.
import type { Step } from '../../../contracts/generated/types.ts';
import { aggregates } from '../../../services/transform/check/aggregates/all.ts';
import { asc, type Computed, lines, none, stepCase } from './aggregate-rows.ts';
import type { PlannedCase } from './engines.ts';

/** Per aggregate a plan whose columns are, in turn, an example and what it must give. */
export const aggregateExamples = (): readonly PlannedCase[] =>
  [...aggregates].map(([name, { examples }]) => {
    const given = examples.map(([expr], at) => ({ name: `given${at}`, expr }));
    const wanted = examples.map(([, expr], at) => ({ name: `wanted${at}`, expr }));
    const steps: Step[] = [
      { name: 'grouped', do: 'aggregate', by: [], compute: given },
      { name: 'both', do: 'select', columns: wanted, others: 'keep' },
    ];
    return stepCase(
      name,
      steps,
      examples.flatMap((_, at) => [`given${at}`, `wanted${at}`]),
      'examples',
    );
  });

const grouped = lines(`
count(*); count(distinct i, b); sum(i % 1000); sum(distinct d); sum(d) filter (where b); avg(i); avg(w); avg(distinct d); min(x); max(x); max(u); min(day); bool_and(b); bool_or(i > 5)
first(x order by day); first(x order by day desc); first(x order by day desc nulls first, ts); first(d order by g desc); first(d order by x desc, day); first(i order by b, x desc)
first(day order by i desc, x); first(ts order by d, x desc); first(b order by j desc); first(u order by id); first(x order by upper(x), g desc) filter (where i > 0)
string_agg(x, ', ' order by day); string_agg(x, '' order by day desc, x); string_agg(x, '|'); string_agg(distinct x, '-'); string_agg(distinct x, '-' order by x desc)
string_agg(sub, ',' order by x desc, i); string_agg(x, ',' order by sub nulls first, i desc); string_agg(x, ',' order by b desc nulls first, d); string_agg(upper(x), '+' order by g desc, day)
string_agg(x, ', ') filter (where d > 1); string_agg(x, ',' order by ts desc nulls first, x desc); string_agg(x, ',' order by i nulls first, day desc, x)
min_by(x, day); max_by(x, day); min_by(i, x); max_by(i, x); max_by(x, g); min_by(x, g); min_by(b, d); max_by(d, b); max_by(x, d) filter (where b); min_by(ts, u); max_by(day, ts)
median(i); median(d); median(j); median(d) filter (where b); percentile(d, 0.95); percentile(i, 0.1); percentile(i, 0.333); percentile(d, 1); percentile(i, 0); percentile(j, 0.5)
percentile(d % 10, 0.999999); coalesce(string_agg(x, ','), 'none') || '!'; round(percentile(d, 0.9) / 3, 2); case when count(*) > 1 then max_by(x, id) else grp end`);
const compute = grouped.map((expr, at) => ({ name: `a${at}`, expr }));
const byGroup: Step = { name: 'grouped', do: 'aggregate', by: ['grp'], compute };
const names = ['grp', ...compute.map(({ name }) => name)];

export const aggregateCases = (): readonly PlannedCase[] => [
  stepCase('aggregates per group', [byGroup], names),
  stepCase('aggregates over all rows', [{ ...byGroup, by: [], compute: compute.slice(0, -1) }], names.slice(1, -1)),
  stepCase('aggregates over no rows', [none, { ...byGroup, by: [], compute: compute.slice(0, -1) }], names.slice(1, -1)),
  stepCase('aggregates over rows that are there twice', [byGroup], names, 'ties'),
];

const spread = lines(`
sum(g); avg(g); stddev_samp(g); stddev_pop(g); var_samp(g); var_pop(g); stddev(d); var_pop(d); variance(w); stddev_pop(w); stddev(same); var_pop(same)
sum(g) / count(*); stddev(g) filter (where id % 3 = 0)`);
const ranks = lines('median(g); percentile(g, 0.95); percentile(w, 0.1); median(w); percentile(g, 0.333333); percentile(same, 0.5)');
const named = (exprs: readonly string[]) => exprs.map((expr, at) => ({ name: `f${at}`, expr }));
const floating = (name: string, key: string, steps: Step[], columns: readonly { readonly name: string }[]): PlannedCase =>
  stepCase(name, steps, [key, ...columns.map((each) => each.name)], 'floats');
const floatWindow = (frame?: NonNullable<Computed['frame']>): Step => ({
  name: 'windowed',
  do: 'window',
  compute: named(spread).map((each) => ({ ...each, partition: ['grp'], order: [asc('id')], ...(frame !== undefined && { frame }) })),
});

/** What is equal only within its bound; the first column is a key. */
export const floatCases = (): readonly PlannedCase[] => [
  floating(
    'floats per group',
    'grp',
    [{ name: 'grouped', do: 'aggregate', by: ['grp'], compute: named([...spread, ...ranks]) }],
    named([...spread, ...ranks]),
  ),
  floating('floats so far', 'id', [floatWindow()], named(spread)),
  floating('floats of the last seven rows', 'id', [floatWindow({ unit: 'rows', from: -6, to: 0 })], named(spread)),
  floating(
    'neighbours of floats that were added up',
    'grp',
    [
      { name: 'grouped', do: 'aggregate', by: ['grp'], compute: [{ name: 'total', expr: 'sum(g)' }] },
      {
        name: 'windowed',
        do: 'window',
        compute: named(['lag(total)', 'lead(total, 1, 0.5)', 'total / sum(total)', 'max(total)', 'first_value(total)']).map((each) => ({
          ...each,
          partition: [],
          order: [asc('grp')],
        })),
      },
    ],
    [{ name: 'total' }, ...named(['', '', '', '', ''])],
  ),
];
