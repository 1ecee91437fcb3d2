// Steps as statements over named frames.
import type {
  AggregatePlan,
  Column,
  DedupePlan,
  FilterPlan,
  JoinPlan,
  PlannedStep,
  SelectPlan,
  SortKey,
  TopPlan,
  TypedExpr,
} from '../../plan.ts';
import { columnName } from './columns.ts';
import { rendererOf } from './expression.ts';
import { atom, binary, bracketed, call, method, type Python, string } from './python.ts';

/** What a step needs to know of its surroundings. */
export type Frames = {
  /** Python variable of a source or step. */
  readonly variable: (frame: string) => string;
  readonly columns: (frame: string) => readonly Column[];
  /** A variable that nothing else has. */
  readonly fresh: (wanted: string) => string;
};
export type Assignment = { readonly variable: string; readonly value: Python };

const row = rendererOf();

export const stepStatements = (step: PlannedStep, frames: Frames): readonly Assignment[] => {
  const variable = frames.variable(step.name);
  switch (step.do) {
    case 'select':
      return [{ variable, value: selected(step, frames) }];
    case 'filter':
      return [{ variable, value: filtered(step, frames) }];
    case 'join':
      return [{ variable, value: joined(step, frames) }];
    case 'aggregate':
      return [{ variable, value: aggregated(step, frames) }];
    case 'dedupe':
      return step.keys.length === 0 ? [{ variable, value: method(input(step, frames), 'distinct') }] : firstRows(step, frames);
    case 'top':
      return step.by.length === 0 && step.ties === 'break' ? [{ variable, value: limited(step, frames) }] : firstRows(step, frames);
  }
};

const input = (step: { readonly input: string }, frames: Frames): Python => atom(frames.variable(step.input));

const selected = (step: SelectPlan, frames: Frames): Python => {
  const computed = new Map(step.computed.map(({ name, value }) => [name, value]));
  const passed = frames.columns(step.input).map(({ name }) => name);
  if (step.others === 'drop' || computed.size === 0) {
    const columns = step.columns.map(({ name }) => {
      const value = computed.get(name);
      return value === undefined ? string(columnName(name)) : named(value, name);
    });
    return method(input(step, frames), 'select', ...columns);
  }
  const dropped = passed.filter((name) => !step.columns.some((column) => column.name === name));
  const entries = step.computed.map(({ name, value }) => [name, row.column(value)] as const);
  const [only] = entries;
  const changed =
    entries.length === 1 && only !== undefined
      ? method(input(step, frames), 'withColumn', string(only[0]), only[1])
      : method(input(step, frames), 'withColumns', { is: 'dict', entries });
  return dropped.length === 0 ? changed : method(changed, 'drop', ...dropped.map(string));
};

/** A column under a name; its own name needs no alias. */
const named = (value: TypedExpr, name: string): Python =>
  value.is === 'column' && value.name === name ? string(columnName(name)) : method(bracketed(row.column(value)), 'alias', string(name));

const filtered = (step: FilterPlan, frames: Frames): Python => method(input(step, frames), 'filter', row.column(step.where));

const kinds = { inner: 'inner', left: 'left', right: 'right', full: 'full', semi: 'left_semi', anti: 'left_anti' } as const;

const joined = (step: JoinPlan, frames: Frames): Python => {
  const left = method(atom(frames.variable(step.left)), 'alias', string('left'));
  const right = method(atom(frames.variable(step.right)), 'alias', string('right'));
  const keys = step.on.map((pair) => binary(rendererOf('left').column(pair.left), '==', rendererOf('right').column(pair.right)));
  const together =
    step.kind === 'cross' ? method(left, 'crossJoin', right) : method(left, 'join', right, conjunction(keys), string(kinds[step.kind]));
  return method(together, 'select', ...keptColumns(step, frames));
};

const conjunction = (keys: readonly Python[]): Python =>
  (keys.length === 1 ? keys : keys.map(bracketed)).reduce((left, right) => binary(left, '&', right));

/** A side that is kept whole, in its own order, is kept by its star. */
const keptColumns = (step: JoinPlan, frames: Frames): readonly Python[] =>
  (['left', 'right'] as const)
    .toSorted((a, b) => step.keep.findIndex(({ side }) => side === a) - step.keep.findIndex(({ side }) => side === b))
    .reduce<readonly Python[] | undefined>((found, side) => found && starOf(step, side, frames, found), isSplit(step) ? undefined : []) ??
  step.keep.map(keptColumn);

const keptColumn = ({ side, column, as }: JoinPlan['keep'][number]): Python => {
  const name = columnName(column, side);
  return column === as ? string(name) : method(call('F.col', string(name)), 'alias', string(as));
};

/** Columns of the sides take turns. */
const isSplit = ({ keep }: JoinPlan): boolean => keep.filter(({ side }, at) => at > 0 && side !== keep[at - 1]?.side).length > 1;

const starOf = (step: JoinPlan, side: 'left' | 'right', frames: Frames, before: readonly Python[]): readonly Python[] => {
  const kept = step.keep.filter((each) => each.side === side);
  const all = frames.columns(step[side]);
  const isWhole =
    kept.length === all.length && all.length > 1 && kept.every(({ column, as }, at) => column === as && column === all[at]?.name);
  return [...before, ...(isWhole ? [string(`${side}.*`)] : kept.map(keptColumn))];
};

const aggregated = (step: AggregatePlan, frames: Frames): Python => {
  const keys = step.by.map(({ name, value }) => named(value, name));
  if (step.compute.length === 0) return method(method(input(step, frames), 'select', ...keys), 'distinct');
  const compute = step.compute.map(({ name, value }) => method(bracketed(row.column(value)), 'alias', string(name)));
  const groups = keys.length === 0 ? input(step, frames) : method(input(step, frames), 'groupBy', ...keys);
  return method(groups, 'agg', ...compute);
};

const limited = (step: TopPlan, frames: Frames): Python =>
  method(method(input(step, frames), 'orderBy', ...step.order.map(sortItem)), 'limit', atom(String(step.n)));

/** The first rows of each group by a window. */
const firstRows = (step: DedupePlan | TopPlan, frames: Frames): readonly Assignment[] => {
  const groups = step.do === 'dedupe' ? step.keys : step.by;
  const ties = step.do === 'top' && step.ties === 'keep';
  const window = frames.fresh(`${frames.variable(step.name)}_order`);
  const place = freshColumn('place', step.columns);
  const order = step.order.map(sortItem);
  const partition = groups.length === 0 ? undefined : call('Window.partitionBy', ...groups.map((name) => string(columnName(name))));
  const sorted =
    partition === undefined
      ? call('Window.orderBy', ...order)
      : order.length === 0
        ? method(partition, 'orderBy', call('F.lit', atom('1')))
        : method(partition, 'orderBy', ...order);
  const ranked = method(
    input(step, frames),
    'withColumn',
    string(place),
    method(call(ties ? 'F.rank' : 'F.row_number'), 'over', atom(window)),
  );
  const n = step.do === 'dedupe' ? 1 : step.n;
  const isFirst = binary(call('F.col', string(columnName(place))), n === 1 ? '==' : '<=', atom(String(n)));
  return [
    { variable: window, value: sorted },
    { variable: frames.variable(step.name), value: method(method(ranked, 'filter', isFirst), 'drop', string(place)) },
  ];
};

const sortItem = ({ value, direction, nulls }: SortKey): Python => method(bracketed(row.column(value)), `${direction}_nulls_${nulls}`);

const freshColumn = (wanted: string, columns: readonly Column[]): string =>
  columns.some(({ name }) => name.toLowerCase() === wanted) ? freshColumn(`${wanted}_`, columns) : wanted;
