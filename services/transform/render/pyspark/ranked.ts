// Median and percentile in PySpark: of doubles Spark's own, of exact numbers exactly, from the sorted values on both sides of the place.
import type { AggregateExpr, TypedExpr, WindowExpr } from '../../plan.ts';
import { standingLiteral } from './columns.ts';
import { castTo } from './operators.ts';
import { atom, binary, bracketed, call, type Python } from './python.ts';
import type { Renderer } from './renderer.ts';

/** `counted`: an argument where the aggregate's filter holds. */
export const ranked = (value: AggregateExpr | WindowExpr, counted: (arg: TypedExpr) => Python, renderer: Renderer): Python => {
  const [x, at] = value.args;
  if (x === undefined) throw new Error(`${value.name} has an argument`);
  const share = at?.is === 'literal' ? (at.value ?? '0') : '0.5';
  if (value.type === 'double') {
    return at === undefined ? call('F.median', counted(x)) : call('F.percentile', counted(x), call('F.lit', atom(floatText(share))));
  }
  if (at === undefined && digitsIn(value.type) <= 15) return castTo(call('F.median', counted(x)), value.type);
  return exactly(x, share, value.type, counted(x), renderer);
};

const floatText = (share: string): string => (share.includes('.') ? share : `${share}.0`);

/** With 15 digits a double is the decimal it was made of. */
const digitsIn = (type: string): number => Number(/\d+/.exec(type)?.[0] ?? 38);

const exactly = (x: TypedExpr, share: string, type: string, column: Python, { define }: Renderer): Python => {
  const name = variableFor(x);
  const decimals = share.split('.')[1]?.length ?? 0;
  const sorted = define(`sorted_${name}`, call('F.sort_array', call('F.collect_list', column)));
  const last = define(`last_of_${name}`, binary(call('F.count', column), '-', atom('1')));
  const place = define(`place_in_${name}`, binary(bracketed(last), '*', standingLiteral(`decimal(${decimals + 1},${decimals})`, share)));
  const valueAt = (round: 'F.floor' | 'F.ceil'): Python => castTo(call('F.get', sorted, castTo(call(round, place), 'int')), type);
  const low = define(`${name}_below`, valueAt('F.floor'));
  if (decimals === 0) return low;
  const high = define(`${name}_above`, valueAt('F.ceil'));
  const part = castTo(bracketed(binary(place, '%', atom('1'))), `decimal(${decimals + 1},${decimals})`);
  return castTo(bracketed(binary(low, '+', binary(bracketed(binary(high, '-', low)), '*', part))), type);
};

const variableFor = (x: TypedExpr): string => (x.is === 'column' && /^[a-z][a-z0-9_]{0,30}$/.test(x.name) ? x.name : 'values');
