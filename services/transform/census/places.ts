// What of a step may fail, and over which rows that is counted: its input's, the pairs of a join, its groups, its windows.
import { built } from '../check/operators.ts';
import type { AggregatePlan, FillPlan, JoinPlan, PlannedStep, SequencePlan, TypedExpr, UnnestPlan, WindowPlan } from '../plan.ts';
import { expressionsOf, nodesOf } from '../plan-walk.ts';
import { type Failure, failuresOf, type Lets } from './failures.ts';

export type Place = Rows | { readonly over: 'pairs' | 'groups' | 'windows'; readonly failures: readonly Failure[] };
type Rows = { readonly over: 'rows'; readonly frame: string; readonly failures: readonly Failure[] };

export const placesOf = (step: PlannedStep): readonly Place[] => {
  switch (step.do) {
    case 'select': {
      const lets: Lets = new Map(step.lets.map(({ name, value }) => [name, value]));
      const failures = step.computed.flatMap(({ value }) => failuresOf(value, { lets }));
      return [rows(step.input, failures)];
    }
    case 'filter':
      return [rows(step.input, failuresOf(step.where, { isCondition: true }))];
    case 'walk':
      return [rows(step.input, failuresOf(step.start, { isCondition: true }))];
    case 'join':
      return joinPlaces(step);
    case 'aggregate':
      return aggregatePlaces(step);
    case 'window':
      return windowPlaces(step);
    case 'fill':
      return [rows(step.input, fillFailures(step))];
    case 'dedupe':
    case 'top':
    case 'unpivot':
      return [rows(step.input, allFailures(expressionsOf(step)))];
    case 'unnest':
      return [rows(step.input, unnestFailures(step))];
    case 'sequence':
      return sequencePlaces(step);
    case 'union':
    case 'intersect':
    case 'except':
      return [];
  }
};

const rows = (frame: string, failures: readonly Failure[]): Place => ({ over: 'rows', frame, failures });
const allFailures = (values: readonly TypedExpr[]): readonly Failure[] => values.flatMap((value) => failuresOf(value));

const joinPlaces = (step: JoinPlan): readonly Place[] => [
  ...(['left', 'right'] as const).map((side) =>
    rows(step[side], allFailures([...step.on.map((pair) => pair[side]), ...(step.asof ? [step.asof[side]] : [])])),
  ),
  { over: 'pairs', failures: step.condition === undefined ? [] : failuresOf(step.condition, { isCondition: true }) },
];

const aggregatePlaces = (step: AggregatePlan): readonly Place[] => {
  const overRows = step.by.length > 0 && step.levels === undefined;
  const computed = step.compute.flatMap(({ value }) => failuresOf(value, { overRows }));
  const keys = allFailures(step.by.map(({ value }) => value));
  return [
    rows(step.input, [...keys, ...computed.filter(({ over }) => over === 'rows')]),
    { over: 'groups', failures: computed.filter(({ over }) => over === 'result') },
  ];
};

const windowPlaces = (step: WindowPlan): readonly Place[] => {
  const found = allFailures(step.computed.map(({ value }) => value));
  const isWindow = ({ when }: Failure): boolean => nodesOf(when).some(({ is }) => is === 'window');
  return [
    rows(
      step.input,
      found.filter((failure) => !isWindow(failure)),
    ),
    { over: 'windows', failures: found.filter(isWindow) },
  ];
};

/** Only rows that have a gap are filled. */
const fillFailures = (step: FillPlan): readonly Failure[] => [
  ...step.fills.flatMap((fill) => {
    const column = step.columns.find(({ name }) => name === fill.name);
    if (fill.with !== 'value' || column === undefined) return [];
    return failuresOf(fill.value, { reached: built('is-null', [{ is: 'column', ...column }], 'boolean', false) });
  }),
  ...allFailures(step.order.map(({ value }) => value)),
];

/** JSON that is neither an array nor null has no elements. */
const unnestFailures = (step: UnnestPlan): readonly Failure[] => {
  if (step.columns.find(({ name }) => name === step.as)?.type !== 'json') return [];
  const document: TypedExpr = { is: 'column', name: step.column, type: 'json', nullable: true, exactness: 'exact' };
  return [{ expression: built('unnest', [document], 'json'), when: built('is-no-array', [document], 'boolean'), over: 'result' }];
};

/** Its ends are computed once: over the single row that one of them reads. */
const sequencePlaces = (step: SequencePlan): readonly Place[] => {
  const values = expressionsOf(step);
  const frame = values.flatMap(nodesOf).find((node) => node.is === 'scalar')?.frame;
  return frame === undefined ? [] : [rows(frame, allFailures(values))];
};
