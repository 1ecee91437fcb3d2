// What a join leaves of the keys of its inputs, and which columns it may leave NULL.
import type { JoinPlan, Side, TypedExpr } from '../../../plan.ts';
import { type Frame, isUnique, renamedKeys } from '../../frames.ts';
import type { KeptColumn } from './kept.ts';
import type { Join } from './one-join.ts';
import type { Pair } from './partners.ts';

type Keys = Pick<Frame, 'unique' | 'determines'>;

/** Whether rows without a partner leave the columns of this side NULL. */
export const mayMiss = (kind: JoinPlan['kind'], side: Side): boolean =>
  kind === 'full' || ((kind === 'left' || kind === 'asof') && side === 'right') || (kind === 'right' && side === 'left');

/** Whether a row of the other side meets at most one row of this one: a further condition leaves partners out and adds none. */
export const meetsOne = (frame: Frame, side: Side, on: readonly Pair[]): boolean =>
  isUnique(
    frame,
    on.flatMap((pair) => columnOf(pair[side]) ?? []),
  );

export const keysOfJoin = (join: Join): Keys => {
  const { kind, on, left, right, keep } = join;
  const [ofLeft, ofRight] = [renamed(left, 'left', join), renamed(right, 'right', join)];
  // `expect` is a promise, counted when the job runs: an order that is complete only by a promise would depend on luck
  const once = meetsOne(right, 'right', on) || kind === 'semi' || kind === 'anti' || kind === 'asof';
  // rows without a partner have no key of the other side, so several look the same by it
  const byLeft = once && !mayMiss(kind, 'left') ? ofLeft.unique : [];
  const byRight = kind !== 'anti' && meetsOne(left, 'left', on) && !mayMiss(kind, 'right') ? ofRight.unique : [];
  const byBoth = ofLeft.unique.flatMap((a) => ofRight.unique.map((b) => [...new Set([...a, ...b])]));
  // a row without a partner is alone with its key
  const pairs = kind === 'inner' || kind === 'cross' || kind === 'left' || kind === 'right' ? byBoth : [];
  return {
    unique: [...byLeft, ...byRight, ...pairs, ...bothKeys(join)],
    determines: [...determined(left, 'left', join), ...determined(right, 'right', join), ...rightByLeft(join, keep)],
  };
};

/** Columns that an outer join may leave NULL, with the join's name. */
export const optionalColumns = ({ name, kind, left, right, keep }: Join): Frame['optional'] =>
  new Map(
    keep.flatMap((each) => {
      if (each.side === 'both') return [];
      const join = mayMiss(kind, each.side) ? name : (each.side === 'left' ? left : right).optional.get(each.column.name);
      return join === undefined ? [] : [[each.as, join] as const];
    }),
  );

/** Rows without a partner agree in the NULLs of the other side, and must not look like a row that has NULL in all of its key. */
const determined = (frame: Frame, side: Side, join: Join): Keys['determines'] => {
  const isPresent = (name: string): boolean => frame.columns.some((column) => column.name === name && !column.nullable);
  const determines = mayMiss(join.kind, side) ? frame.determines.filter(({ by }) => by.some(isPresent)) : frame.determines;
  return renamed({ ...frame, determines }, side, join).determines;
};

/** Where a key pair finds at most one right row, the left keys say what it holds. */
const rightByLeft = ({ kind, on, right, condition }: Join, keep: readonly KeptColumn[]): Keys['determines'] => {
  if (kind === 'asof' || kind === 'right' || kind === 'full' || condition !== undefined || on.length === 0) return [];
  if (!meetsOne(right, 'right', on)) return [];
  const by = on.map((pair) => keep.find((each) => each.side === 'left' && each.column.name === columnOf(pair.left))?.as);
  if (!by.every((name) => name !== undefined)) return [];
  return [{ by, columns: keep.flatMap((each) => (each.side === 'right' ? [each.as] : [])) }];
};

/**
 * A full join on the keys of both sides, each pair of them made one column: rows of one key have met. NULL keys do not meet, so where both sides may
 * have one they stand twice.
 */
const bothKeys = ({ kind, on, condition, left, right, keep }: Join): Frame['unique'] => {
  if (kind !== 'full' || condition !== undefined || on.length === 0) return [];
  if (!meetsOne(left, 'left', on) || !meetsOne(right, 'right', on)) return [];
  const names = on.map((pair) => {
    const isSafe = pair.nullsMatch || !pair.left.nullable || !pair.right.nullable;
    return isSafe ? keep.find((each) => isMadeOf(each, pair))?.as : undefined;
  });
  return names.every((name) => name !== undefined) ? [names] : [];
};

const isMadeOf = (kept: KeptColumn, pair: Pair): boolean =>
  kept.side === 'both' && kept.left.name === columnOf(pair.left) && kept.right.name === columnOf(pair.right);

/** Under which name a column of a side lives on: also as the one column made of a key pair, where that always holds this side's value. */
const renamed = (frame: Frame, side: Side, { kind, on, keep }: Join): Keys =>
  renamedKeys(frame, (old) => {
    const own = keep.find((each) => each.side === side && each.column.name === old);
    if (own !== undefined) return own.as;
    return keep.find(
      (each) =>
        each.side === 'both' &&
        each[side].name === old &&
        isAlways(each, side, kind) &&
        (side === 'left' || on.some((pair) => isMadeOf(each, pair))),
    )?.as;
  });

const isAlways = (kept: Extract<KeptColumn, { side: 'both' }>, side: Side, kind: JoinPlan['kind']): boolean => {
  if (mayMiss(kind, side) || kept.left.type !== kept.right.type) return false;
  return side === 'left' ? !kept.left.nullable : kind === 'right' || kind === 'inner';
};

/** A key that was only widened tells the same rows apart, but for large numbers as floats. */
const columnOf = (value: TypedExpr): string | undefined => {
  if (value.is === 'convert' && value.how === 'widen' && value.type !== 'double') return columnOf(value.value);
  return value.is === 'column' ? value.name : undefined;
};
