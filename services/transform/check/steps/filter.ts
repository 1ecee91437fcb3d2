// filter: rows for which the condition is true.
import type { FilterStep } from '../../../../contracts/generated/types.ts';
import type { Column, TypedExpr } from '../../plan.ts';
import { condition } from '../expression.ts';
import { type Checked, type Context, type Frame, inputOf } from '../frames.ts';

export const checkFilter = (step: FilterStep, path: string, context: Context): Checked | undefined => {
  const input = inputOf(step.input, `${path}/input`, context);
  if (input === undefined) return undefined;
  const where = condition(step.where, `${path}/where`, { columns: input.columns, rows: 'row', input: input.name }, context.problems);
  if (where === undefined) return undefined;
  const present = neverNull(where);
  noteUndoneJoin(input, present, where, `${path}/where`, step.where, context);
  const columns = input.columns.map((column): Column => (present.has(column.name) ? { ...column, nullable: false } : column));
  return {
    step: { name: step.name, do: 'filter', input: input.name, where, columns },
    frame: { ...input, name: step.name, columns },
  };
};

/** Columns that cannot be NULL where the condition is true. */
const neverNull = (where: TypedExpr): ReadonlySet<string> => {
  if (where.is === 'column') return new Set([where.name]);
  if (where.is === 'convert' && where.how === 'widen') return neverNull(where.value);
  if (where.is !== 'call') return new Set();
  if (where.name === 'and') return new Set(where.args.flatMap((arg) => [...neverNull(arg)]));
  if (where.name === 'in') return where.args[0] ? neverNull(where.args[0]) : new Set();
  if (strict.has(where.name)) return new Set(where.args.flatMap((arg) => [...neverNull(arg)]));
  return new Set();
};
// NULL when any argument is, so never true then
const strict = new Set(
  `is-not-null equal not-equal less less-or-equal greater greater-or-equal between like ilike add subtract multiply divide modulo negate
  is-true upper lower trim length starts_with ends_with contains year month day quarter date_trunc`.split(/\s+/),
);

const noteUndoneJoin = (
  input: Frame,
  present: ReadonlySet<string>,
  where: TypedExpr,
  path: string,
  text: string,
  { notes }: Context,
): void => {
  // `x is null` alone asks for the rows without a partner: that is what the outer join was for
  const undone = [...present].find((name) => input.optional.has(name));
  if (undone === undefined || (where.is === 'call' && where.name === 'is-null')) return;
  const join = input.optional.get(undone);
  notes.add(
    'filter-undoes-outer-join',
    { path },
    text,
    `rows that ${join} kept without a partner have no ${undone}, so this filter drops them`,
    ['an inner join, if that is meant', `${undone} is null or …, if not`],
  );
};
