// The oracle's plan: the same rows, and beside each column that floats were added up for a bound on how far two right values of that row may be apart.
import { convert } from '../check/coerce.ts';
import { isDecimal, isFloat } from '../check/types.ts';
import type { Column, Computed, JoinPlan, Plan, PlannedStep, TypedExpr } from '../plan.ts';
import { type Bounds, errorOf } from './error-of.ts';

type BoundedPlan = {
  /** For the oracle only: its target has the bounds as further columns, of type double, after its own. */
  readonly plan: Plan;
  /** Column of the bound, by column of the target. */
  readonly bounds: Readonly<Record<string, string>>;
};

/** A plan without such columns stays as it is. */
export const boundedPlan = (plan: Plan): BoundedPlan => {
  const fresh = freshNames(plan);
  const frames = new Map<string, Frame>();
  const steps = plan.steps.map((step) => {
    const { frame, ...carried } = carry(step, (name) => frames.get(name) ?? new Map(), fresh);
    frames.set(step.name, frame);
    return carried.step;
  });
  const known = boundsIn(frames.get(plan.result) ?? new Map());
  const bounds = plan.target.columns.flatMap(({ name, type, computed, exactness }) => {
    if (exactness === 'exact' || !(isFloat(type) || isDecimal(type))) return [];
    const value: TypedExpr = { is: 'column', name, type: computed, nullable: true, exactness };
    const error = errorOf(type === computed ? value : convert(value, type, 'fit'), known);
    return error === undefined ? [] : [{ of: name, name: fresh(), value: error }];
  });
  const columns = steps.find(({ name }) => name === plan.result)?.columns;
  if (bounds.length === 0 || columns === undefined) return { plan, bounds: {} };
  const last = { name: fresh(), do: 'select', input: plan.result, computed: bounds, others: 'keep' } as const;
  return {
    plan: {
      ...plan,
      steps: [...steps, { ...last, columns: [...columns, ...bounds.map(({ name }) => column(name))] }],
      result: last.name,
      target: {
        ...plan.target,
        columns: [...plan.target.columns, ...bounds.map(({ name }) => ({ ...column(name), computed: 'double' }))],
      },
    },
    bounds: Object.fromEntries(bounds.map(({ of, name }) => [of, name])),
  };
};

/** Column that holds the bound, by column. */
type Frame = ReadonlyMap<string, string>;
type Carried = { readonly step: PlannedStep; readonly frame: Frame };

const carry = (step: PlannedStep, frameOf: (name: string) => Frame, fresh: () => string): Carried => {
  switch (step.do) {
    case 'join':
      return throughJoin(step, frameOf, fresh);
    case 'select': {
      const input = frameOf(step.input);
      const { computed, frame } = computedBounds(step.computed, input, fresh);
      const kept = step.columns.flatMap(({ name }): [string, string][] => {
        const value = step.computed.find((each) => each.name === name)?.value;
        const bound = value === undefined ? input.get(name) : value.is === 'column' ? input.get(value.name) : undefined;
        return bound === undefined ? [] : [[name, bound]];
      });
      const all = new Map([...frame, ...kept]);
      return { step: { ...step, columns: withBounds(step, all), computed: [...step.computed, ...computed] }, frame: all };
    }
    case 'aggregate': {
      const { computed, frame } = computedBounds(step.compute, frameOf(step.input), fresh);
      return { step: { ...step, columns: withBounds(step, frame), compute: [...step.compute, ...computed] }, frame };
    }
    case 'dedupe':
      // rows are equal by all their columns there: a further one would keep rows apart
      if (step.keys.length === 0) return { step, frame: new Map() };
      return { step: { ...step, columns: withBounds(step, frameOf(step.input)) }, frame: frameOf(step.input) };
    case 'filter':
    case 'top':
      return { step: { ...step, columns: withBounds(step, frameOf(step.input)) }, frame: frameOf(step.input) };
  }
};

const throughJoin = (step: JoinPlan, frameOf: (name: string) => Frame, fresh: () => string): Carried => {
  const kept = step.keep.flatMap(({ side, column: from, as }) => {
    const bound = frameOf(step[side]).get(from);
    return bound === undefined ? [] : [{ of: as, side, column: bound, as: fresh() }];
  });
  const frame = new Map(kept.map(({ of, as }) => [of, as]));
  return { step: { ...step, columns: withBounds(step, frame), keep: [...step.keep, ...kept] }, frame };
};

const computedBounds = (values: readonly Computed[], input: Frame, fresh: () => string) => {
  const found = values.flatMap(({ name, value }) => {
    // a column under another name keeps its bound
    const error = value.is === 'column' ? undefined : errorOf(value, boundsIn(input));
    return error === undefined ? [] : [{ of: name, name: fresh(), value: error }];
  });
  return { computed: found.map(({ name, value }) => ({ name, value })), frame: new Map(found.map(({ of, name }) => [of, name])) };
};

const boundsIn =
  (frame: Frame): Bounds =>
  (name) => {
    const bound = frame.get(name);
    return bound === undefined ? undefined : { is: 'column', ...column(bound) };
  };

const withBounds = ({ columns }: PlannedStep, frame: Frame): readonly Column[] => [...columns, ...[...new Set(frame.values())].map(column)];

const column = (name: string): Column => ({ name, type: 'double', nullable: true, exactness: 'float' });

/** Names that nothing in the plan has: bound1, bound2 … */
const freshNames = (plan: Plan): (() => string) => {
  const taken = [
    ...plan.sources.flatMap(({ name, columns }) => [name, ...columns.map((each) => each.name)]),
    ...plan.steps.flatMap(({ name, columns }) => [name, ...columns.map((each) => each.name)]),
    ...plan.target.columns.map(({ name }) => name),
  ];
  let prefix = 'bound';
  while (taken.some((name) => name.startsWith(prefix))) prefix += '_';
  let n = 0;
  return () => {
    n += 1;
    return `${prefix}${n}`;
  };
};
