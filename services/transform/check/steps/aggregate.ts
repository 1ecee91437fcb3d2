// aggregate: one row per group.
import type { AggregateStep } from '../../../../contracts/generated/types.ts';
import type { Column, Computed, TypedExpr } from '../../plan.ts';
import { expression } from '../expression.ts';
import { type Checked, type Context, checkNames, columnOf, type Frame, inputOf, renamedKeys } from '../frames.ts';
import { isComparable } from '../types.ts';

export const checkAggregate = (step: AggregateStep, path: string, context: Context): Checked | undefined => {
  const input = inputOf(step.input, `${path}/input`, context);
  if (input === undefined) return undefined;
  if (step.by.length + step.compute.length === 0) {
    context.problems.add('no-columns', { path }, '', 'an aggregate has keys, or computes something', ['count(*)']);
    return undefined;
  }
  const by = step.by.map((key, at) => groupKey(key, input, `${path}/by/${at}`, context));
  checkNames(
    [
      ...step.by.map((key, at) => ({ name: typeof key === 'string' ? key : key.name, path: `${path}/by/${at}` })),
      ...step.compute.map(({ name }, at) => ({ name, path: `${path}/compute/${at}/name` })),
    ],
    context,
  );
  const keys = by.filter((key) => key !== undefined);
  if (keys.length < by.length) return undefined;
  const scope = {
    columns: keys.map(outputColumn),
    rows: { columns: input.columns, keys: new Map(keys.map(({ name, value }) => [name, value])) },
    input: input.name,
  };
  const compute = step.compute.map(({ name, expr }, at) => {
    const value = expression(expr, `${path}/compute/${at}/expr`, scope, context.problems);
    if (value !== undefined) noteCountOfRows(value, input, `${path}/compute/${at}/expr`, expr, context);
    return { name, value };
  });
  if (!compute.every(isTyped)) return undefined;
  const columns = [...keys, ...compute].map(outputColumn);
  const keyOf = (old: string): string | undefined => keys.find(({ value }) => value.is === 'column' && value.name === old)?.name;
  return {
    step: { name: step.name, do: 'aggregate', input: input.name, by: keys, compute, columns },
    frame: {
      name: step.name,
      columns,
      unique: [keys.map(({ name }) => name)],
      determines: renamedKeys(input, keyOf).determines,
      optional: keptOptional(input, keys),
    },
  };
};

const groupKey = (key: AggregateStep['by'][number], input: Frame, path: string, context: Context): Computed | undefined => {
  const value = typeof key === 'string' ? plainKey(key, input, path, context) : keyExpression(key.expr, input, path, context);
  if (value === undefined) return undefined;
  const name = typeof key === 'string' ? key : key.name;
  if (isComparable(value.type)) return { name, value };
  context.problems.add('type-mismatch', { path }, name, `rows cannot be grouped by ${value.type}`, ['cast(… as text)']);
  return undefined;
};

const plainKey = (name: string, input: Frame, path: string, context: Context): TypedExpr | undefined => {
  const column = columnOf(input, name, path, context);
  return column && { is: 'column', ...column };
};

const keyExpression = (text: string, input: Frame, path: string, { problems }: Context): TypedExpr | undefined =>
  expression(text, `${path}/expr`, { columns: input.columns, rows: 'row', input: input.name }, problems);

const isTyped = (each: { readonly name: string; readonly value: unknown }): each is Computed => each.value !== undefined;

const outputColumn = ({ name, value: { type, nullable, exactness } }: Computed): Column => ({ name, type, nullable, exactness });

const keptOptional = (input: Frame, keys: readonly Computed[]): Frame['optional'] =>
  new Map(
    keys.flatMap(({ name, value }) => {
      const join = value.is === 'column' ? input.optional.get(value.name) : undefined;
      return join === undefined ? [] : [[name, join] as const];
    }),
  );

const noteCountOfRows = (value: TypedExpr, input: Frame, path: string, text: string, { notes }: Context): void => {
  const join = [...input.optional.values()][0];
  if (join === undefined || !countsRows(value)) return;
  const column = [...input.optional.keys()][0] ?? '';
  notes.add('count-after-outer-join', { path }, text, `count(*) also counts the rows that ${join} kept without a partner`, [
    `count(${column})`,
  ]);
};

const countsRows = (value: TypedExpr): boolean => {
  if (value.is === 'aggregate') return value.name === 'count' && value.args.length === 0 && value.where === undefined;
  if (value.is === 'call') return value.args.some(countsRows);
  return value.is === 'convert' && countsRows(value.value);
};
