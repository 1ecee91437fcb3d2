// Which rows of a join are partners: pairs of keys that are equal, and a further condition.
import type { JoinStep } from '../../../../../contracts/generated/types.ts';
import type { JoinPlan, TypedExpr } from '../../../plan.ts';
import { unify } from '../../coerce.ts';
import { condition, expression } from '../../expression.ts';
import type { Context, Frame } from '../../frames.ts';
import type { Scope } from '../../scope.ts';
import { isComparable } from '../../types.ts';

export type Pair = JoinPlan['on'][number];

export const rowsOf = ({ columns, name }: Frame): Scope => ({ columns, rows: 'row', input: name });

export const keyPair = (pair: JoinStep['on'][number], left: Frame, right: Frame, path: string, { problems }: Context): Pair | undefined => {
  const a = expression(pair.left, `${path}/left`, rowsOf(left), problems);
  const b = expression(pair.right, `${path}/right`, rowsOf(right), problems);
  if (a === undefined || b === undefined) return undefined;
  const [first, second] = unify([a, b])?.values ?? [];
  if (first !== undefined && second !== undefined && isComparable(first.type))
    return { left: first, right: second, nullsMatch: pair.nulls === 'match' };
  const message = `keys of one type can be equal, here ${a.type} and ${b.type}`;
  problems.add('type-mismatch', { path }, `${pair.left} = ${pair.right}`, message, [
    `cast(${pair.right} as ${a.type})`,
    `cast(${pair.left} as ${b.type})`,
  ]);
  return undefined;
};

/** Columns in it are written with their side. */
export const checkCondition = (text: string, left: Frame, right: Frame, path: string, { problems }: Context): TypedExpr | undefined =>
  condition(text, path, { columns: [], rows: 'row', input: `${left.name} and ${right.name}`, sides: { left, right } }, problems);
