// union, intersect, except: rows of several inputs, their columns matched by name and widened to one type.
import type { ExceptStep, IntersectStep, Type, UnionStep } from '../../../../contracts/generated/types.ts';
import { nearest } from '../../diagnostics.ts';
import type { Column, Computed, TypedExpr } from '../../plan.ts';
import { isCastable } from '../casts.ts';
import { adapt, literal } from '../coerce.ts';
import { type Checked, type Context, checkNames, type Frame, inputOf } from '../frames.ts';
import { spelled } from '../scope.ts';
import { commonType, isComparable, isExact, isFloat } from '../types.ts';

type SetStep = UnionStep | IntersectStep | ExceptStep;

export const checkSet = (step: SetStep, path: string, context: Context): Checked | undefined => {
  const inputs = step.inputs.map((name, at) => inputOf(name, `${path}/inputs/${at}`, context));
  if (!inputs.every((input) => input !== undefined)) return undefined;
  const names = [...new Set(inputs.flatMap(({ columns }) => columns.map(({ name }) => name)))];
  const areAllThere = hasAll(step, inputs, names, path, context);
  const types = names.map((name) => sharedType(name, inputs, path, context));
  if (!areAllThere || !types.every((type) => type !== undefined)) return undefined;
  const named = checkNames(
    names.map((name) => ({ name, path })),
    context,
  );
  if (!named || !areComparable(step, names, types, path, context)) return undefined;
  const taken = inputs.map((input) => names.map((name, at) => columnFrom(input, name, types[at] ?? 'text')));
  const columns = names.map((name, at) =>
    outputColumn(
      step,
      name,
      taken.map((all) => (all[at] as Computed).value),
    ),
  );
  return {
    step: {
      name: step.name,
      do: step.do,
      rows: step.rows,
      inputs: inputs.map(({ name }, at) => ({ frame: name, columns: taken[at] ?? [] })),
      columns,
    },
    frame: frameOf(step, inputs, taken[0] ?? [], columns),
  };
};

/** Whether every input has every column, or may do without. */
const hasAll = (step: SetStep, inputs: readonly Frame[], names: readonly string[], path: string, { problems }: Context): boolean => {
  if (step.do === 'union' && step.missing === 'null') return true;
  const missing = inputs.flatMap((input, at) => names.filter((name) => !has(input, name)).map((name) => ({ input, at, name })));
  for (const { input, at, name } of missing) {
    const owner = inputs.find((each) => has(each, name))?.name ?? '';
    const near = nearest(
      name,
      input.columns.map((column) => column.name).filter((each) => each !== name),
    );
    const advice = step.do === 'union' ? 'missing: null, to have NULL in its rows' : `a select of ${owner} without ${spelled(name)}`;
    problems.add(
      'missing-column',
      { path: `${path}/inputs/${at}` },
      input.name,
      `${input.name} has no column ${name}, which ${owner} has`,
      [...near.map((each) => `a select with ${spelled(name)} from ${spelled(each)}`), advice],
    );
  }
  return missing.length === 0;
};

const has = ({ columns }: Frame, name: string): boolean => columns.some((column) => column.name === name);

/** The type that holds the values of all inputs; undefined when there is none, which is then reported for the first input that does not fit. */
const sharedType = (name: string, inputs: readonly Frame[], path: string, { problems }: Context): Type | undefined => {
  let type: Type | undefined;
  let owner = '';
  for (const [at, input] of inputs.entries()) {
    const own = input.columns.find((column) => column.name === name)?.type;
    if (own === undefined) continue;
    const shared: Type | undefined = type === undefined ? own : commonType(type, own);
    if (shared === undefined || (type !== undefined && !holds(shared, type, own))) {
      const message = `${name} is ${type} in ${owner} and ${own} in ${input.name}; no type holds both by itself`;
      const casts = [
        ...(isCastable(own, type ?? own) ? [`cast(${spelled(name)} as ${type}) in ${input.name}`] : []),
        ...(isCastable(type ?? own, own) ? [`cast(${spelled(name)} as ${own}) in ${owner}`] : []),
      ];
      problems.add('type-mismatch', { path: `${path}/inputs/${at}` }, name, message, casts);
      return undefined;
    }
    if (shared !== type) owner = input.name;
    type = shared;
  }
  return type;
};

const holds = (shared: Type, ...types: readonly Type[]): boolean =>
  types.every((type) => adapt({ is: 'column', name: '', type, nullable: true, exactness: 'exact' }, shared) !== undefined);

/** Rows that are compared are compared by all their columns. */
const areComparable = (step: SetStep, names: readonly string[], types: readonly Type[], path: string, { problems }: Context): boolean => {
  if (step.do === 'union' && step.rows === 'all') return true;
  const blind = names.flatMap((name, at) => (isComparable(types[at] ?? 'text') ? [] : [{ name, type: types[at] }]));
  for (const { name, type } of blind) {
    problems.add('type-mismatch', { path }, name, `rows cannot be compared by ${name}, which is ${type}`, [
      `a select without ${spelled(name)}`,
      ...(step.do === 'union' ? ['rows: all'] : []),
    ]);
  }
  return blind.length === 0;
};

const columnFrom = (input: Frame, name: string, type: Type): Computed => {
  const column = input.columns.find((each) => each.name === name);
  if (column === undefined) return { name, value: literal(type, null) };
  const value = adapt({ is: 'column', ...column }, type);
  if (value === undefined) throw new Error(`${name} of ${input.name} does not widen to ${type}`);
  return { name, value };
};

const outputColumn = (step: SetStep, name: string, values: readonly TypedExpr[]): Column => {
  const [first] = values;
  const isNullable: Readonly<Record<SetStep['do'], boolean>> = {
    union: values.some(({ nullable }) => nullable),
    intersect: values.every(({ nullable }) => nullable),
    except: first?.nullable ?? true,
  };
  const isFloat = values.some(({ exactness }) => exactness === 'float');
  return { name, type: first?.type ?? 'text', nullable: isNullable[step.do], exactness: isFloat ? 'float' : 'exact' };
};

const frameOf = (step: SetStep, inputs: readonly Frame[], first: readonly Computed[], columns: readonly Column[]): Frame => {
  const different = step.rows === 'distinct' ? [columns.map(({ name }) => name)] : [];
  const known = inputs[0];
  const optional = new Map(inputs.flatMap((input) => [...input.optional]));
  if (step.do === 'union' || known === undefined) return { name: step.name, columns, unique: different, determines: [], optional };
  // two large integers may be one double
  const isKept = (names: readonly string[]): boolean =>
    !names.some((name) => first.some((each) => each.name === name && merges(each.value)));
  return {
    name: step.name,
    columns,
    unique: [...known.unique.filter(isKept), ...different],
    determines: known.determines.filter(({ by }) => isKept(by)),
    optional: known.optional,
  };
};

const merges = (value: TypedExpr): boolean => value.is === 'convert' && isFloat(value.type) && isExact(value.value.type);
