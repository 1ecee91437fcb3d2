// sequence: a column of equally spaced dates, times or numbers, made of nothing.
import type { SequenceStep, Type } from '../../../../contracts/generated/types.ts';
import type { Column, TypedExpr } from '../../plan.ts';
import { adapt, unify } from '../coerce.ts';
import { expression } from '../expression.ts';
import { type Checked, type Context, checkName } from '../frames.ts';
import { isInteger, isTime } from '../types.ts';

export const mostRows = 10_000_000;

export const checkSequence = (step: SequenceStep, path: string, context: Context): Checked | undefined => {
  const scope = { columns: [], rows: 'row', input: 'a sequence' } as const;
  const from = expression(step.from, `${path}/from`, scope, context.problems);
  const to = expression(step.to, `${path}/to`, scope, context.problems);
  checkName(step.column, `${path}/column`, context.problems);
  if (from === undefined || to === undefined) return undefined;
  const ends = sharedEnds(step, from, to, path, context);
  if (ends === undefined || isTooLong(step, ends, path, context)) return undefined;
  const isFloat = [ends.from, ends.to].some(({ exactness }) => exactness === 'float');
  const column: Column = { name: step.column, type: ends.type, nullable: false, exactness: isFloat ? 'float' : 'exact' };
  return {
    step: { name: step.name, do: 'sequence', from: ends.from, to: ends.to, every: step.every, unit: step.unit, columns: [column] },
    frame: { name: step.name, columns: [column], unique: [[step.column]], determines: [], optional: new Map() },
  };
};

type Ends = { readonly type: Type; readonly from: TypedExpr; readonly to: TypedExpr };

/** Both ends in the type of the column: whole numbers for number, times for hours and minutes, else dates or times as they are. */
const sharedEnds = (step: SequenceStep, from: TypedExpr, to: TypedExpr, path: string, { problems }: Context): Ends | undefined => {
  const both = unify([from, to]);
  const types: readonly (Type | undefined)[] =
    step.unit === 'number'
      ? [both?.type]
      : step.unit === 'hour' || step.unit === 'minute'
        ? ['timestamp', both?.type]
        : [both?.type, 'date', 'timestamp'];
  for (const type of types) {
    const [first, last] = type === undefined || !suits(type, step) ? [] : [adapt(from, type), adapt(to, type)];
    if (type !== undefined && first !== undefined && last !== undefined) return { type, from: first, to: last };
  }
  const wanted = step.unit === 'number' ? 'int or bigint' : 'dates or timestamps';
  const ends = [{ at: 'from', value: from, text: step.from } as const, { at: 'to', value: to, text: step.to } as const];
  const wrong = ends.filter(({ value }) => !suits(value.type, step));
  for (const { at, value, text } of wrong.length === 0 ? ends.slice(1) : wrong) {
    const place = { path: `${path}/${at}`, start: 0, end: text.length };
    const message = `a sequence by ${step.unit} goes from and to ${wanted}; ${at} is ${value.type}`;
    problems.add('type-mismatch', place, text, message, step.unit === 'number' ? [`cast(${text} as bigint)`] : ["date '2025-03-01'"]);
  }
  return undefined;
};

const suits = (type: Type, { unit }: SequenceStep): boolean => (unit === 'number' ? isInteger(type) : isTime(type));

/** Whether it has too many rows, as far as that can be said before the job runs. */
const isTooLong = (step: SequenceStep, { from, to }: Ends, path: string, { problems }: Context): boolean => {
  const [first, last] = [constant(from), constant(to)];
  const rows = first === undefined || last === undefined ? 0 : rowsBetween(first, last, step);
  if (rows <= mostRows) return false;
  const message = `this sequence has about ${Math.round(rows / 1e6)} million rows, and at most ${mostRows / 1e6} million are allowed`;
  problems.add('sequence-too-long', { path: `${path}/to` }, step.to, message, ['a larger every', 'a larger unit', 'ends that are nearer']);
  return true;
};

const constant = (value: TypedExpr): string | undefined => {
  if (value.is === 'convert' && value.how === 'widen') return constant(value.value);
  return value.is === 'literal' ? (value.value ?? undefined) : undefined;
};

const minutes: Readonly<Record<SequenceStep['unit'], number>> = {
  number: 1,
  minute: 1,
  hour: 60,
  day: 1440,
  week: 10_080,
  month: 43_200,
  quarter: 129_600,
  year: 525_600,
};

const rowsBetween = (first: string, last: string, { unit, every }: SequenceStep): number => {
  if (unit === 'number') return Number(BigInt(last) - BigInt(first)) / every + 1;
  const minute = (text: string): number => Date.parse(`${text.includes(' ') ? text.replace(' ', 'T') : `${text}T00:00:00`}Z`) / 60_000;
  return (minute(last) - minute(first)) / (minutes[unit] * every) + 1;
};
