// pivot: one column per value of a column. It is an aggregate whose every aggregate sees the rows of one value.
import type { PivotStep } from '../../../../contracts/generated/types.ts';
import type { Column, Computed, TypedExpr } from '../../plan.ts';
import { partsOf } from '../../plan-walk.ts';
import { adapt, literal, unify } from '../coerce.ts';
import { expression } from '../expression.ts';
import { type Checked, type Context, checkNames, columnOf, type Frame, inputOf } from '../frames.ts';
import { canonicalNumber, numberType } from '../literals.ts';
import { built } from '../operators.ts';
import { isComparable, isExact, isFloat, isNumber, isTime } from '../types.ts';
import { grouped, groupScope, noteCountOfRows, plainKey } from './aggregate.ts';

type Asked = PivotStep['values'][number];

export const checkPivot = (step: PivotStep, path: string, context: Context): Checked | undefined => {
  const input = inputOf(step.input, `${path}/input`, context);
  if (input === undefined) return undefined;
  const keys = step.by.map((name, at) => groupKey(name, input, `${path}/by/${at}`, context));
  const column = pivotColumn(step.column, input, `${path}/column`, context);
  const areNamed = checkNames(
    [
      ...step.by.map((name, at) => ({ name, path: `${path}/by/${at}` })),
      ...step.values.map(({ as }, at) => ({ name: as, path: `${path}/values/${at}/as` })),
    ],
    context,
  );
  const values = column && checkValues(step.values, column, `${path}/values`, context);
  const by = keys.filter((key) => key !== undefined);
  if (by.length < keys.length) return undefined;
  const scope = groupScope(input, by);
  const value = expression(step.compute, `${path}/compute`, scope, context.problems);
  const empty = step.empty === undefined ? undefined : constant(step.empty, `${path}/empty`, context);
  if (!areNamed || values === undefined || value === undefined || (step.empty !== undefined && empty === undefined)) return undefined;
  const cell = cellOf(value, empty, step, path, context);
  if (cell === undefined) return undefined;
  // a row without a partner has no value of a column that the join left empty
  if (!input.optional.has(step.column) || values.some(({ text }) => text === null))
    noteCountOfRows(value, input, `${path}/compute`, step.compute, context);
  const compute = values.map(({ as, test }): Computed => ({ name: as, value: cell(test) }));
  const pivot = { column: step.column, values: values.map(({ as, text }) => ({ value: text, as })) };
  return grouped({ name: step.name, by, compute, levels: undefined, levelAs: undefined, pivot }, input);
};

const groupKey = (name: string, input: Frame, path: string, context: Context): Computed | undefined => {
  const value = plainKey(name, input, path, context);
  if (value === undefined || isComparable(value.type)) return value && { name, value };
  context.problems.add('type-mismatch', { path }, name, `rows cannot be grouped by ${value.type}`, ['cast(… as text)']);
  return undefined;
};

const pivotColumn = (name: string, input: Frame, path: string, context: Context): Column | undefined => {
  const column = columnOf(input, name, path, context);
  if (column === undefined || isComparable(column.type)) return column;
  context.problems.add('type-mismatch', { path }, name, `values of ${column.type} cannot be compared`, ['cast(… as text)']);
  return undefined;
};

/** `test`: whether a row has the value; `text`: how the value reads. */
type Value = { readonly as: string; readonly text: string | null; readonly test: TypedExpr };

const checkValues = (values: readonly Asked[], column: Column, path: string, { problems }: Context): readonly Value[] | undefined => {
  const seen = new Map<string | null, string>();
  const all = values.map(({ value, as }, at): Value | undefined => {
    const place = { path: `${path}/${at}/value` };
    const typed = typedValue(value, column);
    if (typed === undefined) {
      problems.add('pivot-value', place, String(value), `${column.name} is ${column.type}, and ${JSON.stringify(value)} is none`, [
        examplesOf(column),
      ]);
      return undefined;
    }
    const twin = seen.get(typed.text);
    if (twin !== undefined) problems.add('pivot-value', place, String(value), `the value has the column ${twin} already`);
    seen.set(typed.text, as);
    return twin === undefined ? { as, ...typed } : undefined;
  });
  return all.every((each) => each !== undefined) ? all : undefined;
};

const typedValue = (value: Asked['value'], column: Column): Omit<Value, 'as'> | undefined => {
  const operand: TypedExpr = { is: 'column', ...column };
  if (value === null) return { text: null, test: built('is-null', [operand], 'boolean', false) };
  const given = literalOf(value, column);
  const own = given && (isFloat(column.type) ? given : adapt(given, column.type));
  const both = own && unify([operand, own]);
  if (own?.is !== 'literal' || both === undefined) return undefined;
  return { text: own.value, test: built('equal', both.values, 'boolean') };
};

const literalOf = (value: string | number | boolean, { type }: Column): TypedExpr | undefined => {
  if (typeof value === 'boolean') return type === 'boolean' ? literal('boolean', String(value)) : undefined;
  if (typeof value === 'string') return isNumber(type) || type === 'boolean' ? undefined : literal('text', value);
  const text = String(value);
  if (!isNumber(type) || !/^-?\d+(\.\d+)?$/.test(text)) return undefined;
  return literal(numberType(text), canonicalNumber(text));
};

const examplesOf = ({ type }: Column): string => {
  if (type === 'boolean') return 'true';
  if (isExact(type)) return type.startsWith('decimal') ? '12.5' : '12';
  if (isFloat(type)) return '0.5';
  if (isTime(type)) return type === 'date' ? '"2025-03-01"' : '"2025-03-01 10:30:00"';
  return 'a text';
};

const constant = (text: string, path: string, context: Context): TypedExpr | undefined =>
  expression(text, path, { columns: [], rows: 'row', input: 'a constant' }, context.problems);

/** What stands in the column of a value, given the test for it. */
const cellOf = (
  value: TypedExpr,
  empty: TypedExpr | undefined,
  step: PivotStep,
  path: string,
  { problems }: Context,
): ((test: TypedExpr) => TypedExpr) | undefined => {
  if (empty === undefined) return (test) => restricted(value, test);
  const both = unify([value, empty]);
  const [filled, instead] = both?.values ?? [];
  if (both === undefined || filled === undefined || instead === undefined) {
    const message = `empty is ${empty.type}, the other values are ${value.type}`;
    problems.add('type-mismatch', { path: `${path}/empty` }, step.empty ?? '', message, [value.type]);
    return undefined;
  }
  return (test) => {
    const when = built('greater', [rowsWith(test), literal('bigint', '0')], 'boolean', false);
    const own = restricted(filled, test);
    // with rows there, a sum of nothing else than NULLs is still NULL
    const nullable = filled.nullable || instead.nullable;
    return { is: 'case', branches: [{ when, value: own }], otherwise: instead, type: own.type, exactness: own.exactness, nullable };
  };
};

const rowsWith = (where: TypedExpr): TypedExpr => ({
  is: 'aggregate',
  name: 'count',
  args: [],
  distinct: false,
  where,
  order: [],
  type: 'bigint',
  nullable: false,
  exactness: where.exactness,
});

/** Every aggregate in it sees only the rows of the test. */
const restricted = (value: TypedExpr, test: TypedExpr): TypedExpr => {
  switch (value.is) {
    case 'aggregate': {
      const where = value.where === undefined ? test : built('and', [test, value.where], 'boolean');
      const exactness = test.exactness === 'float' ? 'float' : value.exactness;
      return { ...value, where, exactness, nullable: value.name !== 'count' };
    }
    case 'call': {
      const args = value.args.map((arg) => restricted(arg, test));
      if (value.type === 'boolean' && !value.nullable && value.name.startsWith('is-')) return { ...value, args };
      return { ...value, args, ...looser(value, args) };
    }
    case 'convert': {
      const inner = restricted(value.value, test);
      return { ...value, value: inner, ...looser(value, [inner]) };
    }
    case 'case': {
      const branches = value.branches.map(({ when, value: then }) => ({ when: restricted(when, test), value: restricted(then, test) }));
      const otherwise = value.otherwise && restricted(value.otherwise, test);
      const changed: TypedExpr = { ...value, branches, otherwise };
      return { ...changed, ...looser(value, partsOf(changed)) };
    }
    default:
      return value;
  }
};

/** NULL where no row has the value: what could not be NULL before may be now, but for functions that make a value of NULL. */
const looser = (value: TypedExpr, parts: readonly TypedExpr[]) => ({
  nullable: value.nullable || (isFilling(value) ? parts.every((part) => part.nullable) : parts.some((part) => part.nullable)),
  exactness: parts.some((part) => part.exactness === 'float') ? ('float' as const) : value.exactness,
});

const isFilling = (value: TypedExpr): boolean => value.is === 'call' && (value.name === 'coalesce' || value.name === 'greatest');
