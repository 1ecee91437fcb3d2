// Checks that the target carries: conditions of the language over its own columns, as they are stored.
import type { TransformSpec } from '../../../contracts/generated/types.ts';
import type { PlannedTarget } from '../plan.ts';
import { nodesOf } from '../plan-walk.ts';
import { condition } from './expression.ts';
import { type Context, checkName, type Frame } from './frames.ts';

type Target = TransformSpec['target'];

/** Undefined when one has problems, which are then reported. */
export const checkConstraints = (target: Target, result: Frame | undefined, context: Context): PlannedTarget['checks'] | undefined => {
  const { problems } = context;
  const taken = new Set<string>();
  const columns = target.columns.map(({ name, type, nullable }) => ({
    name,
    type,
    nullable,
    exactness: result?.columns.find((column) => column.name === name)?.exactness ?? ('exact' as const),
  }));
  const checks = (target.checks ?? []).map(({ name, expr }, at) => {
    const path = `/target/checks/${at}`;
    checkName(name, `${path}/name`, problems);
    if (taken.has(name))
      problems.add('duplicate-name', { path: `${path}/name` }, name, `there is another check named ${name}`, [`${name}_${at + 1}`]);
    taken.add(name);
    const value = condition(expr, `${path}/expr`, { columns, rows: 'row', input: 'the target' }, problems);
    if (value === undefined) return undefined;
    if (nodesOf(value).some(({ is }) => is === 'scalar')) {
      const message = 'a check of the target sees the columns of the row, and no other step';
      const place = { path: `${path}/expr`, start: 0, end: expr.length };
      problems.add('check-reads-step', place, expr, message, ['a column of the last step with that value']);
      return undefined;
    }
    return { name, condition: value };
  });
  return checks.every((check) => check !== undefined) ? checks : undefined;
};
