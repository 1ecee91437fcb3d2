// Which rows a function of a window step looks at, and in which order.
import type { WindowStep } from '../../../../contracts/generated/types.ts';
import type { Exactness, Frame, SortKey } from '../../plan.ts';
import type { Context } from '../frames.ts';
import type { WindowRows } from '../scope.ts';
import { isNumber, isTime } from '../types.ts';

type Asked = NonNullable<WindowStep['compute'][number]['frame']>;
export type OverWindow = {
  readonly partition: readonly string[];
  readonly order: readonly SortKey[];
  readonly frame: Frame | undefined;
  readonly exactness: Exactness;
};

/**
 * places: row_number and others that number rows. ranks: rows that the order leaves equal stay equal. values: first_value, last_value.
 * Without an order the whole partition counts; with one and no frame, the rows from the first to the current one.
 */
export const windowFor = (rows: WindowRows, kind: 'places' | 'ranks' | 'values' | 'aggregate'): OverWindow => {
  const { partition, exactness, order } = rows;
  const window = { partition, exactness };
  if (kind === 'places') return { ...window, order: order.complete, frame: undefined };
  if (kind === 'ranks') return { ...window, order: order.asked, frame: undefined };
  const frame = rows.frame ?? (order.asked.length === 0 ? wholePartition : runningRows);
  if (kind === 'aggregate' && frame.from === 'start' && frame.to === 'end') return { ...window, order: [], frame: wholePartition };
  return { ...window, order: frame.unit === 'range' ? order.asked : order.complete, frame };
};

const wholePartition: Frame = { unit: 'rows', from: 'start', to: 'end' };
const runningRows: Frame = { unit: 'rows', from: 'start', to: 0 };

/** Whether a frame may hold no row: the current one lies outside of it. */
export const isEmptiable = (frame: Frame | undefined): boolean =>
  frame !== undefined && ((frame.from !== 'start' && frame.from > 0) || (frame.to !== 'end' && frame.to < 0));

/** The frame as asked, or undefined with its problems reported. */
export const checkFrame = (
  frame: Asked | undefined,
  order: readonly SortKey[],
  path: string,
  context: Context,
): { readonly frame: Frame | undefined } | undefined => {
  if (frame === undefined) return { frame: undefined };
  const { unit, from, to } = frame;
  const text = `${from} to ${to}`;
  const refuse = (code: string, message: string, expected: readonly string[]): undefined => {
    context.problems.add(code, { path }, text, message, expected);
    return undefined;
  };
  if (typeof from === 'number' && typeof to === 'number' && from > to)
    return refuse('frame-empty', `no row lies from ${from} to ${to}`, [`from ${to} to ${from}`]);
  const most = unit === 'range' && order[0]?.value.type === 'date' ? mostDays : furthest;
  if ([from, to].some((end) => typeof end === 'number' && Math.abs(end) > most)) {
    return refuse('frame-too-far', `a distance is at most ${most}`, ['start', 'end']);
  }
  if (from === 'start' && to === 'end') return { frame: wholePartition };
  if (order.length === 0) return refuse('frame-order', 'rows lie before and after others only in an order', ['order']);
  const hasDistance = [from, to].some((end) => typeof end === 'number' && end !== 0);
  if (unit === 'range' && hasDistance) {
    const type = order[0]?.value.type ?? '';
    if (order.length > 1) return refuse('frame-order', 'a range is measured along one sort key', ['rows', 'one sort key']);
    if (!isNumber(type) && !isTime(type)) return refuse('frame-order', `no distance is measured between values of ${type}`, ['rows']);
  }
  return { frame };
};
const furthest = 2_147_483_647;
// from any day of the years 1 to 9999 no engine leaves its calendar
const mostDays = 1_000_000;
