// Only what the target needs is read: unneeded steps, columns and sources fall away.
import type { Column, Plan, PlannedSource, PlannedStep, PlannedTarget, TypedExpr } from '../plan.ts';

/** The plan with the fewest columns that gives the same target. */
export const pruned = (sources: readonly PlannedSource[], steps: readonly PlannedStep[], result: string, target: PlannedTarget): Plan => {
  const needed = new Map<string, Set<string>>([[result, new Set(target.columns.map(({ name }) => name))]]);
  const kept = steps.toReversed().flatMap((step) => {
    const wanted = needed.get(step.name);
    if (wanted === undefined) return [];
    const narrow = narrowed(step, wanted);
    for (const { frame, columns } of readsOf(narrow)) needed.set(frame, new Set([...(needed.get(frame) ?? []), ...columns]));
    return [{ narrow, whole: step }];
  });
  const read = sources.flatMap((source) => {
    const wanted = needed.get(source.name);
    return wanted === undefined ? [] : [{ ...source, columns: atLeastOne(source.columns, wanted) }];
  });
  return { sources: read, steps: aligned(kept.toReversed(), read), result, target };
};

// count(*) needs rows, and a row has at least one column
const atLeastOne = <C extends Column>(columns: readonly C[], wanted: ReadonlySet<string>): readonly C[] => {
  const kept = columns.filter(({ name }) => wanted.has(name));
  return kept.length > 0 ? kept : columns.slice(0, 1);
};

const narrowed = (step: PlannedStep, wanted: ReadonlySet<string>): PlannedStep => {
  const columns = atLeastOne(step.columns, wanted);
  const stays = ({ name }: { readonly name: string }): boolean => columns.some((column) => column.name === name);
  switch (step.do) {
    case 'select':
      return { ...step, columns, computed: step.computed.filter(stays) };
    case 'filter':
    case 'top':
      return { ...step, columns };
    case 'join':
      return { ...step, columns, keep: step.keep.filter(({ as }) => stays({ name: as })) };
    case 'aggregate': {
      // keys make the groups, wanted or not
      const wantedCompute = step.compute.filter(stays);
      const compute = wantedCompute.length + step.by.length === 0 ? step.compute.slice(0, 1) : wantedCompute;
      const all = [...step.by, ...compute].map(({ name }) => name);
      return { ...step, compute, columns: step.columns.filter(({ name }) => all.includes(name)) };
    }
    case 'dedupe':
      // equal in the wanted columns is not equal in all
      return step.keys.length === 0 ? step : { ...step, columns };
  }
};

type Read = { readonly frame: string; readonly columns: readonly string[] };

const readsOf = (step: PlannedStep): readonly Read[] => {
  switch (step.do) {
    case 'select': {
      const own = names(step.computed);
      const through = names(step.columns).filter((name) => !own.includes(name));
      return [{ frame: step.input, columns: [...through, ...step.computed.flatMap(({ value }) => columnsIn(value))] }];
    }
    case 'filter':
      return [{ frame: step.input, columns: [...names(step.columns), ...columnsIn(step.where)] }];
    case 'join':
      return (['left', 'right'] as const).map((side) => ({
        frame: step[side],
        columns: [
          ...step.keep.filter((each) => each.side === side).map(({ column }) => column),
          ...step.on.flatMap((pair) => columnsIn(pair[side])),
        ],
      }));
    case 'aggregate':
      return [{ frame: step.input, columns: [...step.by, ...step.compute].flatMap(({ value }) => columnsIn(value)) }];
    case 'dedupe':
      return [
        { frame: step.input, columns: [...names(step.columns), ...step.keys, ...step.order.flatMap(({ value }) => columnsIn(value))] },
      ];
    case 'top':
      return [{ frame: step.input, columns: [...names(step.columns), ...step.by, ...step.order.flatMap(({ value }) => columnsIn(value))] }];
  }
};

/** Steps that hand their input's columns on hand on all that are left of them: dropping one again would be a step of its own. */
const aligned = (
  steps: readonly { readonly narrow: PlannedStep; readonly whole: PlannedStep }[],
  sources: readonly PlannedSource[],
): readonly PlannedStep[] => {
  const columns = new Map<string, readonly string[]>(sources.map((source) => [source.name, names(source.columns)]));
  return steps.map(({ narrow, whole }) => {
    const step = withInput(narrow, whole, (input) => columns.get(input) ?? []);
    columns.set(step.name, names(step.columns));
    return step;
  });
};

const withInput = (narrow: PlannedStep, whole: PlannedStep, left: (input: string) => readonly string[]): PlannedStep => {
  if (narrow.do === 'join' || narrow.do === 'aggregate') return narrow;
  const passed = left(narrow.input);
  if (narrow.do !== 'select') return { ...narrow, columns: whole.columns.filter(({ name }) => passed.includes(name)) };
  if (narrow.others === 'drop' || whole.do !== 'select') return narrow;
  const replaced = names(whole.computed);
  const own = names(narrow.computed);
  return { ...narrow, columns: whole.columns.filter(({ name }) => (replaced.includes(name) ? own : passed).includes(name)) };
};

const names = (all: readonly { readonly name: string }[]): readonly string[] => all.map(({ name }) => name);

/** Names of the input's columns that an expression reads. */
export const columnsIn = (value: TypedExpr | undefined): readonly string[] => {
  if (value === undefined) return [];
  switch (value.is) {
    case 'column':
      return [value.name];
    case 'key':
    case 'convert':
      return columnsIn(value.value);
    case 'literal':
      return [];
    case 'call':
      return value.args.flatMap(columnsIn);
    case 'aggregate':
      return [...value.args.flatMap(columnsIn), ...columnsIn(value.where)];
    case 'case':
      return [
        ...value.branches.flatMap(({ when, value: then }) => [...columnsIn(when), ...columnsIn(then)]),
        ...columnsIn(value.otherwise),
      ];
  }
};
