// value(step, column) in Spark: the single row stands beside every row of the input while the step is computed.
import type { AggregatePlan, Column, PlannedStep, SelectPlan, TypedExpr } from '../../../plan.ts';
import { expressionsOf, nodesOf } from '../../../plan-walk.ts';
import { scalarName } from '../columns.ts';
import { atom, call, method, type Python, string } from '../python.ts';
import { type Frames, freshColumn, row, type Statement } from './parts.ts';

type Scalar = Extract<TypedExpr, { is: 'scalar' }>;
type Statements = (step: PlannedStep, frames: Frames) => readonly Statement[];

export const withScalars = (step: PlannedStep, frames: Frames, statements: Statements): readonly Statement[] => {
  const scalars = scalarsIn(expressionsOf(step));
  if (scalars.length === 0 || step.do === 'sequence') return statements(step, frames);
  if (step.do === 'aggregate' && scalarsIn(step.compute.flatMap(({ value }) => besideAggregates(value))).length > 0)
    return inTwoParts(step, frames, statements);
  const inputs = [...inputsNeeding(step)].map(([frame, used]) => ({
    frame,
    used,
    variable: frames.fresh(inputVariable(step, frame, frames)),
  }));
  const given: Frames = {
    ...frames,
    variable: (frame) => inputs.find((each) => each.frame === frame)?.variable ?? frames.variable(frame),
    columns: (frame) => [...frames.columns(frame), ...(inputs.find((each) => each.frame === frame)?.used ?? []).map(columnOf)],
  };
  const before = inputs.map(({ frame, used, variable }) => ({ variable, value: beside(atom(frames.variable(frame)), used, frames) }));
  return [...before, ...withoutScalars(statements(step, given), step, scalars)];
};

/** A frame whose rows have the values beside them; NULL where the step that has them has no row. */
export const beside = (frame: Python, scalars: readonly Scalar[], frames: Frames): Python => {
  const steps = [...new Set(scalars.map((scalar) => scalar.frame))];
  return steps.reduce((joined, step) => {
    const columns = scalars.filter((scalar) => scalar.frame === step);
    const values = columns.map((scalar) =>
      method(row.column({ ...scalar, is: 'column', name: scalar.column }), 'alias', string(scalarName(scalar))),
    );
    const single = call('F.broadcast', method(atom(frames.variable(step)), 'select', ...values));
    return frames.isOneRow(step)
      ? method(joined, 'crossJoin', single)
      : method(joined, 'join', single, call('F.lit', atom('True')), string('left'));
  }, frame);
};

/** Each once. */
export const scalarsIn = (values: readonly TypedExpr[]): readonly Scalar[] => {
  const all = values.flatMap(nodesOf).filter((node) => node.is === 'scalar');
  return all.filter((scalar, at) => all.findIndex((other) => scalarName(other) === scalarName(scalar)) === at);
};

/** Of a join the side that reads them; a condition reads them from the left. */
const inputsNeeding = (step: PlannedStep): ReadonlyMap<string, readonly Scalar[]> => {
  if (step.do !== 'join') return new Map('input' in step ? [[step.input, scalarsIn(expressionsOf(step))]] : []);
  const ofRight = scalarsIn([...step.on.map(({ right }) => right), ...(step.asof ? [step.asof.right] : [])]);
  const ofLeft = scalarsIn([
    ...step.on.map(({ left }) => left),
    ...(step.asof ? [step.asof.left] : []),
    ...(step.condition ? [step.condition] : []),
  ]);
  if (step.left === step.right) return new Map([[step.left, scalarsIn([...ofLeft, ...ofRight])]]);
  return new Map([[step.left, ofLeft] as const, [step.right, ofRight] as const].filter(([, used]) => used.length > 0));
};

const inputVariable = (step: PlannedStep, frame: string, frames: Frames): string =>
  step.do === 'join' && step.left !== step.right
    ? `${frames.variable(step.name)}_${frame === step.left ? 'left' : 'right'}`
    : `${frames.variable(step.name)}_input`;

const columnOf = (scalar: Scalar): Column => ({ name: scalarName(scalar), type: scalar.type, nullable: true, exactness: scalar.exactness });

/** Steps that name their columns leave the values out by themselves. */
const withoutScalars = (statements: readonly Statement[], { do: kind }: PlannedStep, scalars: readonly Scalar[]): readonly Statement[] => {
  const last = statements.at(-1);
  if (
    last === undefined ||
    !('variable' in last) ||
    kind === 'select' ||
    kind === 'aggregate' ||
    kind === 'join' ||
    kind === 'unpivot' ||
    kind === 'walk'
  )
    return statements;
  return [
    ...statements.slice(0, -1),
    {
      ...last,
      value: without(
        last.value,
        scalars.map((scalar) => string(scalarName(scalar))),
      ),
    },
  ];
};

/** What a step drops at its end it drops at once. */
const without = (frame: Python, columns: readonly Python[]): Python => {
  const last = frame.is === 'chain' ? frame.calls.at(-1) : undefined;
  if (frame.is !== 'chain' || last?.name !== 'drop') return method(frame, 'drop', ...columns);
  return { ...frame, calls: [...frame.calls.slice(0, -1), { name: 'drop', args: [...last.args, ...columns] }] };
};

/** What stands beside the aggregates of an expression, not in them. */
const besideAggregates = (value: TypedExpr): readonly TypedExpr[] =>
  value.is === 'aggregate' ? [] : value.is === 'scalar' ? [value] : partsBeside(value);
const partsBeside = (value: TypedExpr): readonly TypedExpr[] => {
  if (value.is === 'call') return value.args.flatMap(besideAggregates);
  if (value.is === 'convert') return besideAggregates(value.value);
  if (value.is !== 'case') return [];
  const results = [...value.branches.flatMap(({ when, value: then }) => [when, then]), ...(value.otherwise ? [value.otherwise] : [])];
  return results.flatMap(besideAggregates);
};

/** Groups have no column of the input: the aggregates come first, what is computed from them and a single value after. */
const inTwoParts = (step: AggregatePlan, frames: Frames, statements: Statements): readonly Statement[] => {
  // one that is a column by itself has its name already
  const parts = step.compute.flatMap(({ name, value }) => (value.is === 'aggregate' ? [{ name, value }] : []));
  const partOf = (value: TypedExpr): TypedExpr => {
    if (value.is === 'aggregate') {
      const known = parts.find((part) => JSON.stringify(part.value) === JSON.stringify(value));
      const name = known?.name ?? freshColumn(`part_${parts.length + 1}`, [...step.columns, ...parts]);
      if (known === undefined) parts.push({ name, value });
      return { is: 'column', name, type: value.type, nullable: value.nullable, exactness: value.exactness };
    }
    return value.is === 'key' ? { ...value, is: 'column' } : mapped(value, partOf);
  };
  const computed = step.compute.map(({ name, value }) => ({ name, value: partOf(value) }));
  const others = step.columns.filter(({ name }) => !step.compute.some((each) => each.name === name));
  const groups = `${step.name} parts`;
  const variable = frames.fresh(`${frames.variable(step.name)}_parts`);
  const columns = [...others, ...parts.map(({ name, value: { type, nullable, exactness } }) => ({ name, type, nullable, exactness }))];
  const given: Frames = {
    ...frames,
    variable: (frame) => (frame === groups ? variable : frames.variable(frame)),
    columns: (frame) => (frame === groups ? columns : frames.columns(frame)),
  };
  const last: SelectPlan = { name: step.name, do: 'select', input: groups, lets: [], computed, others: 'drop', columns: step.columns };
  return [...withScalars({ ...step, name: groups, compute: parts, columns }, given, statements), ...withScalars(last, given, statements)];
};

const mapped = (value: TypedExpr, map: (part: TypedExpr) => TypedExpr): TypedExpr => {
  if (value.is === 'call') return { ...value, args: value.args.map(map) };
  if (value.is === 'convert') return { ...value, value: map(value.value) };
  if (value.is !== 'case') return value;
  const branches = value.branches.map(({ when, value: then }) => ({ when: map(when), value: map(then) }));
  return { ...value, branches, otherwise: value.otherwise && map(value.otherwise) };
};
