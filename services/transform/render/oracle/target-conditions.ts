// What the target promises of its rows, as conditions over the stored columns: its checks, and the interval of its watermark.
import type { PlannedTarget } from '../../plan.ts';
import { pgType, readExpression } from '../../postgres.ts';
import { expression } from './expression.ts';
import { literal } from './literals.ts';
import { isText } from './values.ts';

/** Columns are named without their table, so a condition may stand in a constraint. */
export const targetConditions = (
  target: PlannedTarget,
): { readonly checks: readonly { readonly name: string; readonly sql: string }[]; readonly interval?: string } => {
  const column = (name: string): string => {
    const type = target.columns.find((each) => each.name === name)?.type ?? 'text';
    const read = readExpression({ name, sourceType: pgType(type) });
    return isText({ type }) ? `(${read} collate "C")` : read;
  };
  return {
    checks: target.checks.map(({ name, condition }) => ({ name, sql: expression(condition, { column, key: column }) })),
    ...(target.watermark !== undefined && { interval: intervalOf(target.watermark) }),
  };
};

const intervalOf = ({ column, type, from, to }: NonNullable<PlannedTarget['watermark']>): string => {
  const value = readExpression({ name: column, sourceType: pgType(type) });
  return `(${value} >= ${literal(type, from)} and ${value} < ${literal(type, to)})`;
};

/** As PostgreSQL prints them, so that they can be held against a table's. */
export const storedColumns = ({
  columns,
}: PlannedTarget): readonly { readonly name: string; readonly type: string; readonly nullable: boolean }[] =>
  columns.map(({ name, type, nullable }) => ({ name, type: pgType(type), nullable }));
