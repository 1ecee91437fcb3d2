// union, intersect, except: columns matched by name and widened to one type; NULL equals NULL.
import type { ExceptStep, IntersectStep, UnionStep } from '../../../contracts/generated/types.ts';
import { NoMeaning } from '../raised.ts';
import { type Frame, type Row, rowOf } from '../rows.ts';
import { widened } from '../typed.ts';
import { commonType } from '../types.ts';
import { keyOf, type Value } from '../values.ts';
import type { StepContext } from './step.ts';

export const combined = (step: UnionStep | IntersectStep | ExceptStep, { input }: StepContext): Frame => {
  const inputs = step.inputs.map(input);
  const names = [...new Set(inputs.flatMap(({ columns }) => columns.map(({ name }) => name)))];
  const columns = names.map((name) => ({ name, type: typeOf(name, inputs, step.do === 'union' && step.missing === 'null') }));
  const [first = [], ...others] = inputs.map((frame) => frame.rows.map((row) => widenedRow(row, frame, columns)));
  const key = (row: Row): string => names.map((name) => keyOf(row(name))).join('|');
  const all = others.reduce<readonly Row[]>(
    (rows, more) => (step.do === 'union' ? rows.concat(more) : paired(rows, more, key, step.do, step.rows)),
    first,
  );
  return { columns, rows: step.rows === 'distinct' ? once(all, key) : all };
};

const typeOf = (name: string, inputs: readonly Frame[], mayMiss: boolean): string => {
  const own = inputs.flatMap(({ columns }) => columns.filter((column) => column.name === name).map(({ type }) => type));
  const type = own.reduce<string | undefined>((shared, each) => (shared === undefined ? undefined : commonType(shared, each)), own[0]);
  if (type === undefined || (own.length < inputs.length && !mayMiss)) throw new NoMeaning(`the inputs do not share ${name}`);
  return type;
};

const widenedRow = (row: Row, frame: Frame, columns: Frame['columns']): Row =>
  rowOf(
    new Map(
      columns.map(({ name, type }) => {
        const own = frame.columns.find((column) => column.name === name);
        const value = (): Value => (own === undefined ? null : widened(row(name), own.type, type));
        return [name, value] as const;
      }),
    ),
  );

/** Each row of the other input stands for one row (all), or for every equal one (distinct). */
const paired = (
  rows: readonly Row[],
  more: readonly Row[],
  key: (row: Row) => string,
  kind: string,
  how: 'all' | 'distinct',
): readonly Row[] => {
  const left = new Map<string, number>();
  for (const row of more) left.set(key(row), (left.get(key(row)) ?? 0) + 1);
  return rows.filter((row) => {
    const count = left.get(key(row)) ?? 0;
    if (how === 'all') left.set(key(row), count - 1);
    return kind === 'intersect' ? count > 0 : count <= 0;
  });
};

const once = (rows: readonly Row[], key: (row: Row) => string): readonly Row[] => [
  ...new Map(rows.toReversed().map((row) => [key(row), row])).values(),
];
