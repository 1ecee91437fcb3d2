// The oracle's plan: the same rows, and beside each column that floats were added up for a bound on how far two right values of that row may be apart.
import { convert, literal } from '../check/coerce.ts';
import { built } from '../check/operators.ts';
import { isDecimal, isFloat } from '../check/types.ts';
import type { Computed, JoinPlan, Kept, Plan, PlannedStep, SelectPlan, Side, TypedExpr } from '../plan.ts';
import { errorOf } from './error-of.ts';
import { boundsIn, type Carried, column, type Frame, floating, withBounds } from './frames.ts';
import { throughRowStep } from './row-steps.ts';

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
  const last = { name: fresh(), do: 'select', input: plan.result, lets: [], computed: bounds, others: 'keep' } as const;
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

const carry = (step: PlannedStep, frameOf: (name: string) => Frame, fresh: () => string): Carried => {
  switch (step.do) {
    case 'join':
      return throughJoin(step, frameOf, fresh);
    case 'select': {
      const { lets, frame: input } = throughLets(step, frameOf, fresh);
      const { computed, frame } = computedBounds(step.computed, input, frameOf, fresh);
      const kept = step.columns.flatMap(({ name }): [string, string][] => {
        const value = step.computed.find((each) => each.name === name)?.value;
        const bound = value === undefined ? input.get(name) : value.is === 'column' ? input.get(value.name) : undefined;
        return bound === undefined ? [] : [[name, bound]];
      });
      const all = new Map([...frame, ...kept]);
      return { step: { ...step, lets, columns: withBounds(step, all), computed: [...step.computed, ...computed] }, frame: all };
    }
    case 'aggregate': {
      const { computed, frame } = computedBounds(step.compute, frameOf(step.input), frameOf, fresh);
      return { step: { ...step, columns: withBounds(step, frame), compute: [...step.compute, ...computed] }, frame };
    }
    case 'dedupe':
      // rows are equal by all their columns there: a further one would keep rows apart
      if (step.keys.length === 0) return { step, frame: new Map() };
      return { step: { ...step, columns: withBounds(step, frameOf(step.input)) }, frame: frameOf(step.input) };
    case 'window': {
      const input = frameOf(step.input);
      const { computed, frame } = computedBounds(step.computed, input, frameOf, fresh);
      const all = new Map([...input, ...frame]);
      return { step: { ...step, columns: withBounds(step, all), computed: [...step.computed, ...computed] }, frame: all };
    }
    case 'union':
    case 'intersect':
    case 'except':
    case 'unpivot':
    case 'unnest':
    case 'fill':
    case 'sequence':
    case 'walk':
      return throughRowStep(step, frameOf, fresh);
    case 'filter':
    case 'top':
      return { step: { ...step, columns: withBounds(step, frameOf(step.input)) }, frame: frameOf(step.input) };
  }
};

/** An intermediate value has its bound beside it, for those that read it. */
const throughLets = (
  { lets, input }: SelectPlan,
  frameOf: (name: string) => Frame,
  fresh: () => string,
): { readonly lets: readonly Computed[]; readonly frame: Frame } => {
  const frame = new Map(frameOf(input));
  const all = lets.flatMap((each): readonly Computed[] => {
    const { computed, frame: own } = computedBounds([each], frame, frameOf, fresh);
    const bound = each.value.is === 'column' ? frame.get(each.value.name) : own.get(each.name);
    if (bound !== undefined) frame.set(each.name, bound);
    return [each, ...computed];
  });
  return { lets: all, frame };
};

const throughJoin = (step: JoinPlan, frameOf: (name: string) => Frame, fresh: () => string): Carried => {
  const [left, right] = [frameOf(step.left), frameOf(step.right)];
  const kept = step.keep.flatMap((each): readonly { readonly of: string; readonly kept: Kept }[] => {
    if (each.side === 'both')
      return bothBounds(each.value, left, right).map((value) => ({ of: each.as, kept: { side: 'both', value, as: fresh() } }));
    const bound = (each.side === 'left' ? left : right).get(each.column);
    return bound === undefined ? [] : [{ of: each.as, kept: { side: each.side, column: bound, as: fresh() } }];
  });
  const frame = new Map(kept.map(({ of, kept: { as } }) => [of, as]));
  return { step: { ...step, columns: withBounds(step, frame), keep: [...step.keep, ...kept.map((each) => each.kept)] }, frame };
};

/** The bound of the side that the value comes from; nothing where neither has one. */
const bothBounds = (value: TypedExpr, left: Frame, right: Frame): readonly TypedExpr[] => {
  const [first, second] = value.is === 'call' ? value.args : [];
  const of = (side: Side, frame: Frame, part: TypedExpr | undefined): TypedExpr | undefined => {
    const found = part?.is === 'convert' ? part.value : part;
    const bound = found?.is === 'column' ? frame.get(found.name) : undefined;
    return bound === undefined ? undefined : { is: 'column', side, ...column(bound) };
  };
  const [ofLeft, ofRight] = [of('left', left, first), of('right', right, second)];
  if (first === undefined || (ofLeft === undefined && ofRight === undefined)) return [];
  const none = literal('double', '0');
  return [
    {
      is: 'case',
      branches: [{ when: built('is-not-null', [first], 'boolean', false), value: ofLeft ?? none }],
      otherwise: ofRight ?? none,
      ...floating,
    },
  ];
};

const computedBounds = (values: readonly Computed[], input: Frame, frameOf: (name: string) => Frame, fresh: () => string) => {
  const found = values.flatMap(({ name, value }) => {
    // a column under another name keeps its bound
    const error = value.is === 'column' ? undefined : errorOf(value, boundsIn(input, frameOf));
    return error === undefined ? [] : [{ of: name, name: fresh(), value: error }];
  });
  return { computed: found.map(({ name, value }) => ({ name, value })), frame: new Map(found.map(({ of, name }) => [of, name])) };
};

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
