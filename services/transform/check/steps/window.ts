// window: columns that look at the other rows of a partition.
import type { WindowStep } from '../../../../contracts/generated/types.ts';
import { problems } from '../../diagnostics.ts';
import type { Column, Computed, SortKey, TypedExpr, WindowExpr } from '../../plan.ts';
import { nodesOf } from '../../plan-walk.ts';
import { expression } from '../expression.ts';
import { type Checked, type Context, checkNames, columnOf, type Frame, inputOf, isUnique } from '../frames.ts';
import type { WindowRows } from '../scope.ts';
import { isComparable } from '../types.ts';
import { checkFrame } from '../windows/frame.ts';
import { noteCountOfRows } from './aggregate.ts';
import { completed, noteCompletion, sortKeys } from './order.ts';

type Asked = WindowStep['compute'][number];

export const checkWindow = (step: WindowStep, path: string, context: Context): Checked | undefined => {
  const input = inputOf(step.input, `${path}/input`, context);
  if (input === undefined) return undefined;
  const areNamed = namesAreNew(step, input, path, context);
  const places = step.compute.map((asked, at): Place => ({ asked, path: `${path}/compute/${at}` }));
  const computed = places.map((place) => computedColumn(place, input, context));
  if (!areNamed || !computed.every((each) => each !== undefined)) return undefined;
  const groups = groupsOf(places, computed, input);
  if (groups.length < 2) return windowed(step.name, input, computed);
  return chained(step.name, input, groups, context);
};

type Place = { readonly asked: Asked; readonly path: string };

const windowed = (name: string, input: Frame, computed: readonly Computed[]): Checked => {
  const columns = [...input.columns, ...computed.map(outputColumn)];
  return {
    step: { name, do: 'window', input: input.name, computed, columns },
    frame: { ...input, name, columns, unique: [...input.unique, ...computed.flatMap(numberedBy)] },
  };
};

/**
 * Rows that are equal in all columns have no order. One window may take them either way, and gives the same rows; two that sort differently could give
 * the first row of one the last place of the other. So each sort stands in a step of its own, and those after the first see what it gave.
 */
const groupsOf = (places: readonly Place[], computed: readonly Computed[], input: Frame): readonly (readonly Place[])[] => {
  const names = input.columns.map(({ name }) => name);
  if (isUnique(input, names)) return [places];
  const groups = new Map<string, Place[]>();
  const others: Place[] = [];
  places.forEach((place, at) => {
    const sort = computed[at] && sortOf(computed[at].value);
    if (sort === undefined) others.push(place);
    else groups.set(sort, [...(groups.get(sort) ?? []), place]);
  });
  const [first = [], ...more] = groups.values();
  return [[...others, ...first].sort((a, b) => places.indexOf(a) - places.indexOf(b)), ...more];
};

/** Partition and order where the places of single rows decide. */
const sortOf = (value: TypedExpr): string | undefined => {
  const deciding = nodesOf(value).find((node) => node.is === 'window' && looksAtPlaces(node));
  return deciding?.is === 'window' ? JSON.stringify([deciding.partition, deciding.order]) : undefined;
};

const looksAtPlaces = ({ name, order, frame }: WindowExpr): boolean =>
  order.length > 0 && name !== 'rank' && name !== 'dense_rank' && frame?.unit !== 'range';

const chained = (name: string, input: Frame, groups: readonly (readonly Place[])[], context: Context): Checked | undefined => {
  // noted already
  const silent: Context = { ...context, notes: problems() };
  const chain: Checked[] = [];
  for (const [at, places] of groups.entries()) {
    const frame = chain.at(-1)?.frame ?? input;
    const computed = places.map((place) => computedColumn(place, frame, silent)).filter((each) => each !== undefined);
    const isLast = at === groups.length - 1;
    const taken = [...context.names, ...chain.map(({ step }) => step.name)];
    chain.push(windowed(isLast ? name : partName(name, places, taken), frame, computed));
  }
  const last = chain.at(-1);
  return last && { ...last, before: chain.slice(0, -1).map(({ step }) => step) };
};

/** Says how far it is: running with row_number. */
const partName = (name: string, [first]: readonly Place[], taken: readonly string[]): string => {
  const wanted = `${name} with ${first?.asked.name}`;
  const cut = (end: string): string => {
    let kept = [...wanted];
    while (new TextEncoder().encode(kept.join('') + end).length > 63) kept = kept.slice(0, -1);
    return kept.join('') + end;
  };
  for (let n = 1; ; n += 1) {
    const fresh = cut(n === 1 ? '' : ` ${n}`);
    if (!taken.includes(fresh)) return fresh;
  }
};

const namesAreNew = (step: WindowStep, input: Frame, path: string, context: Context): boolean => {
  const own = step.compute.map(({ name }, at) => ({ name, path: `${path}/compute/${at}/name` }));
  return checkNames([...input.columns.map(({ name }) => ({ name, path })), ...own], context);
};

const computedColumn = ({ asked, path }: Place, input: Frame, context: Context): Computed | undefined => {
  const rows = windowRows(asked, input, path, context);
  if (rows === undefined) return undefined;
  const scope = { columns: input.columns, rows, input: input.name };
  const value = expression(asked.expr, `${path}/expr`, scope, context.problems);
  if (value === undefined) return undefined;
  const windows = nodesOf(value).filter((node) => node.is === 'window');
  if (windows.length === 0) {
    const place = { path: `${path}/expr`, start: 0, end: asked.expr.length };
    context.problems.add('window-misuse', place, asked.expr, 'nothing here looks at other rows', ['a select step']);
    return undefined;
  }
  noteCountOfRows(value, input, `${path}/expr`, asked.expr, context);
  const decisive = windows.find(({ order }) => order.some((key) => key.added));
  if (decisive !== undefined) noteCompletion(decisive.order, `${path}/order`, context);
  return { name: asked.name, value };
};

const windowRows = (asked: Asked, input: Frame, path: string, context: Context): WindowRows | undefined => {
  const partition = asked.partition.map((name, at) => partitionColumn(name, input, `${path}/partition/${at}`, context));
  const order = sortKeys(asked.order, input, `${path}/order`, context);
  const frame = checkFrame(asked.frame, order ?? [], `${path}/frame`, context);
  if (order === undefined || frame === undefined || !partition.every((column) => column !== undefined)) return undefined;
  return {
    is: 'window',
    columns: input.columns,
    partition: asked.partition,
    order: { asked: order, complete: completed(order, input, asked.partition) },
    frame: frame.frame,
    exactness: isFloating(partition, order) ? 'float' : 'exact',
  };
};

const isFloating = (partition: readonly Column[], order: readonly SortKey[]): boolean =>
  [...partition, ...order.map(({ value }) => value)].some(({ exactness }) => exactness === 'float');

const partitionColumn = (name: string, input: Frame, path: string, context: Context): Column | undefined => {
  const column = columnOf(input, name, path, context);
  if (column === undefined || isComparable(column.type)) return column;
  context.problems.add('type-mismatch', { path }, name, `rows cannot be parted by ${column.type}`, ['cast(… as text)']);
  return undefined;
};

const outputColumn = ({ name, value: { type, nullable, exactness } }: Computed): Column => ({ name, type, nullable, exactness });

/** A row number tells the rows of its partition apart. */
const numberedBy = ({ name, value }: Computed): readonly (readonly string[])[] => {
  const plain: TypedExpr = value.is === 'convert' && value.how === 'widen' ? value.value : value;
  return plain.is === 'window' && plain.name === 'row_number' ? [[...plain.partition, name]] : [];
};
