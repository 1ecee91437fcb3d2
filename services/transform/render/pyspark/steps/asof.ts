// asof as frames. Both inputs are laid in one row of time and each left row takes the last right one before it: sorting is all it costs, however many
// right rows lie before. A further condition between both needs every pair; only then they are joined.
import type { JoinPlan, Kept, SortKey, TypedExpr } from '../../../plan.ts';
import { columnName } from '../columns.ts';
import { rendererOf } from '../expression.ts';
import { atom, binary, bracketed, call, method, type Python, string } from '../python.ts';
import { conjunction, partners } from './partners.ts';
import { type Assignment, type Frames, freshColumn, row } from './parts.ts';

type Asof = NonNullable<JoinPlan['asof']>;

export const lastRows = (step: JoinPlan, frames: Frames): readonly Assignment[] => {
  const asof = timesOf(step);
  const names = namesFor(step, asof, frames);
  const variable = frames.variable(step.name);
  const [candidates, order] = [frames.fresh(`${frames.variable(step.right)}_in_time`), frames.fresh(`${variable}_order`)];
  const inTime = method(
    method(
      withColumns(atom(frames.variable(step.left)), names.added, names.isLeft),
      'unionByName',
      atom(candidates),
      atom('allowMissingColumns=True'),
    ),
    'withColumn',
    string(names.found),
    method(call('F.last', string(names.found), atom('ignorenulls=True')), 'over', atom(order)),
  );
  return [
    { variable: candidates, value: rightRows(step, asof, names, frames) },
    { variable: order, value: windowOf(asof, names) },
    { variable, value: method(method(inTime, 'filter', call('F.col', string(names.isLeft))), 'select', ...kept(step, names.found)) },
  ];
};

const timesOf = (step: JoinPlan): Asof => {
  if (step.asof === undefined) throw new Error(`${step.name} has no times`);
  return step.asof;
};

/** How keys and time are called in both inputs: as on the left, where they are plain columns there. */
type InTime = {
  readonly keys: readonly string[];
  readonly time: string;
  readonly isLeft: string;
  readonly found: string;
  /** Columns that the left input does not have yet. */
  readonly added: readonly (readonly [string, TypedExpr])[];
};

const namesFor = (step: JoinPlan, asof: Asof, frames: Frames): InTime => {
  const columns: { readonly name: string }[] = [...frames.columns(step.left)];
  const fresh = (wanted: string): string => {
    const name = freshColumn(wanted, columns);
    columns.push({ name });
    return name;
  };
  const used = new Set<string>();
  const added: (readonly [string, TypedExpr])[] = [];
  const nameOf = (value: TypedExpr, wanted: string): string => {
    const name = value.is === 'column' && !used.has(value.name) ? value.name : fresh(wanted);
    if (value.is !== 'column' || used.has(value.name)) added.push([name, value]);
    used.add(name);
    return name;
  };
  const keys = step.on.map(({ left }) => nameOf(left, 'key'));
  const time = nameOf(asof.left, 'time');
  return { keys, time, isLeft: fresh('is_left'), found: fresh('found'), added };
};

const withColumns = (frame: Python, added: InTime['added'], isLeft: string): Python => {
  const entries = [...added.map(([name, value]) => [name, row.column(value)] as const), [isLeft, call('F.lit', atom('True'))] as const];
  return entries.length === 1
    ? method(frame, 'withColumn', string(isLeft), call('F.lit', atom('True')))
    : method(frame, 'withColumns', { is: 'dict', entries });
};

/** Rows that may be found, under the left side's names; what is wanted of them is one value. */
const rightRows = (step: JoinPlan, asof: Asof, { keys, time, found }: InTime, frames: Frames): Python => {
  const frame = atom(frames.variable(step.right));
  const present = [...step.on.filter((pair) => !pair.nullsMatch).map(({ right }) => right), asof.right].filter((value) => value.nullable);
  const rows =
    present.length === 0
      ? frame
      : method(frame, 'filter', conjunction(present.map((value) => method(bracketed(row.column(value)), 'isNotNull'))));
  const alias = (value: TypedExpr, as: string): Python =>
    value.is === 'column' && value.name === as ? string(columnName(as)) : method(bracketed(row.column(value)), 'alias', string(as));
  return method(
    rows,
    'select',
    ...step.on.map(({ right }, at) => alias(right, keys[at] ?? '')),
    alias(asof.right, time),
    method(call('F.struct', ...wantedColumns(step, asof, frames).map((name) => string(columnName(name)))), 'alias', string(found)),
  );
};

const wantedColumns = (step: JoinPlan, asof: Asof, frames: Frames): readonly string[] => {
  const read = [...step.keep.flatMap(rightColumns), ...tiesOf(asof).flatMap(({ value }) => (value.is === 'column' ? [value.name] : []))];
  const all = frames.columns(step.right).map(({ name }) => name);
  const wanted = all.filter((name) => read.includes(name));
  return wanted.length > 0 ? wanted : all.slice(0, 1);
};

const rightColumns = (each: Kept): readonly string[] => {
  if (each.side !== 'both') return each.side === 'right' ? [each.column] : [];
  return each.value.is === 'call' ? each.value.args.flatMap(rightColumnsIn) : [];
};
const rightColumnsIn = (value: TypedExpr): readonly string[] =>
  value.is === 'convert' ? rightColumnsIn(value.value) : value.is === 'column' && value.side === 'right' ? [value.name] : [];

/** What decides among right rows of one time. */
const tiesOf = ({ order }: Asof): readonly SortKey[] => order.slice(1);

/** Left rows stand behind the right rows of their time; those without a time before all. The first of equals by the order asked stands last. */
const windowOf = (asof: Asof, { keys, time, found, isLeft }: InTime): Python => {
  const inside = rendererOf('right', inFound(found));
  const order = [
    method(call('F.col', string(columnName(time))), 'asc_nulls_first'),
    method(call('F.col', string(columnName(isLeft))), 'asc_nulls_first'),
    ...tiesOf(asof).map(({ value, direction, nulls }) =>
      method(bracketed(inside.column(value)), `${direction === 'asc' ? 'desc' : 'asc'}_nulls_${nulls === 'first' ? 'last' : 'first'}`),
    ),
  ];
  const sorted =
    keys.length === 0
      ? call('Window.orderBy', ...order)
      : method(call('Window.partitionBy', ...keys.map((key) => string(columnName(key)))), 'orderBy', ...order);
  return method(sorted, 'rowsBetween', atom('Window.unboundedPreceding'), atom('Window.currentRow'));
};

const inFound =
  (found: string) =>
  (name: string, side?: 'left' | 'right'): string =>
    side === 'right' ? `${columnName(found)}.${columnName(name)}` : columnName(name);

const kept = (step: JoinPlan, found: string): readonly Python[] => {
  const nameOf = inFound(found);
  const columns = step.keep.map((each) => {
    if (each.side === 'both') return method(bracketed(rendererOf(undefined, nameOf).column(each.value)), 'alias', string(each.as));
    if (each.side === 'left' && each.column === each.as) return string(columnName(each.as));
    return method(call('F.col', string(nameOf(each.column, each.side))), 'alias', string(each.as));
  });
  const matched = method(call('F.col', string(columnName(found))), 'isNotNull');
  return step.matchedAs === undefined ? columns : [...columns, method(matched, 'alias', string(step.matchedAs))];
};

/** Equal left rows find the same row, so they share a rank; right rows that are equal are one. */
export const lastRowsByCondition = (step: JoinPlan, frames: Frames): readonly Assignment[] => {
  const asof = timesOf(step);
  const variable = frames.variable(step.name);
  const order = frames.fresh(`${variable}_order`);
  const place = freshColumn('place', [...frames.columns(step.left), ...frames.columns(step.right)]);
  const there = freshColumn('is_there', frames.columns(step.right));
  const left = method(atom(frames.variable(step.left)), 'alias', string('left'));
  const right = method(method(atom(frames.variable(step.right)), 'distinct'), 'withColumn', string(there), call('F.lit', atom('True')));
  const inTime = binary(rendererOf('right').column(asof.right), '<=', rendererOf('left').column(asof.left));
  const pairs = method(left, 'join', method(right, 'alias', string('right')), conjunction([...partners(step), inTime]), string('left'));
  const ranked = method(pairs, 'withColumn', string(place), method(call('F.rank'), 'over', atom(order)));
  const first = method(ranked, 'filter', binary(call('F.col', string(place)), '==', atom('1')));
  const columns = step.keep.map((each) => {
    if (each.side === 'both') return method(bracketed(rendererOf().column(each.value)), 'alias', string(each.as));
    const name = columnName(each.column, each.side);
    return each.column === each.as ? string(name) : method(call('F.col', string(name)), 'alias', string(each.as));
  });
  const matched = method(method(call('F.col', string(columnName(there, 'right'))), 'isNotNull'), 'alias', string(step.matchedAs ?? ''));
  return [
    {
      variable: order,
      value: method(
        call('Window.partitionBy', ...frames.columns(step.left).map(({ name }) => string(columnName(name, 'left')))),
        'orderBy',
        ...asof.order.map(({ value, direction, nulls }) =>
          method(bracketed(rendererOf('right').column(value)), `${direction}_nulls_${nulls}`),
        ),
      ),
    },
    { variable, value: method(first, 'select', ...columns, ...(step.matchedAs === undefined ? [] : [matched])) },
  ];
};
