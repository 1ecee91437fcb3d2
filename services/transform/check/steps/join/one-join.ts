// One join of two inputs.
import type { JoinStep } from '../../../../../contracts/generated/types.ts';
import type { Column, JoinPlan } from '../../../plan.ts';
import type { Checked, Context, Frame } from '../../frames.ts';
import { type Asof, checkAsof } from './asof.ts';
import { keysOfJoin, mayMiss, meetsOne, optionalColumns } from './join-keys.ts';
import { checkKept, type KeptColumn } from './kept.ts';
import { checkShape } from './kinds.ts';
import { checkCondition, keyPair } from './partners.ts';

/** A join step, or one of its lookups, whose left side is the result so far. */
export type JoinParts = Pick<JoinStep, 'right' | 'kind' | 'on' | 'expect' | 'condition' | 'asof' | 'coalesce' | 'matched_as'> & {
  /** `at` where the list stands at another place than its number. */
  readonly keep: readonly (JoinStep['keep'][number] & { readonly at?: string })[];
};

export const checkOneJoin = (
  parts: JoinParts,
  name: string,
  left: Frame,
  right: Frame,
  path: string,
  context: Context,
): Checked | undefined => {
  if (!checkShape(parts, path, context)) return undefined;
  const on = parts.on.map((pair, at) => keyPair(pair, left, right, `${path}/on/${at}`, context));
  const condition = parts.condition === undefined ? 'none' : checkCondition(parts.condition, left, right, `${path}/condition`, context);
  const asof = parts.asof === undefined ? 'none' : checkAsof(parts.asof, on, left, right, `${path}/asof`, context);
  const keep = checkKept(parts, left, right, path, context);
  if (keep === undefined || condition === undefined || asof === undefined || !on.every((pair) => pair !== undefined)) return undefined;
  const join = { ...parts, name, left, right, on, condition: condition === 'none' ? undefined : condition, keep };
  noteFanOut(join, path, context);
  const columns = [...keep.map((each) => outputColumn(parts.kind, each)), ...matchedColumn(parts)];
  return { step: planned(join, columns, asof), frame: { name, columns, ...keysOfJoin(join), optional: optionalColumns(join) } };
};

/** Everything that is known of a join before its output. */
export type Join = Pick<JoinPlan, 'kind' | 'on' | 'condition' | 'expect'> & {
  readonly name: string;
  readonly left: Frame;
  readonly right: Frame;
  readonly keep: readonly KeptColumn[];
  readonly matched_as?: string;
};

const planned = (
  { name, left, right, kind, on, condition, expect, keep, matched_as }: Join,
  columns: readonly Column[],
  asof: Asof | 'none',
): JoinPlan => ({
  name,
  do: 'join',
  left: left.name,
  right: right.name,
  kind,
  on,
  condition,
  asof: asof === 'none' ? undefined : asof,
  keep: keep.map((each) =>
    each.side === 'both' ? { side: 'both', value: each.value, as: each.as } : { side: each.side, column: each.column.name, as: each.as },
  ),
  matchedAs: matched_as,
  expect,
  columns,
});

const outputColumn = (kind: JoinPlan['kind'], kept: KeptColumn): Column => {
  if (kept.side !== 'both') return { ...kept.column, name: kept.as, nullable: kept.column.nullable || mayMiss(kind, kept.side) };
  const { type, nullable, exactness } = kept.value;
  return { name: kept.as, type, nullable, exactness };
};

const matchedColumn = ({ matched_as: name }: JoinParts): readonly Column[] =>
  name === undefined ? [] : [{ name, type: 'boolean', nullable: false, exactness: 'exact' }];

const noteFanOut = (join: Join, path: string, { notes }: Context): void => {
  const { kind, expect, left, right } = join;
  if (expect === 'many' || kind === 'semi' || kind === 'anti' || kind === 'asof' || meetsOne(right, 'right', join.on)) return;
  const message = `nothing says that a row of ${left.name} meets at most one row of ${right.name}; it is counted when the job runs`;
  notes.add('join-may-multiply', { path: `${path}/expect` }, expect, message, ['many']);
};
