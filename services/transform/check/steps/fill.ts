// fill: values where columns are NULL, written out or from the row before.
import type { FillStep } from '../../../../contracts/generated/types.ts';
import type { Column, FillPlan, SortKey } from '../../plan.ts';
import { adapt } from '../coerce.ts';
import { expression } from '../expression.ts';
import { type Checked, type Context, checkNames, columnOf, type Frame, inputOf } from '../frames.ts';
import { spelled } from '../scope.ts';
import { isComparable } from '../types.ts';
import { completed, noteCompletion, sortKeys } from './order.ts';

export const checkFill = (step: FillStep, path: string, context: Context): Checked | undefined => {
  const input = inputOf(step.input, `${path}/input`, context);
  if (input === undefined) return undefined;
  const fills = step.columns.map((each, at) => fillOf(each, input, `${path}/columns/${at}`, context));
  const named = checkNames(
    step.columns.map(({ name }, at) => ({ name, path: `${path}/columns/${at}/name` })),
    context,
  );
  const order = lookBack(step, input, path, context);
  if (!fills.every((fill) => fill !== undefined) || order === undefined || !named) return undefined;
  const columns = input.columns.map((column) => filled(column, fills, order));
  return {
    step: { name: step.name, do: 'fill', input: input.name, fills, partition: step.partition ?? [], order, columns },
    frame: frameOf(step.name, input, fills, columns),
  };
};

type Fill = FillPlan['fills'][number];

const fillOf = (fill: FillStep['columns'][number], input: Frame, path: string, context: Context): Fill | undefined => {
  const { problems, notes } = context;
  const column = columnOf(input, fill.name, `${path}/name`, context);
  if (column?.nullable === false)
    notes.add('fill-of-nothing', { path: `${path}/name` }, fill.name, `${fill.name} is never NULL, so nothing is filled`);
  if (fill.with === 'previous') {
    if (fill.value !== undefined)
      problems.add('fill-value', { path: `${path}/value` }, fill.value, 'previous takes the value of a row before, not one written here', [
        'with: value',
      ]);
    return column && { name: fill.name, with: 'previous' };
  }
  if (fill.value === undefined) {
    problems.add('fill-value', { path }, fill.name, `what ${fill.name} is filled with is not said`, ['value', 'with: previous']);
    return undefined;
  }
  const scope = { columns: input.columns, rows: 'row', input: input.name } as const;
  const value = expression(fill.value, `${path}/value`, scope, problems);
  if (column === undefined || value === undefined) return undefined;
  const adapted = adapt(value, column.type);
  if (adapted !== undefined) return { name: fill.name, with: 'value', value: adapted };
  const message = `${fill.name} is ${column.type}, and is filled with values of its own type; this is ${value.type}`;
  const place = { path: `${path}/value`, start: 0, end: fill.value.length };
  problems.add('type-mismatch', place, fill.value, message, [
    `cast(${fill.value} as ${column.type})`,
    `a select above with cast(${spelled(fill.name)} as ${value.type})`,
  ]);
  return undefined;
};

/** Order in which previous looks back, complete; undefined when it has problems. */
const lookBack = (step: FillStep, input: Frame, path: string, context: Context): readonly SortKey[] | undefined => {
  const { problems } = context;
  const looks = step.columns.some((each) => each.with === 'previous');
  if (!looks) {
    const idle = (['order', 'partition'] as const).filter((part) => step[part] !== undefined);
    for (const part of idle)
      problems.add('fill-order', { path: `${path}/${part}` }, '', `only previous looks at other rows, so there is no ${part}`, [
        'with: previous',
      ]);
    return idle.length === 0 ? [] : undefined;
  }
  if (step.order === undefined) {
    problems.add('fill-order', { path }, '', 'previous looks back in an order, and there is none', ['order']);
    return undefined;
  }
  const partition = (step.partition ?? []).map((name, at) => partitionColumn(name, input, `${path}/partition/${at}`, context));
  const order = sortKeys(step.order, input, `${path}/order`, context);
  if (partition.includes(undefined) || order === undefined) return undefined;
  const complete = completed(order, input, step.partition ?? []);
  noteCompletion(complete, `${path}/order`, context);
  return complete;
};

const partitionColumn = (name: string, input: Frame, path: string, context: Context): Column | undefined => {
  const column = columnOf(input, name, path, context);
  if (column === undefined || isComparable(column.type)) return column;
  context.problems.add('type-mismatch', { path }, name, `rows cannot be grouped by ${column.type}`, ['cast(… as text)']);
  return undefined;
};

const filled = (column: Column, fills: readonly Fill[], order: readonly SortKey[]): Column => {
  const fill = fills.find(({ name }) => name === column.name);
  if (fill === undefined) return column;
  const from = fill.with === 'value' ? [fill.value] : order.filter(({ added }) => !added).map(({ value }) => value);
  const isFloat = [column, ...from].some(({ exactness }) => exactness === 'float');
  const nullable = column.nullable && (fill.with === 'previous' || fill.value.nullable);
  return { ...column, nullable, exactness: isFloat ? 'float' : 'exact' };
};

/** A filled column may say of two rows what only one said before, and no longer shows whether there was a partner. */
const frameOf = (name: string, input: Frame, fills: readonly Fill[], columns: readonly Column[]): Frame => {
  const changed = (column: string): boolean =>
    fills.some((fill) => fill.name === column) && input.columns.some((each) => each.name === column && each.nullable);
  return {
    name,
    columns,
    unique: input.unique.filter((key) => !key.some(changed)),
    determines: input.determines.flatMap(({ by, columns: more }) =>
      by.some(changed) ? [] : [{ by, columns: more.filter((column) => !changed(column)) }],
    ),
    optional: new Map([...input.optional].filter(([column]) => !changed(column))),
  };
};
