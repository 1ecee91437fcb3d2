// Aggregates in PostgreSQL, over groups and over windows. Exact averages are computed from sum and count: avg itself keeps only about 16 digits.
import type { AggregateExpr, WindowExpr } from '../../plan.ts';
import { MissingFeature } from '../missing-feature.ts';
import { literal } from './literals.ts';
import { enoughDigits, isText } from './values.ts';

type Aggregate = AggregateExpr | WindowExpr;
/** Its parts as SQL. `order` are the items of an order by; `over` names the window, if it looks at one. */
export type AggregateParts = {
  readonly args: readonly string[];
  readonly where: string | undefined;
  readonly order: readonly string[];
  readonly over: string | undefined;
};

export const aggregate = (value: Aggregate, parts: AggregateParts): string => {
  const { args, where } = parts;
  const [first = ''] = args;
  const distinct = value.is === 'aggregate' && value.distinct ? 'distinct ' : '';
  const of = (name: string, arg: string, condition = where): string => call(`${name}(${distinct}${arg})`, condition, parts.over);
  const stored = value.type.startsWith('decimal') ? `::${value.type.replace('decimal', 'numeric')}` : '';
  switch (value.name) {
    case 'count':
      return args.length > 1 ? of('count', `(${args.join(', ')})`, allPresent(args, where)) : of('count', args.length === 0 ? '*' : first);
    case 'sum':
      return value.type === 'bigint' ? `${of('sum', first)}::bigint` : `${of('sum', first)}${stored}`;
    case 'avg':
      if (stored === '') return of('avg', first);
      return `(${of('sum', first)} * ${enoughDigits} / nullif(${of('count', first)}, 0))${stored}`;
    case 'min':
    case 'max':
      return of(value.name, isText(value) ? `${first} collate "C"` : first);
    case 'bool_and':
    case 'bool_or':
      return of(value.name, first);
    case 'stddev_samp':
    case 'stddev_pop':
    case 'var_samp':
    case 'var_pop':
      return value.args[0]?.type === 'double' ? of(value.name, first) : `${of(value.name, `${first}::numeric`)}::double precision`;
    case 'string_agg':
      // different values can only be sorted as they stand among the arguments
      return of('string_agg', `${first}${distinct === '' ? '' : ' collate "C"'}, ${args[1]} order by ${parts.order.join(', ')}`);
    case 'first':
      return firstOf(first, parts.order, both(`${first} is not null`, where));
    case 'min_by':
    case 'max_by':
      return extremeOf(value, parts);
    case 'median':
    case 'percentile':
      return rankedOf(value, parts);
    default:
      throw new MissingFeature('postgresql', `aggregate ${value.name}`);
  }
};

const call = (sql: string, where: string | undefined, over: string | undefined): string =>
  `${sql}${where === undefined ? '' : ` filter (where ${where})`}${over === undefined ? '' : ` over ${over}`}`;

/** A combination counts only when none of its parts is NULL. */
const allPresent = (args: readonly string[], where: string | undefined): string =>
  [...args.map((arg) => `${arg} is not null`), ...(where === undefined ? [] : [where])].join(' and ');

const both = (condition: string, where: string | undefined): string => (where === undefined ? condition : `${condition} and ${where}`);

const firstOf = (value: string, order: readonly string[], where: string): string =>
  `(array_agg(${value} order by ${order.join(', ')}) filter (where ${where}))[1]`;

/** Of several rows with the extreme value the least x goes with the least, the greatest with the greatest; NULL only where there is nothing else. */
const extremeOf = (value: Aggregate, { args: [x = '', by = ''], where }: AggregateParts): string => {
  const direction = value.name === 'min_by' ? 'asc' : 'desc';
  const items = [by, x].map((sql, at) => {
    const arg = value.args[1 - at];
    return `${sql}${arg !== undefined && isText(arg) ? ' collate "C"' : ''} ${direction} nulls last`;
  });
  return firstOf(x, items, both(`${by} is not null`, where));
};

/** percentile_cont knows doubles only: exact values are taken from the sorted array, on both sides of the place. */
const rankedOf = (value: Aggregate, { args: [x = ''], where }: AggregateParts): string => {
  const [, at] = value.args;
  const share = at?.is === 'literal' ? (at.value ?? '') : '0.5';
  if (value.type === 'double') return call(`percentile_cont(${literal('double', share)}) within group (order by ${x})`, where, undefined);
  const sorted = `(array_agg(${x} order by ${x}) filter (where ${both(`${x} is not null`, where)}))`;
  const place = `((${call(`count(${x})`, where, undefined)} - 1) * ${share}::numeric)`;
  const valueAt = (round: string): string => `${sorted}[1 + ${round}(${place})::integer]::numeric`;
  const type = `::${value.type.replace('decimal', 'numeric')}`;
  if (!share.includes('.')) return `${valueAt('floor')}${type}`;
  return `(${valueAt('floor')} + (${valueAt('ceil')} - ${valueAt('floor')}) * mod(${place}, 1))${type}`;
};
