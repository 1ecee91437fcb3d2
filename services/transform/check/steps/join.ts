// join: two inputs on pairs of keys.
import type { JoinStep } from '../../../../contracts/generated/types.ts';
import type { Column, JoinPlan } from '../../plan.ts';
import { unify } from '../coerce.ts';
import { expression } from '../expression.ts';
import { type Checked, type Context, checkNames, columnOf, type Frame, inputOf, isUnique, renamedKeys } from '../frames.ts';
import { isComparable } from '../types.ts';

export const checkJoin = (step: JoinStep, path: string, context: Context): Checked | undefined => {
  const left = inputOf(step.left, `${path}/left`, context);
  const right = inputOf(step.right, `${path}/right`, context);
  if (step.kind === 'cross' ? step.on.length > 0 : step.on.length === 0) {
    const message = step.kind === 'cross' ? 'a cross join has no keys' : `a ${step.kind} join has at least one pair of keys`;
    context.problems.add('join-keys', { path: `${path}/on` }, step.kind, message, step.kind === 'cross' ? ['inner'] : ['cross']);
    return undefined;
  }
  if (left === undefined || right === undefined) return undefined;
  const on = step.on.map((pair, at) => keyPair(pair, left, right, `${path}/on/${at}`, context));
  const keep = keptColumns(step, left, right, path, context);
  if (keep === undefined || !on.every((pair) => pair !== undefined)) return undefined;
  noteFanOut(step, right, on, path, context);
  const columns = keep.map(
    ({ column, side, as }): Column => ({ ...column, name: as, nullable: column.nullable || mayMiss(step.kind, side) }),
  );
  return {
    step: {
      name: step.name,
      do: 'join',
      left: left.name,
      right: right.name,
      kind: step.kind,
      on,
      expect: step.expect,
      columns,
      keep: keep.map(({ column, side, as }) => ({ side, column: column.name, as })),
    },
    frame: { name: step.name, columns, ...keysOf(step, left, right, on, keep), optional: optionalColumns(step, left, right, keep) },
  };
};

type Pair = JoinPlan['on'][number];
type Side = 'left' | 'right';
type Kept = { readonly side: Side; readonly column: Column; readonly as: string };

const keyPair = (pair: JoinStep['on'][number], left: Frame, right: Frame, path: string, { problems }: Context): Pair | undefined => {
  const a = expression(pair.left, `${path}/left`, { columns: left.columns, rows: 'row', input: left.name }, problems);
  const b = expression(pair.right, `${path}/right`, { columns: right.columns, rows: 'row', input: right.name }, problems);
  if (a === undefined || b === undefined) return undefined;
  const unified = unify([a, b]);
  const [first, second] = unified?.values ?? [];
  if (first !== undefined && second !== undefined && isComparable(first.type)) return { left: first, right: second };
  const message = `keys of one type can be equal, here ${a.type} and ${b.type}`;
  problems.add('type-mismatch', { path }, `${pair.left} = ${pair.right}`, message, [
    `cast(${pair.right} as ${a.type})`,
    `cast(${pair.left} as ${b.type})`,
  ]);
  return undefined;
};

const keptColumns = (step: JoinStep, left: Frame, right: Frame, path: string, context: Context): readonly Kept[] | undefined => {
  const found = step.keep.flatMap(({ side, columns }, at): ((Kept & { path: string }) | undefined)[] => {
    const frame = side === 'left' ? left : right;
    const here = `${path}/keep/${at}`;
    if (side === 'right' && (step.kind === 'semi' || step.kind === 'anti')) {
      context.problems.add('join-keep', { path: here }, side, `a ${step.kind} join gives rows of the left side only`, ['left']);
      return [undefined];
    }
    if (columns === 'all') return frame.columns.map((column) => ({ side, column, as: column.name, path: here }));
    return columns.map((each, n) => {
      const name = typeof each === 'string' ? each : each.column;
      const column = columnOf(frame, name, `${here}/columns/${n}`, context);
      return column && { side, column, as: typeof each === 'string' ? name : each.as, path: `${here}/columns/${n}` };
    });
  });
  if (!found.every((each) => each !== undefined)) return undefined;
  if (
    !checkNames(
      found.map(({ as, path: at }) => ({ name: as, path: at })),
      context,
    )
  )
    return undefined;
  return found.map(({ side, column, as }) => ({ side, column, as }));
};

/** Whether rows without a partner leave the columns of this side NULL. */
const mayMiss = (kind: JoinStep['kind'], side: Side): boolean =>
  kind === 'full' || (kind === 'left' && side === 'right') || (kind === 'right' && side === 'left');

/** Whether a row of the other side meets at most one row of this one. */
const meetsOne = (frame: Frame, side: Side, on: readonly Pair[]): boolean =>
  isUnique(
    frame,
    on.flatMap((pair) => (pair[side].is === 'column' ? [pair[side].name] : [])),
  );

const keysOf = (
  step: JoinStep,
  left: Frame,
  right: Frame,
  on: readonly Pair[],
  keep: readonly Kept[],
): Pick<Frame, 'unique' | 'determines'> => {
  const [ofLeft, ofRight] = [renamed(left, 'left', keep), renamed(right, 'right', keep)];
  // `expect` is a promise, counted when the job runs: an order that is complete only by a promise would depend on luck
  const once = meetsOne(right, 'right', on) || step.kind === 'semi' || step.kind === 'anti';
  // rows without a partner have no key of the other side, so several look the same by it
  const byLeft = once && !mayMiss(step.kind, 'left') ? ofLeft.unique : [];
  const byRight = meetsOne(left, 'left', on) && !mayMiss(step.kind, 'right') ? ofRight.unique : [];
  const byBoth = ofLeft.unique.flatMap((a) => ofRight.unique.map((b) => [...a, ...b]));
  const pairs = step.kind === 'inner' || step.kind === 'cross' ? byBoth : [];
  return { unique: [...byLeft, ...byRight, ...pairs], determines: [...ofLeft.determines, ...ofRight.determines] };
};

const renamed = (frame: Frame, side: Side, keep: readonly Kept[]): Pick<Frame, 'unique' | 'determines'> =>
  renamedKeys(frame, (old) => keep.find((each) => each.side === side && each.column.name === old)?.as);

const optionalColumns = (step: JoinStep, left: Frame, right: Frame, keep: readonly Kept[]): Frame['optional'] =>
  new Map(
    keep.flatMap(({ side, column, as }) => {
      const join = mayMiss(step.kind, side) ? step.name : (side === 'left' ? left : right).optional.get(column.name);
      return join === undefined ? [] : [[as, join] as const];
    }),
  );

const noteFanOut = (step: JoinStep, right: Frame, on: readonly Pair[], path: string, { notes }: Context): void => {
  if (step.expect === 'many' || step.kind === 'semi' || step.kind === 'anti' || meetsOne(right, 'right', on)) return;
  const message = `nothing says that a row of ${step.left} meets at most one row of ${right.name}; it is counted when the job runs`;
  notes.add('join-may-multiply', { path: `${path}/expect` }, step.expect, message, ['many']);
};
