// Float columns have no hash: two right results differ in the last digits. Rows are paired, and each pair must lie within the bound of its column.
import type { Query } from '../../events/ports.ts';
import { comparable } from './expressions.ts';
import { identifier, literal, qualified } from './quote.ts';
import { boundedColumns, type Column, exactColumns, type FloatBound, pairingKey, type Subject } from './subject.ts';

type Bounded = Column & { readonly float: FloatBound };

/** Pairs, pairs apart, and pairs apart per column (d0, d1, …). Empty when no column is float. */
export const floatQuery = (subject: Subject): readonly Query[] => {
  const floats = boundedColumns(subject);
  if (floats.length === 0) return [];
  const apart = floats.map((column, n) => apartness(column, `f${n}`, `g${n}`));
  const counts = [
    'count(*)::text as "pairs"',
    `(count(*) filter (where ${apart.join(' or ')}))::text as "apart"`,
    ...apart.map((condition, n) => `(count(*) filter (where ${condition}))::text as "d${n}"`),
  ];
  return [{ name: 'float', sql: `with ${pairs(subject, floats)}\nselect ${counts.join(',\n  ')}\nfrom pairs` }];
};

/** At most 20 pairs that are apart: s0 … of staging, o0 … of the oracle, in the order of the subject's columns. */
export const floatExamplesQuery = (subject: Subject): Query => {
  const floats = boundedColumns(subject);
  const exact = exactColumns(subject);
  const cells = subject.columns.flatMap((column, n) => {
    const float = floats.findIndex(({ name }) => name === column.name);
    const place = exact.findIndex(({ name }) => name === column.name);
    const [staging, oracle] = float >= 0 ? [`f${float}`, `g${float}`] : [`c${place}`, `c${place}`];
    return [`left(${staging}::text, 200) as "s${n}"`, `left(${oracle}::text, 200) as "o${n}"`];
  });
  const apart = floats.map((column, n) => apartness(column, `f${n}`, `g${n}`));
  return {
    name: 'float.examples',
    sql: `with ${pairs(subject, floats)}\nselect ${cells.join(',\n  ')}\nfrom pairs where ${apart.join(' or ')} limit 20`,
  };
};

const pairs = (subject: Subject, floats: readonly Bounded[]): string =>
  pairingKey(subject).length > 0 ? pairsByKey(subject, floats) : pairsByRank(subject, floats);

const pairsByKey = (subject: Subject, floats: readonly Bounded[]): string => {
  const cells = [
    ...exactColumns(subject).map((column, n) => `${comparable(column, 't')} as c${n}`),
    ...floats.flatMap((column, n) => [`t.${identifier(column.name)} as f${n}`, `o.${identifier(column.name)} as g${n}`]),
  ];
  const on = pairingKey(subject).map((column) => `${comparable(column, 't')} = ${comparable(column, 'o')}`);
  return `pairs as (
  select ${cells.join(', ')}
  from ${qualified(subject.staging)} t join ${qualified(subject.oracle)} o on ${on.join(' and ')}
)`;
};

/** Without a key: rows that agree in the exact columns are paired in the order of their floats. */
const pairsByRank = (subject: Subject, floats: readonly Bounded[]): string => {
  const exact = exactColumns(subject);
  const places = exact.map((_, n) => `c${n}`);
  const side = (table: string, of: 'true' | 'false'): string => {
    const cells = [
      ...exact.map((column, n) => `${comparable(column)} as c${n}`),
      ...floats.map((column, n) => `${identifier(column.name)} as v${n}`),
    ];
    const partition = exact.length > 0 ? `partition by ${exact.map((column) => comparable(column)).join(', ')} ` : '';
    const order = floats.map((column) => identifier(column.name)).join(', ');
    return `select ${[...cells, `row_number() over (${partition}order by ${order}) as place`, `${of} as staging`].join(', ')} from ${table}`;
  };
  const values = floats.flatMap((_, n) => [`max(v${n}) filter (where staging) as f${n}`, `max(v${n}) filter (where not staging) as g${n}`]);
  return `ranked as (
  ${side(qualified(subject.staging), 'true')}
  union all
  ${side(qualified(subject.oracle), 'false')}
), pairs as (
  select ${[...places, ...values].join(', ')} from ranked group by ${[...places, 'place'].join(', ')} having count(*) = 2
)`;
};

const specials = "array['NaN', 'Infinity', '-Infinity']::float8[]";

/** True when a and b cannot both be right. NaN equals NaN, the sign of zero does not count, infinities are exact. */
const apartness = ({ type, float }: Bounded, a: string, b: string): string => {
  const factor = 4 * Math.max(1, float.terms) * 2 ** -53;
  const same = `when ${a} is not distinct from ${b} then false when ${a} is null or ${b} is null then true`;
  if (type === 'float' || type === 'double') {
    const [x, y] = [`${a}::float8`, `${b}::float8`];
    // a real keeps 24 bits: both sides may have been rounded to neighbours
    const scale = factor + (type === 'float' ? 2 ** -23 : 0);
    // not below 1e-290, where the product would underflow and raise; far apart near the largest double, where the difference would overflow
    const size = `greatest(abs(${x}), abs(${y}), ${literal(`${Math.max(float.magnitude, 1e-290)}`)}::float8)`;
    return `case ${same} when ${x} = any (${specials}) or ${y} = any (${specials}) then true
    when sign(${x}) <> sign(${y}) and greatest(abs(${x}), abs(${y})) > 1e307 then true
    else abs(${x} - ${y}) > ${literal(`${scale}`)}::float8 * ${size} end`;
  }
  // rounding a float to digits may fall on either side of a tie: one unit of the last place
  const digits = Number(/,(\d+)\)$/.exec(type)?.[1] ?? 0);
  const size = `greatest(abs(${a}), abs(${b}), ${literal(`${float.magnitude}`)}::numeric)`;
  return `case ${same} else abs(${a}::numeric - ${b}::numeric) > ${literal(`1e-${digits}`)}::numeric + ${literal(`${factor}`)}::numeric * ${size} end`;
};
