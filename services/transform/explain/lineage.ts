// Where each target column comes from.
import { formatTableName } from '../names.ts';
import type { Plan, PlannedStep, TypedExpr } from '../plan.ts';

export type LineageAggregate = 'count' | 'count-distinct' | 'sum' | 'avg' | 'min' | 'max';
export type ColumnLineage = {
  /** Source columns whose values go into it, in the order of the sources; empty for count(*) and constants. Conditions and keys of joins are not among them. */
  readonly from: readonly { readonly table: string; readonly column: string }[];
  /** Set when the column is one aggregate, as it is or rounded, cast or with NULL replaced. */
  readonly aggregate?: LineageAggregate;
};
export type Lineage = Readonly<Record<string, ColumnLineage>>;

export const lineage = (plan: Plan): Lineage => {
  const frames = new Map<string, ReadonlyMap<string, ColumnLineage>>();
  for (const source of plan.sources) {
    const table = formatTableName(source.schema, source.table);
    frames.set(source.name, new Map(source.columns.map(({ name }) => [name, { from: [{ table, column: name }] }])));
  }
  for (const step of plan.steps)
    frames.set(
      step.name,
      stepLineage(step, (frame) => frames.get(frame) ?? new Map()),
    );
  const result = frames.get(plan.result);
  return Object.fromEntries(plan.target.columns.map(({ name }) => [name, result?.get(name) ?? nothing]));
};

const nothing: ColumnLineage = { from: [] };
type Columns = ReadonlyMap<string, ColumnLineage>;

const stepLineage = (step: PlannedStep, columnsOf: (frame: string) => Columns): Columns => {
  if (step.do === 'join') return new Map(step.keep.map(({ side, column, as }) => [as, columnsOf(step[side]).get(column) ?? nothing]));
  const input = columnsOf(step.input);
  const computed = step.do === 'select' ? step.computed : step.do === 'aggregate' ? [...step.by, ...step.compute] : [];
  return new Map(
    step.columns.map(({ name }) => {
      const own = computed.find((each) => each.name === name);
      return [name, own === undefined ? (input.get(name) ?? nothing) : expressionLineage(own.value, input)];
    }),
  );
};

const expressionLineage = (value: TypedExpr, input: Columns): ColumnLineage => {
  switch (value.is) {
    case 'column':
      return input.get(value.name) ?? nothing;
    case 'key':
    case 'convert':
      return expressionLineage(value.value, input);
    case 'literal':
      return nothing;
    case 'aggregate':
      return aggregateLineage(value, input);
    case 'call': {
      const [first, ...others] = value.args;
      const isWrapper = wrappers.has(value.name) && first !== undefined && others.every((arg) => arg.is === 'literal');
      return isWrapper ? expressionLineage(first, input) : combined(value.args, input);
    }
    case 'case':
      return combined(
        [...value.branches.flatMap(({ when, value: then }) => [when, then]), ...(value.otherwise ? [value.otherwise] : [])],
        input,
      );
  }
};
/** What changes how a value looks, not what it counts. */
const wrappers = new Set(['coalesce', 'round', 'ceil', 'floor', 'nullif']);

const aggregateLineage = (value: Extract<TypedExpr, { is: 'aggregate' }>, input: Columns): ColumnLineage => {
  const { from } = combined(value.args, input);
  // an aggregate of an aggregate is neither
  const isNested = value.args.some((arg) => expressionLineage(arg, input).aggregate !== undefined);
  if (isNested || value.name === 'bool_and' || value.name === 'bool_or') return { from };
  if (value.distinct && value.name !== 'count') return { from };
  return { from, aggregate: value.name === 'count' && value.distinct ? 'count-distinct' : value.name };
};

const combined = (values: readonly TypedExpr[], input: Columns): ColumnLineage => {
  const all = values.flatMap((value) => expressionLineage(value, input).from);
  return { from: all.filter(({ table, column }, at) => all.findIndex((other) => other.table === table && other.column === column) === at) };
};
