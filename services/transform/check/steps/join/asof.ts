// asof: the last right row that is not after the left one.
import type { JoinStep } from '../../../../../contracts/generated/types.ts';
import type { JoinPlan } from '../../../plan.ts';
import { unify } from '../../coerce.ts';
import { expression } from '../../expression.ts';
import type { Context, Frame } from '../../frames.ts';
import { isNumber, isTime } from '../../types.ts';
import { completed, noteCompletion } from '../order.ts';
import { type Pair, rowsOf } from './partners.ts';

export type Asof = NonNullable<JoinPlan['asof']>;

/** Rows of one time are taken in the order of the remaining columns. */
export const checkAsof = (
  asof: NonNullable<JoinStep['asof']>,
  on: readonly (Pair | undefined)[],
  left: Frame,
  right: Frame,
  path: string,
  context: Context,
): Asof | undefined => {
  const { problems } = context;
  const a = expression(asof.left, `${path}/left`, rowsOf(left), problems);
  const b = expression(asof.right, `${path}/right`, rowsOf(right), problems);
  if (a === undefined || b === undefined) return undefined;
  const [first, second] = unify([a, b])?.values ?? [];
  if (first === undefined || second === undefined || !(isTime(first.type) || isNumber(first.type))) {
    const message = `the last one is found by times or by numbers, both of one type; here ${a.type} and ${b.type}`;
    problems.add('type-mismatch', { path }, `${asof.right} <= ${asof.left}`, message, [
      `cast(${asof.right} as ${a.type})`,
      `cast(${asof.left} as ${b.type})`,
    ]);
    return undefined;
  }
  const keys = on.flatMap((pair) => (pair?.right.is === 'column' ? [pair.right.name] : []));
  // a time that was widened tells rows apart as it did before
  const time = b.is === 'column' ? b : second;
  const order = completed([{ value: time, direction: 'desc', nulls: 'last', added: false }], right, keys);
  noteCompletion(order, path, context);
  return { left: first, right: second, order };
};
