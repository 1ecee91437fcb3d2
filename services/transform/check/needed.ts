// Only what the target needs is read: unneeded steps, columns and sources fall away.
import type {
  Column,
  Computed,
  FillPlan,
  JoinPlan,
  Plan,
  PlannedSource,
  PlannedStep,
  PlannedTarget,
  SetPlan,
  Side,
  TypedExpr,
  UnpivotPlan,
  WalkPlan,
} from '../plan.ts';
import { expressionsOf, nodesOf } from '../plan-walk.ts';

/** The plan with the fewest columns that gives the same target. */
export const pruned = (
  sources: readonly PlannedSource[],
  steps: readonly PlannedStep[],
  result: string,
  target: PlannedTarget,
): Omit<Plan, 'census'> => ({ ...neededFor(new Map([[result, target.columns.map(({ name }) => name)]]), sources, steps), result, target });

/** The fewest sources, steps and columns that give these columns of these frames. */
export const neededFor = (
  wantedColumns: ReadonlyMap<string, readonly string[]>,
  sources: readonly PlannedSource[],
  steps: readonly PlannedStep[],
): Pick<Plan, 'sources' | 'steps'> => {
  const needed = new Map<string, ReadonlySet<string>>([...wantedColumns].map(([frame, columns]) => [frame, new Set(columns)]));
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
  return { sources: read, steps: aligned(kept.toReversed(), read) };
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
    case 'select': {
      const computed = step.computed.filter(stays);
      return { ...step, columns, computed, lets: neededLets(step.lets, computed) };
    }
    case 'filter':
      return { ...step, columns };
    case 'top':
      return { ...step, columns, rankAs: kept(step.rankAs, wanted) };
    case 'join':
      return { ...step, columns, keep: step.keep.filter(({ as }) => stays({ name: as })), matchedAs: kept(step.matchedAs, wanted) };
    case 'aggregate': {
      // keys make the groups, wanted or not
      const wantedCompute = step.compute.filter(stays);
      const compute = wantedCompute.length + step.by.length === 0 ? step.compute.slice(0, 1) : wantedCompute;
      const levelAs = kept(step.levelAs, wanted);
      const all = [...[...step.by, ...compute].map(({ name }) => name), ...(levelAs === undefined ? [] : [levelAs])];
      return { ...step, compute, levelAs, columns: step.columns.filter(({ name }) => all.includes(name)) };
    }
    case 'window':
      return { ...step, columns, computed: step.computed.filter(stays) };
    case 'dedupe':
      // equal in the wanted columns is not equal in all
      return step.keys.length === 0 ? step : { ...step, columns };
    case 'union':
      return step.rows === 'distinct' ? step : withColumns(step, columns);
    case 'fill':
      return narrowedFill(step, columns, stays);
    case 'unpivot':
      return narrowedUnpivot(step, stays);
    case 'unnest':
      return { ...step, columns: step.columns.filter(({ name }) => name === step.as || name === step.positionAs || stays({ name })) };
    case 'walk':
      return narrowedWalk(step, stays);
    // equality of whole rows, and a single column
    case 'intersect':
    case 'except':
    case 'sequence':
      return step;
  }
};

const kept = (name: string | undefined, wanted: ReadonlySet<string>): string | undefined =>
  name !== undefined && wanted.has(name) ? name : undefined;

const neededLets = (lets: readonly Computed[], computed: readonly Computed[]): readonly Computed[] => {
  const read = new Set(computed.flatMap(({ value }) => columnsIn(value)));
  return lets
    .toReversed()
    .filter(({ name, value }) => {
      if (read.has(name)) for (const column of columnsIn(value)) read.add(column);
      return read.has(name);
    })
    .toReversed();
};

const withColumns = (step: SetPlan, columns: readonly Column[]): SetPlan => ({
  ...step,
  columns,
  inputs: step.inputs.map((input) => ({
    ...input,
    columns: input.columns.filter(({ name }) => columns.some((each) => each.name === name)),
  })),
});

/** Where nothing looks back any more, no order is read. */
const narrowedFill = (step: FillPlan, columns: readonly Column[], stays: (fill: { readonly name: string }) => boolean): FillPlan => {
  const fills = step.fills.filter(stays);
  const looksBack = fills.some((fill) => fill.with === 'previous');
  return { ...step, columns, fills, ...(!looksBack && { partition: [], order: [] }) };
};

/** Label and value are made together. */
const narrowedUnpivot = (step: UnpivotPlan, stays: (column: { readonly name: string }) => boolean): UnpivotPlan => ({
  ...step,
  columns: step.columns.filter(({ name }) => name === step.nameAs || name === step.valueAs || stays({ name })),
  keep: step.keep.filter((name) => stays({ name })),
});

/** Id, parent and level are what it goes by. */
const narrowedWalk = (step: WalkPlan, stays: (column: { readonly name: string }) => boolean): WalkPlan => ({
  ...step,
  columns: step.columns.filter(({ name }) => name === step.id || name === step.parent || name === step.levelAs || stays({ name })),
  carry: step.carry.filter(({ as }) => stays({ name: as })),
  pathAs: step.pathAs !== undefined && stays({ name: step.pathAs }) ? step.pathAs : undefined,
});

/** Columns that a walk makes itself. */
const isMade = (step: WalkPlan, name: string): boolean =>
  name === step.levelAs || name === step.pathAs || step.carry.some(({ as }) => as === name);

type Read = { readonly frame: string; readonly columns: readonly string[] };

const readsOf = (step: PlannedStep): readonly Read[] => [...rowsRead(step), ...scalarsRead(step)];

const scalarsRead = (step: PlannedStep): readonly Read[] =>
  expressionsOf(step)
    .flatMap(nodesOf)
    .flatMap((node) => (node.is === 'scalar' ? [{ frame: node.frame, columns: [node.column] }] : []));

const rowsRead = (step: PlannedStep): readonly Read[] => {
  const read = expressionsOf(step).flatMap((value) => columnsIn(value));
  switch (step.do) {
    case 'select': {
      const own = [...names(step.computed), ...names(step.lets)];
      const through = names(step.columns).filter((name) => !own.includes(name));
      return [{ frame: step.input, columns: [...through, ...read.filter((name) => !names(step.lets).includes(name))] }];
    }
    case 'filter':
      return [{ frame: step.input, columns: [...names(step.columns), ...read] }];
    case 'join':
      return (['left', 'right'] as const).map((side) => ({ frame: step[side], columns: sideRead(step, side) }));
    case 'aggregate':
      return [{ frame: step.input, columns: read }];
    case 'window':
      return [{ frame: step.input, columns: [...names(step.columns).filter((name) => !names(step.computed).includes(name)), ...read] }];
    case 'dedupe':
      return [{ frame: step.input, columns: [...names(step.columns), ...step.keys, ...read] }];
    case 'top':
      return [{ frame: step.input, columns: [...names(step.columns).filter((name) => name !== step.rankAs), ...step.by, ...read] }];
    case 'union':
    case 'intersect':
    case 'except':
      return step.inputs.map(({ frame, columns }) => ({ frame, columns: columns.flatMap(({ value }) => columnsIn(value)) }));
    case 'unpivot':
      return [{ frame: step.input, columns: [...step.keep, ...read] }];
    case 'unnest': {
      const through = names(step.columns).filter((name) => name !== step.as && name !== step.positionAs);
      return [{ frame: step.input, columns: [...through, step.column] }];
    }
    case 'fill':
      return [{ frame: step.input, columns: [...names(step.columns), ...step.partition, ...read] }];
    case 'walk': {
      const through = names(step.columns).filter((name) => !isMade(step, name));
      return [{ frame: step.input, columns: [...through, step.id, step.parent, ...step.carry.map(({ column }) => column), ...read] }];
    }
    case 'sequence':
      return [];
  }
};

const sideRead = (step: JoinPlan, side: Side): readonly string[] => [
  ...step.keep.flatMap((each) => (each.side === side ? [each.column] : each.side === 'both' ? columnsIn(each.value, side) : [])),
  ...step.on.flatMap((pair) => columnsIn(pair[side])),
  ...columnsIn(step.condition, side),
  ...columnsIn(step.asof?.[side]),
  ...(side === 'right' ? (step.asof?.order ?? []).flatMap(({ value }) => columnsIn(value)) : []),
];

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
  switch (narrow.do) {
    case 'filter':
    case 'dedupe':
    case 'fill':
      return { ...narrow, columns: passedOn(whole, left(narrow.input), []) };
    case 'top':
      return { ...narrow, columns: passedOn(whole, left(narrow.input), narrow.rankAs === undefined ? [] : [narrow.rankAs]) };
    case 'window':
      return { ...narrow, columns: passedOn(whole, left(narrow.input), names(narrow.computed)) };
    case 'select': {
      if (narrow.others === 'drop' || whole.do !== 'select') return narrow;
      const replaced = names(whole.computed);
      const [own, passed] = [names(narrow.computed), left(narrow.input)];
      return { ...narrow, columns: whole.columns.filter(({ name }) => (replaced.includes(name) ? own : passed).includes(name)) };
    }
    default:
      return narrow;
  }
};

const passedOn = (whole: PlannedStep, passed: readonly string[], made: readonly string[]): readonly Column[] =>
  whole.columns.filter(({ name }) => passed.includes(name) || made.includes(name));

const names = (all: readonly { readonly name: string }[]): readonly string[] => all.map(({ name }) => name);

/** Names of the input's columns that an expression reads; of one side of a join those that carry that side. */
export const columnsIn = (value: TypedExpr | undefined, side?: Side): readonly string[] =>
  value === undefined
    ? []
    : nodesOf(value).flatMap((node) => {
        if (node.is === 'column') return node.side === side ? [node.name] : [];
        return node.is === 'window' ? node.partition : [];
      });
