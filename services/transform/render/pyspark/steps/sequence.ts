// sequence as frames.
import type { SequencePlan } from '../../../plan.ts';
import { columnName } from '../columns.ts';
import { atom, binary, bracketed, call, method, type Python, string } from '../python.ts';
import { type Assignment, type Frames, row } from './parts.ts';
import { beside, scalarsIn } from './scalars.ts';

export const sequenced = (step: SequencePlan, frames: Frames): readonly Assignment[] => {
  const variable = frames.variable(step.name);
  const range = rangeOf(step);
  if (range !== undefined) return [{ variable, value: range }];
  const column = string(step.columns[0]?.name ?? '');
  if (isRising(step)) {
    const values = call('F.sequence', row.column(step.from), row.column(step.to), ...distance(step));
    return [{ variable, value: method(oneRow, 'select', method(call('F.explode', values), 'alias', column)) }];
  }
  const ended = rowWithBoth(step);
  if (ended !== undefined) {
    const values = between(step, ended.first, ended.last);
    return [{ variable, value: method(atom(frames.variable(ended.frame)), 'select', method(call('F.explode', values), 'alias', column)) }];
  }
  const ends = frames.fresh(`${variable}_ends`);
  const first = method(bracketed(row.column(step.from)), 'alias', string('first'));
  const last = method(bracketed(row.column(step.to)), 'alias', string('last'));
  return [
    { variable: ends, value: method(beside(oneRow, scalarsIn([step.from, step.to]), frames), 'select', first, last) },
    { variable, value: method(atom(ends), 'select', method(call('F.explode', between(step, 'first', 'last')), 'alias', column)) },
  ];
};

const oneRow = method(atom('spark'), 'range', atom('1'));

/** Whole numbers that are written down: Spark has them without a row to start from. */
const rangeOf = (step: SequencePlan): Python | undefined => {
  const { from, to } = step;
  if (step.unit !== 'number' || from.is !== 'literal' || to.is !== 'literal' || from.value === null || to.value === null) return undefined;
  const end = BigInt(to.value) + 1n;
  if (BigInt.asIntN(64, end) !== end) return undefined;
  const apart = step.every === 1 ? [] : [atom(String(step.every))];
  const numbers = method(atom('spark'), 'range', atom(from.value), atom(String(end)), ...apart);
  const name = string(step.columns[0]?.name ?? '');
  if (from.type === 'bigint') return method(numbers, 'toDF', name);
  return method(numbers, 'select', method(method(call('F.col', string('id')), 'cast', string('int')), 'alias', name));
};

/** Both ends are written down, and the last is not before the first: texts of one spelling compare as what they stand for. */
const isRising = ({ from, to, unit }: SequencePlan): boolean =>
  unit !== 'number' && from.is === 'literal' && to.is === 'literal' && from.value !== null && to.value !== null && from.value <= to.value;

/** Both ends are values of one row as it is. */
const rowWithBoth = ({ from, to }: SequencePlan) =>
  from.is === 'scalar' && to.is === 'scalar' && from.frame === to.frame
    ? { frame: from.frame, first: columnName(from.column), last: columnName(to.column) }
    : undefined;

/** A sequence that would fall raises in Spark. */
const between = (step: SequencePlan, first: string, last: string): Python => {
  const isThere = binary(call('F.col', string(first)), '<=', call('F.col', string(last)));
  const values = call('F.sequence', string(first), string(last), ...distance(step));
  const limit = tooMany(step, first, last);
  if (limit === undefined) return call('F.when', isThere, values);
  const refusal = call('F.raise_error', string(`data: sequence ${step.name} has more than ${mostRows} rows`));
  return method(call('F.when', limit, refusal), 'when', isThere, values);
};

const mostRows = 10_000_000;

/** Between the years 1 and 9999 there are fewer days, weeks and months. */
const tooMany = ({ unit, every }: SequencePlan, first: string, last: string): Python | undefined => {
  const beyond = (apart: Python, most: number): Python => binary(apart, '>=', atom(String(most)));
  if (unit === 'number') {
    const wide = method(call('F.col', string(last)), 'cast', string('decimal(20,0)'));
    return beyond(binary(wide, '-', call('F.col', string(first))), mostRows * every);
  }
  if (unit !== 'hour' && unit !== 'minute') return undefined;
  const seconds = binary(call('F.unix_seconds', string(last)), '-', call('F.unix_seconds', string(first)));
  return beyond(seconds, mostRows * every * (unit === 'hour' ? 3600 : 60));
};

const distance = ({ unit, every }: SequencePlan): readonly Python[] => {
  const interval = (name: string, part: string, count: number): readonly Python[] => [call(name, atom(`${part}=F.lit(${count})`))];
  switch (unit) {
    case 'number':
      return every === 1 ? [] : [call('F.lit', atom(String(every)))];
    case 'day':
      return every === 1 ? [] : interval('F.make_dt_interval', 'days', every);
    case 'week':
      return interval('F.make_dt_interval', 'days', 7 * every);
    case 'hour':
      return interval('F.make_dt_interval', 'hours', every);
    case 'minute':
      return interval('F.make_dt_interval', 'mins', every);
    case 'month':
      return interval('F.make_ym_interval', 'months', every);
    case 'quarter':
      return interval('F.make_ym_interval', 'months', 3 * every);
    case 'year':
      return interval('F.make_ym_interval', 'years', every);
  }
};
