// sequence as a query. Months count from the first value: added one by one they would stay on the 28th after February.
import type { SequencePlan } from '../../../plan.ts';
import { expression, type Names } from '../expression.ts';
import { travelling } from '../literals.ts';
import { name, text } from '../names.ts';
import { lines } from './parts.ts';

/** Nothing is below the query, so `e` has its two ends. */
export const sequenceQuery = (step: SequencePlan): string => {
  const column = name(step.columns[0]?.name ?? '');
  const type = step.from.type;
  const value =
    step.unit === 'number'
      ? `(e.first + n * ${step.every}::bigint)::${travelling(type)}`
      : `(e.first + n * interval ${text(interval(step))})::${travelling(type)}`;
  return lines([
    `select v.value as ${column}`,
    `from (select ${expression(step.from, nothing)} as first, ${expression(step.to, nothing)} as last) as e`,
    `cross join lateral (select ${stepsBetween(step)} as steps) as s`,
    `cross join lateral generate_series(0, ${bounded(step)}) as n`,
    `cross join lateral (select ${value} as value) as v`,
    ...(isCalendar(step) ? ['where v.value <= e.last'] : []),
  ]);
};

const nothing: Names = {
  column: (column) => {
    throw new Error(`a sequence has no input, so no column ${column}`);
  },
  key: (key) => nothing.column(key),
};

const isCalendar = ({ unit }: SequencePlan): boolean => unit === 'month' || unit === 'quarter' || unit === 'year';

const interval = ({ unit, every }: SequencePlan): string => (unit === 'quarter' ? `${3 * every} months` : `${every} ${unit}s`);

const seconds: Readonly<Partial<Record<SequencePlan['unit'], number>>> = { day: 86_400, week: 604_800, hour: 3600, minute: 60 };
const months: Readonly<Partial<Record<SequencePlan['unit'], number>>> = { month: 1, quarter: 3, year: 12 };

/** Whole steps from the first value to the last possible one, of calendar units at most one too many; negative when there is none. */
const stepsBetween = ({ unit, every }: SequencePlan): string => {
  if (unit === 'number') return `floor((e.last::numeric - e.first) / ${every})`;
  const each = months[unit];
  if (each === undefined) return `floor(extract(epoch from (e.last::timestamp - e.first::timestamp)) / ${every * (seconds[unit] ?? 1)})`;
  const monthOf = (end: string): string => `(extract(year from ${end}) * 12 + extract(month from ${end}))`;
  return `floor((${monthOf('e.last')} - ${monthOf('e.first')}) / ${every * each})`;
};

/** A text that is no number raises, and says what is wrong; it holds the number so that it is not made before it is reached. */
const bounded = (step: SequencePlan): string => {
  if (step.from.is === 'literal' && step.to.is === 'literal') return 's.steps::integer';
  const refusal = text(`sequence ${step.name} has more than ${mostRows} rows: `);
  return `case when s.steps < ${mostRows} then s.steps::integer else (${refusal} || s.steps)::integer end`;
};

const mostRows = 10_000_000;
