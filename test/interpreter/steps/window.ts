// window: columns that look at the other rows of a partition.
import type { WindowStep } from '../../../contracts/generated/types.ts';
import { decimalOf, negativeOf, sumOf } from '../decimals.ts';
import { expressionOf } from '../expression.ts';
import { dayIn } from '../functions/times.ts';
import { allColumns, compareRows, groupsBy, type SortKey, sorted, sortKeysOf } from '../order.ts';
import { extended, type Frame, type Row } from '../rows.ts';
import { rowScope, type Scope, type SpecScope, valueIn, type WindowScope } from '../scope.ts';
import { exactOf, type Here, type Typed } from '../typed.ts';
import { isExact, isFloat } from '../types.ts';
import { compare, type Value } from '../values.ts';
import type { StepContext } from './step.ts';

type Asked = WindowStep['compute'][number];

export const windowed = (step: WindowStep, { input, spec }: StepContext): Frame =>
  inTurns(step.compute).reduce((frame, asked) => withColumns(frame, asked, spec), input(step.input));

const withColumns = (frame: Frame, asked: readonly Asked[], spec: SpecScope): Frame => {
  const computed = asked.map((each) => columnOver(each, frame, spec));
  return {
    columns: [...frame.columns, ...computed.map(({ name, value }) => ({ name, type: value.type }))],
    rows: frame.rows.map((row) =>
      extended(row, new Map(computed.map(({ name, value, placeOf }) => [name, () => value.value(placeOf(row))]))),
    ),
  };
};

/**
 * Rows that are equal in all columns have no order. Columns that sort differently are therefore computed one after the other, and those after the first see
 * what came out before. Columns that no single place decides go with the first.
 */
const inTurns = (compute: readonly Asked[]): readonly (readonly Asked[])[] => {
  const sorts = [...new Set(compute.map(sortOf).filter((sort) => sort !== undefined))];
  const [first, ...more] = sorts;
  const with1st = compute.filter((asked) => sortOf(asked) === undefined || sortOf(asked) === first);
  return [with1st, ...more.map((sort) => compute.filter((asked) => sortOf(asked) === sort))];
};

const sortOf = ({ expr, partition, order, frame }: Asked): string | undefined => {
  const isPlaced = /\w\s*\(/.test(expr.replace(/\b(?:dense_)?rank\s*\(\s*\)/gi, ''));
  return order.length === 0 || frame?.unit === 'range' || !isPlaced ? undefined : JSON.stringify([partition, order]);
};

type Over = { readonly name: string; readonly value: Typed; readonly placeOf: (row: Row) => Here };

const columnOver = (asked: Asked, frame: Frame, spec: SpecScope): Over => {
  const scope = rowScope(frame.columns, spec);
  const order = sortKeysOf(asked.order, scope);
  const window: WindowScope = {
    arePeers: ({ rows }, a, b) => compareRows(rows[a] as Row, rows[b] as Row, order) === 0,
    frame: (here) => frameOf(asked, order, here),
  };
  const over: Scope = {
    ...scope,
    window,
    over: { inner: scope, rows: (here) => here.rows.slice(...window.frame(here)), columns: frame.columns },
  };
  let places: ReadonlyMap<Row, Here> | undefined;
  return {
    name: asked.name,
    value: expressionOf(asked.expr, over),
    placeOf: (row) => {
      places ??= placesIn(frame, asked.partition, [...order, ...allColumns(frame.columns)]);
      return places.get(row) as Here;
    },
  };
};

/** Where each row stands in its partition. */
const placesIn = (frame: Frame, partition: readonly string[], order: readonly SortKey[]): ReadonlyMap<Row, Here> =>
  new Map(
    groupsBy(frame.rows, (row) => partition.map(row)).flatMap((group) => {
      const rows = sorted(group, order);
      return rows.map((row, at): readonly [Row, Here] => [row, { row, rows, at }]);
    }),
  );

/** Without an order all rows count, with one those from the first to the current row. */
const frameOf = ({ frame }: Asked, order: readonly SortKey[], here: Here): readonly [number, number] => {
  const { rows, at } = here;
  if (frame === undefined) return order.length === 0 ? [0, rows.length] : [0, at + 1];
  const { unit, from, to } = frame;
  if (unit === 'rows') {
    const start = from === 'start' ? 0 : Math.max(0, at + from);
    const end = to === 'end' ? rows.length : Math.min(rows.length, at + to + 1);
    return [start, Math.max(start, end)];
  }
  const lies = rows.map((row) => liesAt(row, here.row, order));
  const start = from === 'start' ? 0 : lies.findIndex((distance) => distance(from) >= 0);
  const last = to === 'end' ? rows.length - 1 : lies.findLastIndex((distance) => distance(to) <= 0);
  return start < 0 || last < start ? [0, 0] : [start, last + 1];
};

/** Whether a row stands before (-1), at (0) or behind (1) the place so far away from the current row. */
const liesAt = (row: Row, current: Row, order: readonly SortKey[]): ((distance: number) => number) => {
  const [key] = order;
  if (key === undefined) return () => 0;
  const [mine, theirs] = [valueIn(current, key.value), valueIn(row, key.value)];
  // no distance is measured from or to NULL: NULLs are at the place of each other
  if (mine === null || theirs === null || order.length > 1) return () => compareRows(row, current, order);
  const sign = key.descending ? -1 : 1;
  return (distance) => compare(theirs, moved(mine, key.value.type, distance * sign)) * sign;
};

/** Numbers in their own unit, dates by days, times by seconds. */
const moved = (value: Value, type: string, by: number): Value => {
  if (isFloat(type)) return (value as number) + by;
  if (type === 'date') return dayIn(value, type) + BigInt(by);
  if (isExact(type)) {
    const shift = by < 0 ? negativeOf(decimalOf(String(-by))) : decimalOf(String(by));
    const sum = sumOf(exactOf(value), shift);
    return typeof value === 'bigint' ? sum.unscaled : sum;
  }
  return typeof value === 'bigint' ? value + BigInt(by) * 1_000_000n : value;
};
