// walk: from start rows along a table of parents and children.
import type { WalkStep } from '../../../contracts/generated/types.ts';
import { textOf } from '../casts.ts';
import { conditionOf } from '../expression.ts';
import { extended, type Frame, type Row } from '../rows.ts';
import { rowScope, valueIn } from '../scope.ts';
import { widened } from '../typed.ts';
import { commonType } from '../types.ts';
import { compare, type Value } from '../values.ts';
import type { StepContext } from './step.ts';

/** A row reached: the rows on the way to it, from the start row on. */
type Way = readonly [Row, ...Row[]];

export const walked = (step: WalkStep, { input, spec, broken }: StepContext): Frame => {
  const { columns, rows } = input(step.input);
  const scope = rowScope(columns, spec);
  const start = conditionOf(step.start, scope);
  const isNext = followerOf(step, scope.column(step.id).type, scope.column(step.parent).type);
  const reached: Way[] = [];
  let ways: Way[] = rows.filter((row) => valueIn(row, start) === true).map((row) => [row]);
  for (let level = 0; ways.length > 0; level += 1) {
    reached.push(...ways);
    const moves = ways.flatMap((way) => rows.filter((row) => isNext(way.at(-1) as Row, row)).map((row): Way => [...way, row]));
    const fresh = moves.filter((way) => level < step.depth && !isOnTheWay(way, step.id));
    if (fresh.length < moves.length) broken(`${step.name} comes to a row that is deeper than ${step.depth}, or on the way already`);
    ways = fresh;
  }
  const carry = step.carry ?? [];
  const idType = scope.column(step.id).type;
  return {
    columns: [
      ...columns,
      ...carry.map(({ column, as }) => ({ name: as, type: scope.column(column).type })),
      { name: step.level_as, type: 'int' },
      ...(step.path_as === undefined ? [] : [{ name: step.path_as, type: 'text' }]),
    ],
    rows: reached.map((way) => reachedRow(way, step, idType)),
  };
};

const followerOf = (step: WalkStep, idType: string, parentType: string): ((from: Row, to: Row) => boolean) => {
  const type = commonType(idType, parentType) ?? idType;
  return (from, to) => {
    const [child, parent] = step.direction === 'down' ? [to, from] : [from, to];
    const [link, id] = [widened(child(step.parent), parentType, type), widened(parent(step.id), idType, type)];
    return link !== null && id !== null && compare(link, id) === 0;
  };
};

const isOnTheWay = (way: Way, id: string): boolean => {
  const last = way.at(-1)?.(id) ?? null;
  return way.slice(0, -1).some((row) => last !== null && row(id) !== null && compare(row(id), last) === 0);
};

const reachedRow = (way: Way, step: WalkStep, idType: string): Row => {
  const ids = (): readonly Value[] => way.map((row) => row(step.id));
  const path = (): Value =>
    ids().includes(null)
      ? null
      : ids()
          .map((id) => textOf(id, idType))
          .join('/');
  return extended(
    way.at(-1) as Row,
    new Map<string, () => Value>([
      ...(step.carry ?? []).map(({ column, as }) => [as, () => way[0](column)] as const),
      [step.level_as, () => BigInt(way.length - 1)],
      ...(step.path_as === undefined ? [] : [[step.path_as, path] as const]),
    ]),
  );
};
