// top: the first rows by an order, of all rows or of each group.
import type { TopStep } from '../../../contracts/generated/types.ts';
import { allColumns, compareRows, groupsBy, sorted, sortKeysOf } from '../order.ts';
import { extended, type Frame, type Row } from '../rows.ts';
import { rowScope } from '../scope.ts';
import type { Value } from '../values.ts';
import type { StepContext } from './step.ts';

export const topped = (step: TopStep, { input, spec }: StepContext): Frame => {
  const { columns, rows } = input(step.input);
  const asked = sortKeysOf(step.order, rowScope(columns, spec));
  const order = step.ties === 'break' ? [...asked, ...allColumns(columns)] : asked;
  const best = groupsBy(rows, (row) => (step.by ?? []).map(row)).flatMap((group) => {
    const inOrder = sorted(group, order);
    const placeOf = (row: Row, at: number): number =>
      step.ties === 'break' ? at + 1 : inOrder.findIndex((other) => compareRows(other, row, asked) === 0) + 1;
    return inOrder.map((row, at) => ({ row, place: placeOf(row, at) })).filter(({ place }) => place <= step.n);
  });
  const { rank_as: rank } = step;
  if (rank === undefined) return { columns, rows: best.map(({ row }) => row) };
  return {
    columns: [...columns, { name: rank, type: 'bigint' }],
    rows: best.map(({ row, place }) => extended(row, new Map([[rank, (): Value => BigInt(place)]]))),
  };
};
