// Bounds through steps that stack, unfold, fill or follow rows. Where none is carried a float must be equal to its last digit: too small a bound alarms,
// and hides nothing.
import { literal } from '../check/coerce.ts';
import type { Computed, FillPlan, PlannedStep, SetPlan, WalkPlan } from '../plan.ts';
import { errorOf } from './error-of.ts';
import { boundsIn, type Carried, column, type Frame, type FrameOf, withBounds } from './frames.ts';

type RowStep = Extract<PlannedStep, { do: 'union' | 'intersect' | 'except' | 'unpivot' | 'unnest' | 'fill' | 'sequence' | 'walk' }>;

export const throughRowStep = (step: RowStep, frameOf: FrameOf, fresh: () => string): Carried => {
  switch (step.do) {
    case 'union':
      // rows are equal by all their columns there: a further one would keep rows apart
      return step.rows === 'distinct' ? without(step) : throughUnion(step, frameOf, fresh);
    case 'intersect':
    case 'except':
    case 'sequence':
      return without(step);
    case 'unpivot': {
      const kept = only(frameOf(step.input), (name) => step.keep.includes(name));
      return { step: { ...step, keep: [...step.keep, ...new Set(kept.values())], columns: withBounds(step, kept) }, frame: kept };
    }
    case 'unnest': {
      const others = only(frameOf(step.input), (name) => name !== step.column);
      return { step: { ...step, columns: withBounds(step, others) }, frame: others };
    }
    case 'fill':
      return throughFill(step, frameOf);
    case 'walk':
      return throughWalk(step, frameOf, fresh);
  }
};

const without = (step: PlannedStep): Carried => ({ step, frame: new Map() });

const only = (frame: Frame, isKept: (column: string) => boolean): Frame => new Map([...frame].filter(([name]) => isKept(name)));

const none = literal('double', '0');

const throughUnion = (step: SetPlan, frameOf: FrameOf, fresh: () => string): Carried => {
  const errors = step.inputs.map(
    ({ frame, columns }) => new Map(columns.map(({ name, value }) => [name, errorOf(value, boundsIn(frameOf(frame), frameOf))])),
  );
  const bounded = step.columns.filter(({ name }) => errors.some((all) => all.get(name) !== undefined));
  const frame: Frame = new Map(bounded.map(({ name }) => [name, fresh()]));
  const inputs = step.inputs.map((input, at) => ({
    ...input,
    columns: [...input.columns, ...[...frame].map(([name, bound]): Computed => ({ name: bound, value: errors[at]?.get(name) ?? none }))],
  }));
  return { step: { ...step, inputs, columns: withBounds(step, frame) }, frame };
};

/** A value from another row would need the bound of that row. */
const throughFill = (step: FillPlan, frameOf: FrameOf): Carried => {
  const input = frameOf(step.input);
  const carried = only(input, (name) => !step.fills.some((fill) => fill.name === name && fill.with === 'previous'));
  const fills = step.fills.flatMap((fill) => {
    const bound = carried.get(fill.name);
    if (bound === undefined || fill.with === 'previous') return [];
    return [{ name: bound, with: 'value', value: errorOf(fill.value, boundsIn(input, frameOf)) ?? none } as const];
  });
  // the fills see the bounds of all columns
  const columns = [...step.columns, ...[...new Set(input.values())].map(column)];
  return { step: { ...step, fills: [...step.fills, ...fills], columns }, frame: carried };
};

const throughWalk = (step: WalkPlan, frameOf: FrameOf, fresh: () => string): Carried => {
  const input = frameOf(step.input);
  const own = only(input, (name) => step.columns.some((each) => each.name === name));
  const carry = step.carry.flatMap(({ column: name, as }) => {
    const bound = input.get(name);
    return bound === undefined ? [] : [{ of: as, column: bound, as: fresh() }];
  });
  const frame: Frame = new Map([...own, ...carry.map(({ of, as }) => [of, as] as const)]);
  const carried = carry.map(({ column: bound, as }) => ({ column: bound, as }));
  return { step: { ...step, carry: [...step.carry, ...carried], columns: withBounds(step, frame) }, frame };
};
