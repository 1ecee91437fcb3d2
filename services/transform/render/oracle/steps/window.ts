// window as a query: windows are named once, columns look at them.
import type { WindowPlan } from '../../../plan.ts';
import { nodesOf } from '../../../plan-walk.ts';
import { expression } from '../expression.ts';
import { name } from '../names.ts';
import { namedWindows, windowText } from '../windows.ts';
import { from, lines, t } from './parts.ts';

export const windowQuery = (step: WindowPlan): string => {
  const values = step.computed.flatMap(({ value }) => nodesOf(value)).filter((node) => node.is === 'window');
  const { over, clause } = namedWindows(values, (value) => windowText(value, (part) => expression(part, t), t.column));
  const names = { ...t, over };
  const columns = step.columns.map((column) => {
    const computed = step.computed.find((each) => each.name === column.name);
    return computed === undefined ? t.column(column.name) : `${expression(computed.value, names)} as ${name(column.name)}`;
  });
  return lines([`select ${columns.join(', ')}`, from(step.input), clause === '' ? '' : `window ${clause}`]);
};
