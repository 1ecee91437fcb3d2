// Steps that compute, beside the columns by which rows are shown, one boolean column per failure.
import type { AggregatePlan, Column, Computed, JoinPlan, PlannedStep, SelectPlan, WindowPlan } from '../plan.ts';
import { type Failure, merged } from './failures.ts';
import { type Place, placesOf } from './places.ts';

/** `flags` are the columns of the failures, in their order. */
export type Seed = {
  readonly step: string;
  readonly plan: PlannedStep;
  readonly failures: readonly Failure[];
  readonly flags: readonly string[];
  readonly keys: readonly string[];
};

/** What is known of the frames that steps read. */
export type Rows = { readonly columns: (frame: string) => readonly Column[]; readonly keys: (frame: string) => readonly string[] };

/** `name` gives a name that nothing has yet. */
export const seedsOf = (step: PlannedStep, rows: Rows, name: () => string): readonly Seed[] =>
  placesOf(step).flatMap((place) => {
    const failures = merged(place.failures);
    if (failures.length === 0) return [];
    const flags = failures.map((_, at) => freshName(`fails ${at + 1}`, shownNames(step, place, rows)));
    const computed = failures.map(({ when }, at) => ({ name: flags[at] ?? '', value: when }));
    return [{ step: step.name, failures, flags, ...probe(step, place, rows, name(), computed) }];
  });

type Probe = Pick<Seed, 'plan' | 'keys'>;

const probe = (step: PlannedStep, place: Place, rows: Rows, name: string, computed: readonly Computed[]): Probe => {
  if (place.over === 'rows') return overRows(step, place.frame, rows, name, computed);
  if (step.do === 'join') return overPairs(step, rows, name, computed);
  if (step.do === 'aggregate') return overGroups(step, name, computed);
  if (step.do === 'window') return overWindows(step, rows, name, computed);
  throw new Error(`${step.name} has no ${place.over}`);
};

const shownNames = (step: PlannedStep, place: Place, rows: Rows): readonly string[] => {
  if (place.over === 'rows') return rows.keys(place.frame);
  return step.do === 'window' ? rows.columns(step.input).map(({ name }) => name) : step.columns.map(({ name }) => name);
};

const overRows = (step: PlannedStep, input: string, rows: Rows, name: string, computed: readonly Computed[]): Probe => {
  const keys = rows.keys(input);
  const shown = rows.columns(input).filter((column) => keys.includes(column.name));
  const lets = step.do === 'select' ? step.lets : [];
  const plan: SelectPlan = { name, do: 'select', input, lets, computed, others: 'drop', columns: [...shown, ...computed.map(flag)] };
  return { plan, keys };
};

const overGroups = (step: AggregatePlan, name: string, computed: readonly Computed[]): Probe => {
  const keys = step.by.map((key) => key.name);
  const shown = step.columns.filter((column) => keys.includes(column.name));
  return { plan: { ...step, name, compute: computed, levelAs: undefined, columns: [...shown, ...computed.map(flag)] }, keys };
};

const overWindows = ({ input }: WindowPlan, rows: Rows, name: string, computed: readonly Computed[]): Probe => ({
  plan: { name, do: 'window', input, computed, columns: [...rows.columns(input), ...computed.map(flag)] },
  keys: rows.keys(input),
});

/** The pairs whose keys are equal are those for which the condition is asked. */
const overPairs = (step: JoinPlan, rows: Rows, name: string, computed: readonly Computed[]): Probe => {
  const shown = (['left', 'right'] as const).flatMap((side) => {
    const keys = rows.keys(step[side]);
    const columns = rows.columns(step[side]).filter((column) => keys.includes(column.name));
    return columns.map((column) => ({ side, column, as: `${side} ${column.name}` }));
  });
  const plan: JoinPlan = {
    ...step,
    name,
    kind: step.on.length === 0 ? 'cross' : 'inner',
    condition: undefined,
    asof: undefined,
    keep: [
      ...shown.map(({ side, column, as }) => ({ side, column: column.name, as })),
      ...computed.map(({ name: as, value }) => ({ side: 'both', value, as }) as const),
    ],
    matchedAs: undefined,
    expect: 'many',
    columns: [...shown.map(({ column, as }) => ({ ...column, name: as })), ...computed.map(flag)],
  };
  return { plan, keys: shown.map(({ as }) => as) };
};

const flag = ({ name }: Computed): Column => ({ name, type: 'boolean', nullable: true, exactness: 'exact' });
const freshName = (wanted: string, taken: readonly string[]): string => (taken.includes(wanted) ? freshName(`${wanted}_`, taken) : wanted);
