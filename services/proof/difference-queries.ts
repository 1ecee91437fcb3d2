// The second look, only when the tables are unequal: which rows differ, and how. Rows are compared as a multiset over the exact columns.
import type { Query } from '../../events/ports.ts';
import { comparable, hashOf } from './expressions.ts';
import { identifier, qualified } from './quote.ts';
import { boundedColumns, exactColumns, pairingKey, type Side, type Subject, sides } from './subject.ts';

export const maxExamples = 20;

/** The located difference, and per-column hashes that show columns swapped for one another. */
export const differenceQueries = (subject: Subject): readonly Query[] => [
  { name: 'difference', sql: differenceSql(subject) },
  ...sides.map((side) => columnHashes(subject, side)),
];

const columnHashes = (subject: Subject, side: Side): Query => ({
  name: `${side}.hashes`,
  sql: `select ${["'0' as nothing", ...exactColumns(subject).map((column, n) => `${hashOf([comparable(column)])} as "h${n}"`)].join(', ')}
from ${qualified(subject[side])}`,
});

/**
 * At most 20 rows, some of each class: class, copies, values of staging (s0 …) and oracle (o0 …) in the order of the subject's columns; on every
 * row also the totals per class and, for rows paired by key, the rows in which each exact column differs (d0 …).
 */
const differenceSql = (subject: Subject): string => {
  const exact = exactColumns(subject);
  const floats = boundedColumns(subject);
  const places = exact.map((_, n) => `c${n}`);
  const values = [...places, ...floats.map((_, n) => `f${n}`)];
  const both = values.flatMap((value) => [`s_${value}`, `o_${value}`]);
  const cells = subject.columns.flatMap((column, n) => {
    const place = exact.findIndex(({ name }) => name === column.name);
    const value = place >= 0 ? `c${place}` : `f${floats.findIndex(({ name }) => name === column.name)}`;
    return [`left(s_${value}::text, 200) as "s${n}"`, `left(o_${value}::text, 200) as "o${n}"`];
  });
  const totals = ['missing', 'extra', 'duplicated', 'modified'].map(
    (kind) => `coalesce(sum(copies) filter (where class = '${kind}') over (), 0)::text as ${kind}`,
  );
  const perColumn = places.map(
    (place, n) =>
      `coalesce(sum(copies) filter (where class = 'modified' and s_${place} is distinct from o_${place}) over (), 0)::text as "d${n}"`,
  );
  return `with rows as (
  ${sideRows(subject, 'staging')}
  union all
  ${sideRows(subject, 'oracle')}
), unequal as materialized (
  select ${[
    ...places,
    ...floats.flatMap((_, n) => [`min(f${n}) filter (where staging) as s_f${n}`, `min(f${n}) filter (where not staging) as o_f${n}`]),
    'count(*) filter (where staging) as in_staging',
    'count(*) filter (where not staging) as in_oracle',
  ].join(', ')}
  from rows ${places.length > 0 ? `group by ${places.join(', ')} ` : ''}having count(*) filter (where staging) <> count(*) filter (where not staging)
), classified as (
  select case when in_staging > in_oracle then 'duplicated' else 'missing' end as class, abs(in_staging - in_oracle) as copies,
    ${both.map((name) => `${ofBoth(name)} as ${name}`).join(', ')}
  from unequal where in_staging > 0 and in_oracle > 0
  union all
  ${oneSided(subject, both, places)}
)
select class, copies::text as copies, ${[...cells, ...totals, ...perColumn].join(',\n  ')}
from classified order by row_number() over (partition by class order by ${[...both, 'copies'].join(', ')}), class limit ${maxExamples}`;
};

/** A row that both sides have, in unequal numbers: its exact columns are the same on both. */
const ofBoth = (name: string): string => (name.includes('_c') ? name.slice(2) : name);

const sideRows = (subject: Subject, side: Side): string => {
  const cells = [
    ...exactColumns(subject).map((column, n) => `${comparable(column)} as c${n}`),
    ...boundedColumns(subject).map((column, n) => `${identifier(column.name)}::text as f${n}`),
    `${side === 'staging'} as staging`,
  ];
  return `select ${cells.join(', ')} from ${qualified(subject[side])}`;
};

/** Rows that one side lacks altogether: with a key, a lost and a surplus row of one key are one modified row. */
const oneSided = (subject: Subject, both: readonly string[], places: readonly string[]): string => {
  const key = pairingKey(subject).map((column) => `c${exactColumns(subject).findIndex(({ name }) => name === column.name)}`);
  const from = (name: string): string => {
    const [side, value] = [name.slice(0, 1), name.slice(2)];
    const column = value.startsWith('f') ? name : value;
    return `${side === 's' ? 'e' : 'm'}.${column} as ${name}`;
  };
  if (key.length === 0) {
    const alone = (name: string, side: 's' | 'o'): string =>
      name.startsWith(side) ? `${ofBoth(name)} as ${name}` : `null${name.includes('_f') ? '::text' : ''} as ${name}`;
    return `select 'extra', in_staging, ${both.map((name) => alone(name, 's')).join(', ')} from unequal where in_oracle = 0
  union all
  select 'missing', in_oracle, ${both.map((name) => alone(name, 'o')).join(', ')} from unequal where in_staging = 0`;
  }
  const ranked = (where: string): string =>
    `(select *, row_number() over (partition by ${key.join(', ')} order by ${places.join(', ')}) as place from unequal where ${where})`;
  const on = [...key, 'place'].map((column) => `m.${column} = e.${column}`);
  return `select case when e.place is null then 'missing' when m.place is null then 'extra' else 'modified' end,
    greatest(coalesce(m.in_oracle, 0), coalesce(e.in_staging, 0)), ${both.map(from).join(', ')}
  from ${ranked('in_staging = 0')} m full join ${ranked('in_oracle = 0')} e on ${on.join(' and ')}`;
};
