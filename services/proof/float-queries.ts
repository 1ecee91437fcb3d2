// Float columns have no hash: two right results differ in the last digits. Rows are paired, and each pair must lie within the bound that the oracle keeps.
import type { Query } from '../../events/ports.ts';
import { comparable } from './expressions.ts';
import { identifier, literal, qualified } from './quote.ts';
import { boundedColumns, type Column, exactColumns, type FloatBound, pairingKey, type Subject } from './subject.ts';

type Bounded = Column & { readonly float: FloatBound };

/** Pairs, pairs apart, and per column the pairs apart (d0, d1, …) and the widest bound (w0, w1, …). Empty when no column is float. */
export const floatQuery = (subject: Subject): readonly Query[] => {
  const floats = boundedColumns(subject);
  if (floats.length === 0) return [];
  const apart = floats.map(apartness);
  const counts = [
    'count(*)::text as "pairs"',
    `(count(*) filter (where ${apart.join(' or ')}))::text as "apart"`,
    ...apart.map((condition, n) => `(count(*) filter (where ${condition}))::text as "d${n}"`),
    ...floats.map((_, n) => `max(${sound(`b${n}`)})::text as "w${n}"`),
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
  const apart = floats.map(apartness);
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
    ...floats.flatMap((column, n) => [
      `t.${identifier(column.name)} as f${n}`,
      `o.${identifier(column.name)} as g${n}`,
      `${boundOf(column, 'o')} as b${n}`,
    ]),
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
      ...floats.flatMap((column, n) => [
        `${identifier(column.name)} as v${n}`,
        `${of === 'true' ? 'null::float8' : boundOf(column, 't')} as b${n}`,
      ]),
    ];
    const partition = exact.length > 0 ? `partition by ${exact.map((column) => comparable(column)).join(', ')} ` : '';
    const order = floats.map((column) => identifier(column.name)).join(', ');
    return `select ${[...cells, `row_number() over (${partition}order by ${order}) as place`, `${of} as staging`].join(', ')} from ${table} t`;
  };
  const values = floats.flatMap((_, n) => [
    `max(v${n}) filter (where staging) as f${n}`,
    `max(v${n}) filter (where not staging) as g${n}`,
    `max(b${n}) as b${n}`,
  ]);
  return `ranked as (
  ${side(qualified(subject.staging), 'true')}
  union all
  ${side(qualified(subject.oracle), 'false')}
), pairs as (
  select ${[...places, ...values].join(', ')} from ranked group by ${[...places, 'place'].join(', ')} having count(*) = 2
)`;
};

const boundOf = ({ float }: Bounded, table: string): string =>
  float.bound === undefined ? 'null::float8' : `${table}.${identifier(float.bound)}`;

/** A bound that is no number, infinite or absurd allows nothing. The last digits of the bound itself are not to decide. */
const sound = (bound: string): string =>
  `case when ${bound} >= 0 and ${bound} < 1e300::float8 then ${bound} * 1.000000001::float8 else 0 end`;

const specials = "array['NaN', 'Infinity', '-Infinity']::float8[]";
/** Of a double, a last place on either side; a real keeps 24 bits. */
const lastPlaces = { double: 2 ** -51, float: 2 ** -22 } as const;
/** Below it a product with the last place would underflow, and raise. */
const smallest = 1e-290;

/** True when f of staging and g of the oracle cannot both be right. NaN equals NaN, the sign of zero does not count, infinities are exact. */
const apartness = ({ type }: Bounded, n: number): string => {
  const [a, b, bound] = [`f${n}`, `g${n}`, sound(`b${n}`)];
  const same = `when ${a} is not distinct from ${b} then false when ${a} is null or ${b} is null then true`;
  // the text of a double with 15 digits, which is how it becomes a numeric, is finer than the step of any decimal that has a bound
  if (type !== 'float' && type !== 'double') return `case ${same} else abs(${a} - ${b}) > (${bound})::numeric end`;
  const [x, y] = [`${a}::float8`, `${b}::float8`];
  const size = `greatest(abs(${x}), abs(${y}), ${literal(`${smallest}`)}::float8)`;
  // far apart near the largest double the difference would overflow
  return `case ${same} when ${x} = any (${specials}) or ${y} = any (${specials}) then true
    when sign(${x}) <> sign(${y}) and greatest(abs(${x}), abs(${y})) > 1e307 then true
    else abs(${x} - ${y}) > ${bound} + ${literal(`${lastPlaces[type]}`)}::float8 * ${size} end`;
};
