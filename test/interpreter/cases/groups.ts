// Steps that look at several rows: aggregates, windows, first rows; and what stands beside the rows.
import type { Step } from '../../../contracts/generated/types.ts';
import type { Case } from '../postgres.ts';
import { caseOf, lines } from './case.ts';

const aggregates = lines(`
count(*); count(d); count(distinct i); count(distinct i, b); count(*) filter (where d > 1); count(distinct x) filter (where i > 0); sum(i % 1000); sum(j % 1000); sum(d); sum(distinct d)
sum(d) filter (where b); avg(i); avg(j); avg(d); avg(distinct d); avg(w % 1000); min(x); max(x); min(d); max(g); max(dt); min(tz); max(u); bool_and(b); bool_or(i > 5)
bool_and(b) filter (where i > 5); sum(d) / count(*); coalesce(sum(e), 0); round(100.0 * count(*) filter (where b) / count(*), 2); first(x order by d); first(i order by x desc)
first(d order by b, dt desc nulls first); string_agg(x, '|'); string_agg(x, '|' order by i desc); string_agg(distinct y, ',' order by y desc); string_agg(y, '' order by b, d)
min_by(x, d); max_by(i, dt); max_by(x, b); median(i % 100); median(d); percentile(d, 0.95); percentile(i % 100, 0.25); percentile(e, 0.123456); round(stddev_samp(i % 100), 6)
round(var_pop(d), 2); round(stddev(e), 3); count(distinct ta); min(x) || max(y); median(cast(e as double)); count(*) filter (where x like 'a%')`);

const windows: readonly Partial<Extract<Step, { do: 'window' }>['compute'][number]>[] = [
  { expr: 'row_number()', order: [{ expr: 'd', direction: 'desc' }] },
  { expr: 'rank()', order: [{ expr: 'i', direction: 'asc', nulls: 'first' }] },
  { expr: 'dense_rank()', partition: ['b'], order: [{ expr: 'i', direction: 'desc' }] },
  { expr: 'ntile(3)', order: [{ expr: 'x', direction: 'asc' }] },
  { expr: 'lag(x)', partition: ['b'], order: [{ expr: 'd', direction: 'asc' }] },
  { expr: "lead(x, 2, 'none')", order: [{ expr: 'd', direction: 'asc' }] },
  { expr: 'lag(i, 1, 0)', order: [{ expr: 'dt', direction: 'desc' }] },
  { expr: 'first_value(x)', partition: ['b'], order: [{ expr: 'd', direction: 'asc' }] },
  { expr: 'last_value(x)', partition: ['b'], order: [{ expr: 'd', direction: 'asc' }] },
  { expr: 'sum(d)', order: [{ expr: 'i', direction: 'asc' }] },
  { expr: 'd / nullif(sum(d), 0)', partition: ['b'] },
  { expr: 'count(*)', order: [{ expr: 'i', direction: 'asc' }], frame: { unit: 'range', from: 'start', to: 0 } },
  { expr: 'sum(d)', order: [{ expr: 'dt', direction: 'asc' }], frame: { unit: 'range', from: -60, to: 60 } },
  { expr: 'count(i)', order: [{ expr: 'd', direction: 'desc' }], frame: { unit: 'range', from: -12, to: 0 } },
  { expr: 'count(*)', order: [{ expr: 'ts', direction: 'asc', nulls: 'first' }], frame: { unit: 'range', from: 0, to: 'end' } },
  { expr: 'avg(d)', order: [{ expr: 'id', direction: 'asc' }], frame: { unit: 'rows', from: -2, to: -1 } },
  { expr: 'max(x)', partition: ['b'], order: [{ expr: 'id', direction: 'desc' }], frame: { unit: 'rows', from: -1, to: 1 } },
  { expr: 'bool_or(b)', order: [{ expr: 'id', direction: 'asc' }], frame: { unit: 'rows', from: 1, to: 'end' } },
  { expr: 'count(*) filter (where b)', order: [{ expr: 'd', direction: 'asc' }] },
];
const windowStep: Step = {
  name: 'over',
  do: 'window',
  compute: windows.map((each, at) => ({ name: `w${at}`, expr: 'count(*)', partition: [], order: [], ...each })),
};

const over = (by: Extract<Step, { do: 'aggregate' }>['by'], more: object = {}): Step => ({
  name: 'grouped',
  do: 'aggregate',
  by,
  compute: aggregates.map((expr, at) => ({ name: `a${at}`, expr })),
  ...more,
});
const aggregateNames = aggregates.map((_, at) => `a${at}`);

export const groupCases: readonly Case[] = [
  caseOf('aggregates over all rows', [{ name: 'all', do: 'select', input: 't', columns: [], others: 'keep' }, over([])], aggregateNames),
  caseOf('aggregates over no rows', [{ name: 'none', do: 'filter', input: 't', where: 'id < 0' }, over([])], aggregateNames),
  caseOf(
    'aggregates by keys',
    [
      { name: 'all', do: 'select', input: 't', columns: [], others: 'keep' },
      over(['b', { name: 'month', expr: "date_trunc('month', dt)" }]),
    ],
    ['b', 'month', ...aggregateNames],
  ),
  caseOf(
    'aggregates by levels',
    [
      { name: 'all', do: 'select', input: 't', columns: [], others: 'keep' },
      over(['b', { name: 'month', expr: 'month(dt)' }], {
        levels: [
          { name: 'both', by: ['b', 'month'] },
          { name: 'b', by: ['b'] },
          { name: 'total', by: [] },
        ],
        level_as: 'level',
      }),
    ],
    ['b', 'month', 'level', ...aggregateNames],
  ),
  caseOf(
    'windows',
    [{ name: 'all', do: 'select', input: 't', columns: [], others: 'keep' }, windowStep],
    ['id', ...windows.map((_, at) => `w${at}`)],
  ),
  caseOf(
    'the first row per key',
    [
      {
        name: 'first',
        do: 'dedupe',
        input: 't',
        keys: ['b'],
        order: [
          { expr: 'x', direction: 'desc' },
          { expr: 'g / 2', direction: 'asc', nulls: 'first' },
        ],
      },
    ],
    ['b', 'id', 'x'],
  ),
  caseOf(
    'equal rows once',
    [
      { name: 'less', do: 'select', input: 't', columns: [], others: 'keep', drop: ['id', 'u', 'k', 'js'] },
      { name: 'once', do: 'dedupe' },
    ],
    ['i', 'd', 'g', 'x', 'ts'],
  ),
  ...(['keep', 'break'] as const).flatMap((ties) => [
    caseOf(
      `top, ties: ${ties}`,
      [{ name: 'top', do: 'top', input: 't', n: 3, order: [{ expr: 'd', direction: 'desc' }], ties, rank_as: 'place' }],
      ['id', 'd', 'place'],
    ),
    caseOf(
      `top per group, ties: ${ties}`,
      [{ name: 'top', do: 'top', input: 't', n: 2, by: ['b'], order: [{ expr: 'd', direction: 'desc', nulls: 'first' }], ties }],
      ['id', 'b', 'd'],
    ),
  ]),
];

export const besideCases: readonly Case[] = [
  caseOf(
    'parameters, single values and intermediate ones',
    [
      { name: 'most', do: 'aggregate', input: 't', by: [], compute: [{ name: 'd', expr: 'max(d)' }] },
      {
        name: 'share',
        do: 'select',
        input: 't',
        let: [
          { name: 'half', expr: 'd / 2' },
          { name: 'quarter', expr: 'half / 2' },
        ],
        columns: [
          { name: 'part', expr: 'quarter / value(most, d)' },
          { name: 'since', expr: "datediff('day', dt, param(today))" },
        ],
        others: 'keep',
      },
    ],
    ['id', 'part', 'since'],
    { parameters: [{ name: 'today', type: 'date', value: '2025-03-01' }] },
  ),
];
