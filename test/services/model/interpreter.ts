// A naive reading of small specs over small rows, for tests: no plan, no typing, numbers as JavaScript has them.
import type { Step, TransformSpec } from '../../../contracts/generated/types.ts';
import type { Ast } from '../../../services/transform/parse/ast.ts';
import { parse } from '../../../services/transform/parse/parse.ts';

export type Value = string | number | boolean | null;
export type Row = Readonly<Record<string, Value>>;

/** Rows of the target, in its columns' order. Tables by their plain name. */
export const evaluate = (spec: TransformSpec, tables: Readonly<Record<string, readonly Row[]>>): readonly (readonly Value[])[] => {
  const frames = new Map<string, readonly Row[]>(
    spec.sources.map(({ name, table }) => [name, tables[table.split('.').at(-1) ?? ''] ?? fail(`no table ${table}`)]),
  );
  let above = spec.sources[0]?.name ?? '';
  for (const step of spec.steps) {
    const read = (name: string | undefined) => frames.get(name ?? above) ?? fail(`no frame ${name}`);
    frames.set(step.name, run(step, read));
    above = step.name;
  }
  return (frames.get(above) ?? []).map((row) => spec.target.columns.map(({ name }) => row[name] ?? null));
};

const fail = (message: string): never => {
  throw new Error(message);
};

type Read = (name: string | undefined) => readonly Row[];

const run = (step: Step, read: Read): readonly Row[] => {
  switch (step.do) {
    case 'filter':
      return read(step.input).filter((row) => valued(tree(step.where), [row]) === true);
    case 'select':
      return read(step.input).map((row) => ({
        ...(step.others === 'keep' ? row : {}),
        ...Object.fromEntries(step.columns.map(({ name, expr }) => [name, valued(tree(expr), [row])])),
      }));
    case 'join':
      return joined(step, read);
    case 'aggregate':
      return aggregated(step, read(step.input));
    case 'dedupe':
      return firstPer(
        ordered(read(step.input), step.order ?? []),
        (row) => JSON.stringify(step.keys === undefined ? row : step.keys.map((key) => row[key])),
        1,
      );
    case 'top':
      return firstPer(ordered(read(step.input), step.order), (row) => JSON.stringify((step.by ?? []).map((key) => row[key])), step.n);
    default:
      return fail(`the planner does not write ${step.do}`);
  }
};

const joined = (step: Extract<Step, { do: 'join' }>, read: Read): readonly Row[] => {
  const [left, right] = [read(step.left), read(step.right)];
  const meets = (one: Row, other: Row) =>
    step.on.every((pair) => {
      const key = valued(tree(pair.left), [one]);
      return key !== null && key === valued(tree(pair.right), [other]);
    });
  if (step.kind === 'semi' || step.kind === 'anti')
    return left.filter((one) => right.some((other) => meets(one, other)) === (step.kind === 'semi'));
  const out = (one: Row | undefined, other: Row | undefined): Row =>
    Object.fromEntries(
      step.keep.flatMap(({ side, columns }) => {
        const row = side === 'left' ? one : other;
        const names = columns === 'all' ? Object.keys((side === 'left' ? left[0] : right[0]) ?? {}) : columns;
        return names.map((each) => (typeof each === 'string' ? [each, row?.[each] ?? null] : [each.as, row?.[each.column] ?? null]));
      }),
    );
  const pairs = left.flatMap((one) => {
    const partners = right.filter((other) => meets(one, other));
    if (partners.length > 1 && step.expect !== 'many') fail(`${step.name}: a row meets ${partners.length} rows`);
    return partners.length === 0 && (step.kind === 'left' || step.kind === 'full')
      ? [out(one, undefined)]
      : partners.map((other) => out(one, other));
  });
  const lonely = step.kind === 'right' || step.kind === 'full' ? right.filter((other) => !left.some((one) => meets(one, other))) : [];
  return [...pairs, ...lonely.map((other) => out(undefined, other))];
};

const aggregated = (step: Extract<Step, { do: 'aggregate' }>, rows: readonly Row[]): readonly Row[] => {
  const keyed = rows.map((row) => ({
    row,
    key: Object.fromEntries(
      step.by.map((by) => (typeof by === 'string' ? [by, row[by] ?? null] : [by.name, valued(tree(by.expr), [row])])),
    ) as Row,
  }));
  const groups = Map.groupBy(keyed, ({ key }) => JSON.stringify(key));
  if (step.by.length === 0 && rows.length === 0) groups.set('{}', []);
  return [...groups.values()].map((members) => ({
    ...(members[0]?.key ?? {}),
    ...Object.fromEntries(
      step.compute.map(({ name, expr }) => [
        name,
        valued(
          tree(expr),
          members.map(({ row }) => row),
        ),
      ]),
    ),
  }));
};

const ordered = (rows: readonly Row[], order: readonly { readonly expr: string; readonly direction: 'asc' | 'desc' }[]): readonly Row[] =>
  rows.toSorted((one, other) => {
    for (const { expr, direction } of order) {
      const [a, b] = [valued(tree(expr), [one]), valued(tree(expr), [other])];
      if (a === b) continue;
      if (a === null) return 1;
      if (b === null) return -1;
      return (a < b ? -1 : 1) * (direction === 'asc' ? 1 : -1);
    }
    return 0;
  });

const firstPer = (rows: readonly Row[], key: (row: Row) => string, n: number): readonly Row[] => {
  const seen = new Map<string, number>();
  return rows.filter((row) => {
    const count = (seen.get(key(row)) ?? 0) + 1;
    seen.set(key(row), count);
    return count <= n;
  });
};

const tree = (text: string): Ast => {
  const parsed = parse(text, '');
  return parsed.is === 'parsed' ? parsed.tree : fail(`${text}: ${parsed.problem.message}`);
};

/** Over one row; aggregates over all of them. */
const valued = (ast: Ast, rows: readonly Row[]): Value => {
  const one = (arg: Ast | undefined): Value => (arg === undefined ? fail('argument missing') : valued(arg, rows));
  switch (ast.is) {
    case 'column':
      return rows[0]?.[ast.name] ?? null;
    case 'number':
      return Number(ast.text);
    case 'text':
    case 'boolean':
    case 'typed-text':
      return ast.value;
    case 'null':
      return null;
    case 'cast':
      return ast.type === 'date' ? String(one(ast.value) ?? '').slice(0, 10) || null : one(ast.value);
    case 'call':
      return call(ast, rows);
    case 'operator':
      return operate(ast.name, ast.args.map(one));
    case 'case':
      return fail('case is not read here');
  }
};

const call = ({ name, args, star, distinct }: Extract<Ast, { is: 'call' }>, rows: readonly Row[]): Value => {
  if (star) return rows.length;
  const [first, second] = args;
  if (name === 'date_trunc' && first?.is === 'text' && second !== undefined) return truncated(first.value, valued(second, rows));
  const all = rows.map((row) => (first === undefined ? null : valued(first, [row]))).filter((value) => value !== null);
  const values = distinct ? [...new Set(all)] : all;
  const numbers = values.map(Number);
  const sum = Math.round(numbers.reduce((total, value) => total + value, 0) * 1e6) / 1e6;
  if (name === 'count') return values.length;
  if (values.length === 0) return null;
  if (name === 'sum') return sum;
  if (name === 'avg') return sum / numbers.length;
  if (name === 'min') return least(values);
  if (name === 'max') return values.toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0))[0] ?? null;
  return fail(`${name} is not read here`);
};

const least = (values: readonly (string | number | boolean)[]): Value => values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))[0] ?? null;

const truncated = (unit: string, value: Value): Value =>
  value === null ? null : unit === 'year' ? `${String(value).slice(0, 4)}-01-01` : `${String(value).slice(0, 7)}-01`;

const operate = (name: string, args: readonly Value[]): Value => {
  const [a = null, b = null, c = null] = args;
  if (name === 'is-null') return a === null;
  if (name === 'is-not-null') return a !== null;
  if (name === 'is-not-true') return a !== true;
  if (name === 'and') return a === false || b === false ? false : a === null || b === null ? null : true;
  if (name === 'or') return a === true || b === true ? true : a === null || b === null ? null : false;
  if (a === null || b === null) return null;
  if (name === 'between') return c === null ? null : a >= b && a <= c;
  if (name === 'in') return args.slice(1).includes(a);
  if (name === 'like') return new RegExp(`^${String(b).replaceAll('%', '.*')}$`).test(String(a));
  if (name === 'multiply') return Number(a) * Number(b);
  const compare: Readonly<Record<string, boolean>> = {
    equal: a === b,
    'not-equal': a !== b,
    less: a < b,
    'less-or-equal': a <= b,
    greater: a > b,
    'greater-or-equal': a >= b,
  };
  return compare[name] ?? fail(`${name} is not read here`);
};
