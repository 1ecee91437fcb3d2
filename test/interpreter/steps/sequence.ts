// sequence: equally spaced dates, times or numbers, made of nothing.
import type { SequenceStep } from '../../../contracts/generated/types.ts';
import { expressionOf } from '../expression.ts';
import { shifted } from '../functions/shifts.ts';
import { InterpreterRaised, NoMeaning } from '../raised.ts';
import { type Frame, fixedRow } from '../rows.ts';
import { rowScope, valueIn } from '../scope.ts';
import { constant, sharedType, type Typed, tryAdapted } from '../typed.ts';
import { isTime, isWhole } from '../types.ts';
import type { StepContext } from './step.ts';

const mostRows = 10_000_000;

export const sequenced = (step: SequenceStep, { spec }: StepContext): Frame => {
  const scope = rowScope([], spec);
  const { type, ends } = typedEnds(step, expressionOf(step.from, scope), expressionOf(step.to, scope));
  const nothing = fixedRow(new Map());
  const [first, last] = ends.map((end) => valueIn(nothing, end)) as [bigint | null, bigint | null];
  const columns = [{ name: step.column, type }];
  if (first === null || last === null) return { columns, rows: [] };
  const values: bigint[] = [];
  for (let n = 0; ; n += 1) {
    const value = step.unit === 'number' ? first + BigInt(n * step.every) : moved(step, type, first, n * step.every);
    if (value > last) break;
    if (values.length >= mostRows) throw new InterpreterRaised(`${step.name} has too many rows`);
    values.push(value);
  }
  return { columns, rows: values.map((value) => fixedRow(new Map([[step.column, value]]))) };
};

/** Months count from the first value. */
const moved = ({ unit }: SequenceStep, type: string, first: bigint, n: number): bigint => {
  const [word, count] = unit === 'quarter' ? ['months', 3 * n] : [`${unit}s`, n];
  return valueIn(fixedRow(new Map()), shifted(constant(type, first), constant('int', BigInt(count)), word)) as bigint;
};

/** Whole numbers for numbers, moments for hours and minutes, else dates or moments as they are. */
const typedEnds = ({ unit, name }: SequenceStep, from: Typed, to: Typed): { readonly type: string; readonly ends: readonly Typed[] } => {
  const shared = sharedType([from, to]);
  const wanted =
    unit === 'number' ? [shared] : unit === 'hour' || unit === 'minute' ? ['timestamp', shared] : [shared, 'date', 'timestamp'];
  for (const type of wanted) {
    if (type === undefined || !(unit === 'number' ? isWhole(type) : isTime(type))) continue;
    const [first, last] = [tryAdapted(from, type), tryAdapted(to, type)];
    if (first !== undefined && last !== undefined) return { type, ends: [first, last] };
  }
  throw new NoMeaning(`${name} goes from ${from.type} to ${to.type}`);
};
