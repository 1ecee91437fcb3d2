// Which rows of a join are partners, as a condition between l and r.
import type { Type } from '../../../../../contracts/generated/types.ts';
import type { JoinPlan, Side, TypedExpr } from '../../../plan.ts';
import { nodesOf } from '../../../plan-walk.ts';
import { expression, type Names, namesOf } from '../expression.ts';
import { literal } from '../literals.ts';
import { name } from '../names.ts';
import { freshName } from './parts.ts';

export const of = { left: 'l', right: 'r' } as const;
const [left, right] = [namesOf(of.left), namesOf(of.right)];

/** Columns by their side; those of an expression that sees one side only by `left` or `right`. */
export const sided: Names & Readonly<Record<Side, Names>> = {
  column: (column, side) => (side === 'right' ? right : left).column(column),
  key: left.key,
  left,
  right,
};

export const matching = (step: JoinPlan): string =>
  [...step.on.map(areEqual), ...(step.condition ? [expression(step.condition, sided)] : [])].join(' and ');

/** NULL beside NULL as two equalities: by `is not distinct from` PostgreSQL can only try every row with every row. */
export const areEqual = (pair: JoinPlan['on'][number]): string => {
  const [a, b] = [expression(pair.left, left), expression(pair.right, right)];
  if (!pair.nullsMatch || !pair.left.nullable || !pair.right.nullable) return `${a} = ${b}`;
  const something = anyOf(pair.left.type);
  return `(${a} is null) = (${b} is null) and coalesce(${a}, ${something}) = coalesce(${b}, ${something})`;
};

export const columnsRead = (value: TypedExpr): boolean => nodesOf(value).some((node) => node.is === 'column');

/** Column that says of a row of this side that it is there; undefined where nobody asks. */
export const matchedColumn = (step: JoinPlan, which: Side): string | undefined => {
  const { kind, matchedAs } = step;
  const mayBeMissing = kind === 'full' || (kind === 'right' ? which === 'left' : which === 'right');
  if (matchedAs === undefined || !mayBeMissing) return undefined;
  const read = step.keep.flatMap((each) => (each.side === 'both' ? [] : [{ name: each.column }]));
  return name(freshName('row is there', read));
};

const anyOf = (type: Type): string => {
  if (type === 'boolean') return literal(type, 'false');
  if (type === 'date') return literal(type, '2000-01-01');
  if (type === 'timestamp' || type === 'timestamptz') return literal(type, '2000-01-01 00:00:00');
  if (type === 'text' || type === 'uuid' || type === 'json') return literal('text', '');
  return type === 'bytes' ? "''::bytea" : literal(type, '0');
};
