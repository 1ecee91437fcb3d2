// The columns that a join gives: from one side, or made of both.
import type { Column, Side, TypedExpr } from '../../../plan.ts';
import { unify } from '../../coerce.ts';
import { type Context, checkNames, columnOf, type Frame } from '../../frames.ts';
import { built } from '../../operators.ts';
import { unknownType } from '../../types.ts';
import { mayMiss } from './join-keys.ts';
import type { JoinParts } from './one-join.ts';

export type KeptColumn =
  | { readonly side: Side; readonly column: Column; readonly as: string }
  | { readonly side: 'both'; readonly left: Column; readonly right: Column; readonly value: TypedExpr; readonly as: string };

type Placed = { readonly kept: KeptColumn; readonly path: string };

/** In the order of the output: columns of both sides first, then the kept ones. Undefined when something is wrong. */
export const checkKept = (
  parts: JoinParts,
  left: Frame,
  right: Frame,
  path: string,
  context: Context,
): readonly KeptColumn[] | undefined => {
  const both = (parts.coalesce ?? []).map((each, at) => coalesced(each, parts, left, right, `${path}/coalesce/${at}`, context));
  const single = parts.keep.flatMap((each, at) => ofSide(each, parts, left, right, `${path}/${each.at ?? `keep/${at}`}`, context));
  const all = [...both, ...single];
  if (!all.every((each) => each !== undefined)) return undefined;
  const matched = parts.matched_as === undefined ? [] : [{ name: parts.matched_as, path: `${path}/matched_as` }];
  const names = [...all.map(({ kept: { as }, path: at }) => ({ name: as, path: at })), ...matched];
  if (names.length === 0) {
    context.problems.add('no-columns', { path: `${path}/keep` }, '', 'a join keeps at least one column', ['all']);
    return undefined;
  }
  const clashes = keptTwice(all, right, context);
  return checkNames(
    names.filter(({ path: at, name }) => !clashes.some((clash) => clash.path === at && clash.kept.as === name)),
    context,
  ) && clashes.length === 0
    ? all.map(({ kept }) => kept)
    : undefined;
};

const ofSide = (
  { side, columns }: JoinParts['keep'][number],
  { kind }: JoinParts,
  left: Frame,
  right: Frame,
  here: string,
  context: Context,
): readonly (Placed | undefined)[] => {
  const frame = side === 'left' ? left : right;
  if (side === 'right' && (kind === 'semi' || kind === 'anti')) {
    context.problems.add(
      'join-keep',
      { path: here },
      side,
      `${kind === 'anti' ? 'an' : 'a'} ${kind} join gives rows of the left side only`,
      ['left'],
    );
    return [undefined];
  }
  if (columns === 'all') return frame.columns.map((column) => ({ kept: { side, column, as: column.name }, path: here }));
  const list = here.endsWith('/keep') ? here : `${here}/columns`;
  return columns.map((each, n) => {
    const name = typeof each === 'string' ? each : each.column;
    const column = columnOf(frame, name, `${list}/${n}`, context);
    return column && { kept: { side, column, as: typeof each === 'string' ? name : each.as }, path: `${list}/${n}` };
  });
};

/** The left value, and where it is NULL the right one. */
const coalesced = (
  { left: a, right: b, as }: NonNullable<JoinParts['coalesce']>[number],
  { kind }: JoinParts,
  left: Frame,
  right: Frame,
  path: string,
  context: Context,
): Placed | undefined => {
  const [first, second] = [columnOf(left, a, `${path}/left`, context), columnOf(right, b, `${path}/right`, context)];
  if (first === undefined || second === undefined) return undefined;
  const of = (side: Side, column: Column): TypedExpr => ({
    is: 'column',
    side,
    ...column,
    nullable: column.nullable || mayMiss(kind, side),
  });
  const unified = unify([of('left', first), of('right', second)]);
  if (unified === undefined || unified.type === unknownType) {
    const message = `one column of both has one type, here ${first.type} and ${second.type}`;
    context.problems.add('type-mismatch', { path }, as, message, [`a select before the join, with cast(${b} as ${first.type})`]);
    return undefined;
  }
  const nullable = kind === 'full' ? first.nullable || second.nullable : unified.values.every((value) => value.nullable);
  return { kept: { side: 'both', left: first, right: second, value: built('coalesce', unified.values, unified.type, nullable), as }, path };
};

/** Names that come from both sides: the second is reported, with the two ways out. */
const keptTwice = (all: readonly Placed[], right: Frame, { problems }: Context): readonly Placed[] =>
  all.filter(({ kept, path }, at) => {
    const { side, as } = kept;
    const other = all.slice(0, at).find((each) => each.kept.as.toLowerCase() === as.toLowerCase());
    if (other === undefined || side === 'both' || other.kept.side === 'both' || other.kept.side === side) return false;
    const column = kept.column.name;
    problems.add('duplicate-column', { path }, as, `both sides of the join keep a column ${as}`, [
      `{ "column": ${JSON.stringify(column)}, "as": ${JSON.stringify(freshName(`${right.name}_${column}`, all))} }`,
      `coalesce: { "left": ${JSON.stringify(other.kept.column.name)}, "right": ${JSON.stringify(column)}, "as": ${JSON.stringify(as)} }`,
    ]);
    return true;
  });

const freshName = (wanted: string, all: readonly Placed[]): string =>
  all.some(({ kept }) => kept.as === wanted) ? freshName(`${wanted}_2`, all) : wanted;
