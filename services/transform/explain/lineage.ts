// Where each target column comes from.
import { formatTableName } from '../names.ts';
import type { Computed, JoinPlan, Plan, PlannedStep, TypedExpr } from '../plan.ts';
import { nodesOf } from '../plan-walk.ts';

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
  switch (step.do) {
    case 'join':
      return joinLineage(step, columnsOf);
    case 'select': {
      const lets = new Map(columnsOf(step.input));
      for (const { name, value } of step.lets) lets.set(name, expressionLineage(value, lets));
      return computedLineage(step, step.computed, lets);
    }
    case 'aggregate': {
      const columns = computedLineage(step, [...step.by, ...step.compute], columnsOf(step.input));
      // of a part of the rows, or of several levels: no aggregate that could be told of the whole
      if (step.levels === undefined && step.pivot === undefined) return columns;
      return new Map([...columns].map(([name, { from }]) => [name, { from }]));
    }
    case 'window':
      return computedLineage(step, step.computed, columnsOf(step.input));
    case 'filter':
    case 'dedupe':
    case 'top':
      return computedLineage(step, [], columnsOf(step.input));
    case 'union':
    case 'intersect':
    case 'except':
      return new Map(
        step.columns.map(({ name }) => [
          name,
          merged(
            step.inputs.map(({ frame, columns }) => {
              const value = columns.find((each) => each.name === name)?.value;
              return value === undefined ? nothing : expressionLineage(value, columnsOf(frame));
            }),
          ),
        ]),
      );
    case 'unpivot': {
      const input = columnsOf(step.input);
      const value = combined(
        step.rows.map((each) => each.value),
        input,
      );
      return new Map(
        step.columns.map(({ name }) => [
          name,
          name === step.valueAs ? value : name === step.nameAs ? nothing : (input.get(name) ?? nothing),
        ]),
      );
    }
    case 'unnest': {
      const input = columnsOf(step.input);
      return new Map(step.columns.map(({ name }) => [name, input.get(name === step.as ? step.column : name) ?? nothing]));
    }
    case 'fill': {
      const values = step.fills.flatMap((fill) => (fill.with === 'value' ? [{ name: fill.name, value: fill.value }] : []));
      const input = columnsOf(step.input);
      return new Map(
        step.columns.map(({ name }) => {
          const own = values.find((each) => each.name === name);
          const before = input.get(name) ?? nothing;
          return [name, own === undefined ? before : merged([before, expressionLineage(own.value, input)])];
        }),
      );
    }
    case 'sequence':
      return new Map(step.columns.map(({ name }) => [name, nothing]));
    case 'walk': {
      const input = columnsOf(step.input);
      const carried = new Map(step.carry.map(({ column, as }) => [as, column]));
      return new Map(
        step.columns.map(({ name }) => [name, input.get(carried.get(name) ?? (name === step.pathAs ? step.id : name)) ?? nothing]),
      );
    }
  }
};

const joinLineage = (step: JoinPlan, columnsOf: (frame: string) => Columns): Columns => {
  const [left, right] = [columnsOf(step.left), columnsOf(step.right)];
  const kept = step.keep.map((each): readonly [string, ColumnLineage] => {
    if (each.side !== 'both') return [each.as, (each.side === 'left' ? left : right).get(each.column) ?? nothing];
    const from = nodesOf(each.value).flatMap((node) =>
      node.is === 'column' ? [(node.side === 'right' ? right : left).get(node.name) ?? nothing] : [],
    );
    return [each.as, merged(from)];
  });
  return new Map([...kept, ...(step.matchedAs === undefined ? [] : [[step.matchedAs, nothing] as const])]);
};

const computedLineage = (step: PlannedStep, computed: readonly Computed[], input: Columns): Columns =>
  new Map(
    step.columns.map(({ name }) => {
      const own = computed.find((each) => each.name === name);
      return [name, own === undefined ? (input.get(name) ?? nothing) : expressionLineage(own.value, input)];
    }),
  );

/** Of several that go into one column; what each counts is not what the column counts. */
const merged = (all: readonly ColumnLineage[]): ColumnLineage => ({ from: different(all.flatMap(({ from }) => from)) });

const expressionLineage = (value: TypedExpr, input: Columns): ColumnLineage => {
  switch (value.is) {
    case 'column':
      return input.get(value.name) ?? nothing;
    case 'key':
    case 'convert':
      return expressionLineage(value.value, input);
    case 'literal':
    case 'scalar':
      return nothing;
    case 'window':
      return combined(value.args, input);
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
  if (isNested) return { from };
  if (value.distinct && value.name !== 'count') return { from };
  const name = value.name === 'count' && value.distinct ? 'count-distinct' : value.name;
  return isCounted(name) ? { from, aggregate: name } : { from };
};

const combined = (values: readonly TypedExpr[], input: Columns): ColumnLineage => {
  return { from: different(values.flatMap((value) => expressionLineage(value, input).from)) };
};

const different = (all: ColumnLineage['from']): ColumnLineage['from'] =>
  all.filter(({ table, column }, at) => all.findIndex((other) => other.table === table && other.column === column) === at);

const isCounted = (name: string): name is LineageAggregate => ['count', 'count-distinct', 'sum', 'avg', 'min', 'max'].includes(name);
