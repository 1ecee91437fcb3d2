// Aggregates in PySpark, over groups and over windows. A filter becomes a value that is NULL where it does not hold: every aggregate leaves NULLs out.
import type { AggregateExpr, TypedExpr, WindowExpr } from '../../plan.ts';
import { bareLiteral } from './columns.ts';
import { innerOrder } from './inner-order.ts';
import { castTo, nullWhenZero } from './operators.ts';
import { atom, binary, bracketed, call, method, type Python, string } from './python.ts';
import { ranked } from './ranked.ts';
import type { Renderer } from './renderer.ts';

type Aggregate = AggregateExpr | WindowExpr;
const isDistinct = (value: Aggregate): boolean => value.is === 'aggregate' && value.distinct;

export const aggregate = (value: Aggregate, renderer: Renderer): Python => {
  const { where } = value;
  switch (value.name) {
    case 'string_agg':
      return joinedTexts(value, renderer);
    case 'first':
      return firstOf(value, renderer);
    case 'min_by':
    case 'max_by':
      return extremeOf(value, renderer);
    case 'median':
    case 'percentile':
      return ranked(value, (arg) => counted(arg, where, renderer), renderer);
  }
  const args = value.args.map((arg) => counted(arg, where, renderer));
  if (value.name === 'count' && args.length === 0)
    return where === undefined ? call('F.count', string('*')) : call('F.count_if', renderer.column(where));
  if (!isDistinct(value)) return call(`F.${value.name}`, ...args);
  if (value.name === 'count') return call('F.count_distinct', ...args);
  if (value.name === 'sum') return call('F.sum_distinct', ...args);
  const mean = binary(call('F.sum_distinct', ...args), '/', nullWhenZero(call('F.count_distinct', ...args)));
  return castTo(mean, value.type);
};

/** The argument where the filter holds. */
const counted = (arg: TypedExpr, where: TypedExpr | undefined, renderer: Renderer): Python =>
  where === undefined ? renderer.named(arg) : call('F.when', renderer.column(where), renderer.column(arg));

const where = (conditions: readonly Python[], then: Python): Python => {
  const [first, ...others] = conditions.length > 1 ? conditions.map(bracketed) : conditions;
  return first === undefined
    ? then
    : call(
        'F.when',
        others.reduce((all, each) => binary(all, '&', each), first),
        then,
      );
};

const present = (values: readonly TypedExpr[], renderer: Renderer): readonly Python[] =>
  values.filter(({ nullable }) => nullable).map((value) => method(bracketed(renderer.column(value)), 'isNotNull'));

const filtered = (value: Aggregate, renderer: Renderer): readonly Python[] => (value.where ? [renderer.column(value.where)] : []);

const firstOf = (value: Aggregate, renderer: Renderer): Python => {
  const { fields, direction } = innerOrder(presentOnly(value), renderer);
  const by = where([...filtered(value, renderer), ...present(value.args, renderer)], structOf(fields));
  return call(direction === 'asc' ? 'F.min_by' : 'F.max_by', ...picked(value, renderer), by);
};

/** Rows without a value are left out before they are sorted. */
const presentOnly = ({ args: [x], order }: Aggregate): Aggregate['order'] =>
  order.map((key) => (JSON.stringify(key.value) === JSON.stringify(x) ? { ...key, value: { ...key.value, nullable: false } } : key));

const structOf = (fields: readonly Python[]): Python => call('F.struct', ...fields);

const picked = ({ args: [x] }: Aggregate, renderer: Renderer): readonly Python[] => (x === undefined ? [] : [renderer.named(x)]);

/** Of several rows with the extreme value the least x goes with the least, the greatest with the greatest; NULL only where there is nothing else. */
const extremeOf = (value: Aggregate, renderer: Renderer): Python => {
  const direction = value.name === 'min_by' ? 'asc' : 'desc';
  const [x, by] = value.args;
  if (x === undefined || by === undefined) throw new Error(`${value.name} has two arguments`);
  const keys = [{ ...by, nullable: false }, x].map((each) => ({ value: each, direction, nulls: 'last', added: false }) as const);
  const { fields } = innerOrder(keys, renderer);
  return call(`F.${value.name}`, renderer.named(x), where([...filtered(value, renderer), ...present([by], renderer)], structOf(fields)));
};

const joinedTexts = (value: Aggregate, renderer: Renderer): Python => {
  const [x, separator] = value.args;
  if (x === undefined || separator?.is !== 'literal') throw new Error('string_agg has a value and a separator');
  const [first] = value.order;
  const isByItself = value.order.length === 1 && first !== undefined && JSON.stringify(first.value) === JSON.stringify(x);
  const text = counted(x, value.where, renderer);
  const collected = isByItself ? call(isDistinct(value) ? 'F.collect_set' : 'F.collect_list', text) : undefined;
  const texts = collected === undefined ? sortedBy(value, x, renderer) : sorted(collected, first?.direction ?? 'asc');
  const joined = call('F.array_join', texts, bareLiteral('text', separator.value));
  return value.nullable ? call('F.when', binary(call('F.count', text), '>', atom('0')), joined) : joined;
};

const sorted = (array: Python, direction: 'asc' | 'desc'): Python =>
  call('F.sort_array', array, ...(direction === 'desc' ? [atom('asc=False')] : []));

/** Structs of sort keys and the text, sorted, then only the texts. */
const sortedBy = (value: Aggregate, x: TypedExpr, renderer: Renderer): Python => {
  const { fields, direction } = innerOrder(presentOnly(value), renderer);
  const named = value.order.map((key) => (key.value.is === 'column' ? key.value.name.toLowerCase() : ''));
  const field = freeName('value', named);
  const last = method(bracketed(renderer.column(x)), 'alias', string(field));
  const struct = structOf([...fields.slice(0, endsWith(value, x) ? -1 : undefined), last]);
  const rows = call('F.collect_list', where([...filtered(value, renderer), ...present([x], renderer)], struct));
  return method(sorted(rows, direction), 'getField', string(field));
};

/** The text is the last sort key already, in the order of all: it need not be there twice. */
const endsWith = ({ order }: Aggregate, x: TypedExpr): boolean => {
  const last = order.at(-1);
  return last !== undefined && last.direction === order[0]?.direction && JSON.stringify(last.value) === JSON.stringify(x);
};

const freeName = (wanted: string, taken: readonly string[]): string => (taken.includes(wanted) ? freeName(`${wanted}_`, taken) : wanted);
