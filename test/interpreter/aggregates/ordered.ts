// Aggregates that pick or join values in an order.
import { NoMeaning } from '../raised.ts';
import { adapted } from '../typed.ts';
import { compare, type Value } from '../values.ts';
import { type Aggregate, argument, type Family, only } from './aggregate.ts';

export const orderedAggregates: Family = {
  first: (args) => ({ type: only(args).type, args, fold: ([row]) => row?.[0] ?? null, orderedBy: only(args) }),
  string_agg: (args) => {
    const { literal } = argument(args, 1);
    if (literal?.is !== 'text') throw new NoMeaning('the separator is written out');
    const value = adapted(argument(args, 0), 'text');
    return {
      type: 'text',
      args: [value],
      fold: (rows) => (rows.length === 0 ? null : rows.map(([text]) => text).join(literal.text)),
      orderedBy: value,
    };
  },
  min_by: (args) => extremeBy(args, -1),
  max_by: (args) => extremeBy(args, 1),
};

/** Of several rows with the extreme y the extreme x in the same direction; a NULL x only where they have no other. */
const extremeBy = (args: Parameters<Family[string]>[0], sign: number): Aggregate => {
  const [x, y] = [argument(args, 0), argument(args, 1)];
  const isBetter = (a: readonly Value[], b: readonly Value[]): boolean => {
    const byY = compare(a[1] ?? null, b[1] ?? null) * sign;
    if (byY !== 0) return byY > 0;
    const [own = null, other = null] = [a[0], b[0]];
    return own !== null && (other === null || compare(own, other) * sign > 0);
  };
  return {
    type: x.type,
    args: [x, y],
    present: [1],
    fold: (rows) => rows.reduce((best, row) => (isBetter(row, best) ? row : best), rows[0] ?? [])[0] ?? null,
  };
};
