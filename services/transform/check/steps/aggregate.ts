// aggregate: one row per group, or per group of each level.
import type { AggregateStep } from '../../../../contracts/generated/types.ts';
import type { AggregatePlan, Column, Computed, TypedExpr } from '../../plan.ts';
import { nodesOf } from '../../plan-walk.ts';
import { expression } from '../expression.ts';
import { type Checked, type Context, checkNames, columnOf, type Frame, inputOf, isUnique, renamedKeys } from '../frames.ts';
import type { Scope } from '../scope.ts';
import { isComparable } from '../types.ts';
import { checkLevels, type Level } from './levels.ts';

export const checkAggregate = (step: AggregateStep, path: string, context: Context): Checked | undefined => {
  const input = inputOf(step.input, `${path}/input`, context);
  if (input === undefined) return undefined;
  if (step.by.length + step.compute.length === 0) {
    context.problems.add('no-columns', { path }, '', 'an aggregate has keys, or computes something', ['count(*)']);
    return undefined;
  }
  const by = step.by.map((key, at) => groupKey(key, input, `${path}/by/${at}`, context));
  const keyNames = step.by.map((key) => (typeof key === 'string' ? key : key.name));
  const areNamed = checkNames(
    [
      ...keyNames.map((name, at) => ({ name, path: `${path}/by/${at}` })),
      ...step.compute.map(({ name }, at) => ({ name, path: `${path}/compute/${at}/name` })),
      ...(step.level_as === undefined ? [] : [{ name: step.level_as, path: `${path}/level_as` }]),
    ],
    context,
  );
  const levels = checkLevels(step, keyNames, path, context);
  const keys = by.filter((key) => key !== undefined);
  if (keys.length < by.length || levels === 'wrong') return undefined;
  const scope = groupScope(input, keys, levels);
  const compute = step.compute.map(({ name, expr }, at) => {
    const value = expression(expr, `${path}/compute/${at}/expr`, scope, context.problems);
    if (value !== undefined) noteCountOfRows(value, input, `${path}/compute/${at}/expr`, expr, context);
    return { name, value };
  });
  if (!areNamed || !compute.every(isTyped)) return undefined;
  return grouped({ name: step.name, by: keys, compute, levels, levelAs: step.level_as, pivot: undefined }, input);
};

type Grouping = Pick<AggregatePlan, 'name' | 'by' | 'compute' | 'levels' | 'levelAs' | 'pivot'>;

/** The step, and what is known of its rows. */
export const grouped = (grouping: Grouping, input: Frame): Checked => {
  const { name, by, compute, levels, levelAs } = grouping;
  const level: readonly Column[] = levelAs === undefined ? [] : [{ name: levelAs, type: 'text', nullable: false, exactness: 'exact' }];
  const columns = [...keyColumns(by, levels), ...compute.map(outputColumn), ...level];
  const keyOf = (old: string): string | undefined => by.find(({ value }) => value.is === 'column' && value.name === old)?.name;
  return {
    step: { do: 'aggregate', input: input.name, ...grouping, columns },
    frame: {
      name,
      columns,
      unique: [[...by.map((key) => key.name), ...level.map((column) => column.name)]],
      // a level leaves keys out, also those that others determine
      determines: levels === undefined ? renamedKeys(input, keyOf).determines : [],
      optional: keptOptional(input, by),
    },
  };
};

/** What an expression over groups sees. */
export const groupScope = (input: Frame, keys: readonly Computed[], levels?: readonly Level[]): Scope => {
  const columns = keyColumns(keys, levels);
  const fixed = levels === undefined ? keys.flatMap(({ value }) => (value.is === 'column' ? [value.name] : [])) : [];
  return {
    columns,
    rows: {
      is: 'group',
      columns: input.columns,
      keys: new Map(keys.map(({ name, value }) => [name, value])),
      mayBeEmpty: keys.length === 0 || (levels ?? []).some(({ by }) => by.length === 0),
      tellsApart: (names) => isUnique(input, [...fixed, ...names]),
    },
    input: input.name,
  };
};

/** A key that some level leaves out is NULL there. */
const keyColumns = (keys: readonly Computed[], levels: readonly Level[] | undefined): readonly Column[] =>
  keys.map((key) => {
    const column = outputColumn(key);
    return levels?.some(({ by }) => !by.includes(key.name)) ? { ...column, nullable: true } : column;
  });

const groupKey = (key: AggregateStep['by'][number], input: Frame, path: string, context: Context): Computed | undefined => {
  const value = typeof key === 'string' ? plainKey(key, input, path, context) : keyExpression(key.expr, input, path, context);
  if (value === undefined) return undefined;
  const name = typeof key === 'string' ? key : key.name;
  if (isComparable(value.type)) return { name, value };
  context.problems.add('type-mismatch', { path }, name, `rows cannot be grouped by ${value.type}`, ['cast(… as text)']);
  return undefined;
};

export const plainKey = (name: string, input: Frame, path: string, context: Context): TypedExpr | undefined => {
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

export const noteCountOfRows = (value: TypedExpr, input: Frame, path: string, text: string, { notes }: Context): void => {
  const join = [...input.optional.values()][0];
  if (join === undefined || !nodesOf(value).some(countsRows)) return;
  const column = [...input.optional.keys()][0] ?? '';
  notes.add('count-after-outer-join', { path }, text, `count(*) also counts the rows that ${join} kept without a partner`, [
    `count(${column})`,
  ]);
};

const countsRows = (value: TypedExpr): boolean =>
  (value.is === 'aggregate' || value.is === 'window') && value.name === 'count' && value.args.length === 0 && value.where === undefined;
