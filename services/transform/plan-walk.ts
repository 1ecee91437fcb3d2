// What every reader of a plan asks of its nodes, whatever they are: their parts, what they read.
import type { PlannedStep, SortKey, TypedExpr } from './plan.ts';

/** Direct parts of an expression. Columns that a window is partitioned by are names and no parts. */
export const partsOf = (value: TypedExpr): readonly TypedExpr[] => {
  switch (value.is) {
    case 'column':
    case 'literal':
    case 'scalar':
      return [];
    case 'key':
    case 'convert':
      return [value.value];
    case 'call':
      return value.args;
    case 'aggregate':
    case 'window':
      return [...value.args, ...(value.where ? [value.where] : []), ...ordering(value.order)];
    case 'case':
      return [
        ...value.branches.flatMap(({ when, value: then }) => [when, then]),
        ...(value.otherwise === undefined ? [] : [value.otherwise]),
      ];
  }
};

/** The expression and everything in it, outermost first. */
export const nodesOf = (value: TypedExpr): readonly TypedExpr[] => [value, ...partsOf(value).flatMap(nodesOf)];

/** Every expression of a step, with what it stands for: the input's rows, one side of a join, both (columns then carry their side). */
export const expressionsOf = (step: PlannedStep): readonly TypedExpr[] => {
  switch (step.do) {
    case 'select':
      return [...step.lets, ...step.computed].map(({ value }) => value);
    case 'filter':
      return [step.where];
    case 'join':
      return [
        ...step.on.flatMap(({ left, right }) => [left, right]),
        ...(step.condition ? [step.condition] : []),
        ...(step.asof ? [step.asof.left, step.asof.right, ...ordering(step.asof.order)] : []),
        ...step.keep.flatMap((kept) => (kept.side === 'both' ? [kept.value] : [])),
      ];
    case 'aggregate':
      return [...step.by, ...step.compute].map(({ value }) => value);
    case 'window':
      return step.computed.map(({ value }) => value);
    case 'dedupe':
    case 'top':
      return ordering(step.order);
    case 'union':
    case 'intersect':
    case 'except':
      return step.inputs.flatMap(({ columns }) => columns.map(({ value }) => value));
    case 'unpivot':
      return step.rows.map(({ value }) => value);
    case 'unnest':
      return [];
    case 'fill':
      return [...step.fills.flatMap((fill) => (fill.with === 'value' ? [fill.value] : [])), ...ordering(step.order)];
    case 'sequence':
      return [step.from, step.to];
    case 'walk':
      return [step.start];
  }
};

/** Sources and steps whose rows a step reads, also for a single value of them. */
export const inputsOf = (step: PlannedStep): readonly string[] => [...rowInputsOf(step), ...scalarsIn(expressionsOf(step))];

/** Sources and steps of which a step takes rows. */
export const rowInputsOf = (step: PlannedStep): readonly string[] => {
  switch (step.do) {
    case 'join':
      return [step.left, step.right];
    case 'union':
    case 'intersect':
    case 'except':
      return step.inputs.map(({ frame }) => frame);
    case 'sequence':
      return [];
    default:
      return [step.input];
  }
};

const scalarsIn = (values: readonly TypedExpr[]): readonly string[] =>
  values.flatMap(nodesOf).flatMap((node) => (node.is === 'scalar' ? [node.frame] : []));

const ordering = (order: readonly SortKey[]): readonly TypedExpr[] => order.map(({ value }) => value);
