// Window functions in PySpark, and the windows they look at.
import type { Frame, SortKey, TypedExpr, WindowExpr } from '../../plan.ts';
import { aggregate } from './aggregates.ts';
import { columnName } from './columns.ts';
import { castTo, known } from './operators.ts';
import { atom, bracketed, call, method, type Python, string } from './python.ts';
import type { Renderer } from './renderer.ts';

/** `window` is the window's variable. */
export const windowFunction = (value: WindowExpr, renderer: Renderer, window: Python): Python => {
  const over = (of: Python): Python => method(of, 'over', window);
  switch (value.name) {
    case 'row_number':
    case 'rank':
    case 'dense_rank':
      return castTo(over(call(`F.${value.name}`)), 'bigint');
    case 'ntile':
      return over(call('F.ntile', renderer.bare(known(value.args[0]))));
    case 'lag':
    case 'lead':
      return shifted(value, renderer, over);
    case 'first_value':
    case 'last_value':
      return over(call(value.name === 'first_value' ? 'F.first' : 'F.last', renderer.named(known(value.args[0]))));
    default:
      return over(aggregate(value, renderer));
  }
};

const shifted = (value: WindowExpr, renderer: Renderer, over: (of: Python) => Python): Python => {
  const [x, n, otherwise] = value.args;
  const away = n === undefined ? [] : [renderer.bare(n)];
  const of = (arg: Python, ...more: readonly Python[]): Python => over(call(`F.${value.name}`, arg, ...away, ...more));
  const neighbour = renderer.named(known(x));
  if (otherwise === undefined) return of(neighbour);
  if (otherwise.is === 'literal' && otherwise.value !== null && plain.has(otherwise.type)) return of(neighbour, renderer.bare(otherwise));
  // Python has no literal of the other types: a row that is not there is one in which not even a constant is found
  const missing = method(of(call('F.lit', atom('1'))), 'isNull');
  return method(call('F.when', missing, renderer.column(otherwise)), 'otherwise', of(neighbour));
};
const plain = new Set(['int', 'bigint', 'text', 'double', 'boolean']);

/** Partition, order and frame of an expression as a window. */
export const windowOf = (value: WindowExpr, renderer: Renderer): Python => {
  const { partition, order, frame } = value;
  const parts = call('Window.partitionBy', ...partition.map((name) => string(columnName(name))));
  const keys = order.map((key) => sortKey(key, frame, renderer));
  const start = partition.length === 0 ? call('Window.orderBy', ...keys) : method(parts, 'orderBy', ...keys);
  return framed(keys.length === 0 ? parts : start, value);
};

/** The window with the frame that the expression looks at. */
export const framed = (window: Python, { order, frame }: WindowExpr): Python => {
  if (frame === undefined || order.length === 0) return window;
  const factor = frame.unit === 'range' && isMoment(order[0]?.value) ? 1_000_000 : 1;
  return method(window, frame.unit === 'rows' ? 'rowsBetween' : 'rangeBetween', end(frame.from, factor), end(frame.to, factor));
};

const end = (at: 'start' | 'end' | number, factor: number): Python => {
  if (at === 'start') return atom('Window.unboundedPreceding');
  if (at === 'end') return atom('Window.unboundedFollowing');
  return atom(at === 0 ? 'Window.currentRow' : String(at * factor));
};

const sortKey = ({ value, direction, nulls }: SortKey, frame: Frame | undefined, renderer: Renderer): Python => {
  const key = hasDistance(frame) ? measured(value, renderer) : bracketed(renderer.column(value));
  return method(key, `${direction}_nulls_${nulls}`);
};

/** Whether distances are measured along the sort key. */
export const hasDistance = (frame: Frame | undefined): boolean =>
  frame?.unit === 'range' && [frame.from, frame.to].some((at) => typeof at === 'number' && at !== 0);

/** Distances of dates are counted in days and those of times in microseconds; a sum of a key and a distance must not leave its type. */
const measured = (value: TypedExpr, renderer: Renderer): Python => {
  if (value.type === 'date') return call('F.unix_date', renderer.named(value));
  if (isMoment(value)) return call('F.unix_micros', renderer.named(value));
  const column = renderer.column(value);
  if (value.type === 'int') return castTo(column, 'bigint');
  if (!value.type.startsWith('decimal')) return bracketed(column);
  const [precision = 38, scale = 0] = value.type.match(/\d+/g)?.map(Number) ?? [];
  return castTo(column, `decimal(${Math.min(38, Math.max(precision - scale, 10) + 1 + scale)},${scale})`);
};

const isMoment = (value: TypedExpr | undefined): boolean => value?.type === 'timestamp' || value?.type === 'timestamptz';
