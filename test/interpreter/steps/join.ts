// join: pairs of rows whose keys are equal, and what becomes of rows without a partner. Nested loops.
import type { JoinStep } from '../../../contracts/generated/types.ts';
import { conditionOf, expressionOf } from '../expression.ts';
import { allColumns, sorted } from '../order.ts';
import { NoMeaning } from '../raised.ts';
import { type Column, type Frame, type Row, rowOf } from '../rows.ts';
import { rowScope, type Scope, type SpecScope, valueIn } from '../scope.ts';
import { type Typed, unified } from '../typed.ts';
import { compare, type Value } from '../values.ts';
import { adaptedPair, keyValue } from './keys.ts';
import type { StepContext } from './step.ts';

/** A join as written, or one of its further lookups. */
type Wanted = Pick<JoinStep, 'kind' | 'on' | 'condition' | 'asof' | 'coalesce' | 'matched_as' | 'expect'> & {
  readonly keep: JoinStep['keep'];
};
type Pair = { readonly left: Row | undefined; readonly right: Row | undefined };

export const joined = (step: JoinStep, context: StepContext): Frame => {
  const first = joinOf(step.name, step, context.input(step.left), context.input(step.right), context);
  return (step.lookups ?? []).reduce((left, { right, keep, ...lookup }) => {
    const columns = keep === 'all' || keep.length > 0 ? [{ side: 'right' as const, columns: keep }] : [];
    const wanted: Wanted = { ...lookup, keep: [{ side: 'left', columns: 'all' }, ...columns] };
    return joinOf(step.name, wanted, left, context.input(right), context);
  }, first);
};

const joinOf = (name: string, wanted: Wanted, left: Frame, right: Frame, { spec, broken }: StepContext): Frame => {
  const matches = matcherOf(wanted, left, right, spec);
  const partners = left.rows.map((row) => right.rows.filter((other) => matches(row, other)));
  const kept =
    wanted.asof === undefined ? partners : partners.map((rows, at) => lastNotAfter(left.rows[at] as Row, rows, wanted, left, right, spec));
  // of an asof join a row meets the one that was found, or none
  const met = wanted.kind === 'asof' ? kept : partners;
  if (wanted.expect !== 'many' && !met.every(({ length }) => length === 1 || (length === 0 && wanted.expect === 'at-most-one'))) {
    broken(`a row of ${name} meets another number of rows than promised`);
  }
  const pairs = pairsOf(wanted.kind, left.rows, right.rows, kept);
  const outputs = outputsOf(wanted, left, right);
  return {
    columns: outputs.map(({ column }) => column),
    rows: pairs.map((pair) => rowOf(new Map(outputs.map(({ column, value }) => [column.name, () => value(pair)])))),
  };
};

const pairsOf = (
  kind: JoinStep['kind'],
  left: readonly Row[],
  right: readonly Row[],
  partners: readonly (readonly Row[])[],
): readonly Pair[] => {
  const both = left.flatMap((row, at) => (partners[at] ?? []).map((other) => ({ left: row, right: other })));
  const has = (at: number): boolean => (partners[at] ?? []).length > 0;
  const alone = left.filter((_, at) => !has(at)).map((row) => ({ left: row, right: undefined }));
  const met = new Set(partners.flat());
  const lonely = right.filter((row) => !met.has(row)).map((row) => ({ left: undefined, right: row }));
  switch (kind) {
    case 'inner':
    case 'cross':
      return both;
    case 'left':
    case 'asof':
      return [...both, ...alone];
    case 'right':
      return [...both, ...lonely];
    case 'full':
      return [...both, ...alone, ...lonely];
    case 'semi':
      return left.filter((_, at) => has(at)).map((row) => ({ left: row, right: undefined }));
    case 'anti':
      return alone;
  }
};

const matcherOf = (wanted: Wanted, left: Frame, right: Frame, spec: SpecScope): ((a: Row, b: Row) => boolean) => {
  const keys = wanted.on.map((pair) => ({
    ...adaptedPair(expressionOf(pair.left, rowScope(left.columns, spec)), expressionOf(pair.right, rowScope(right.columns, spec))),
    nullsMatch: pair.nulls === 'match',
  }));
  const condition = wanted.condition === undefined ? undefined : pairCondition(wanted.condition, left, right, spec);
  return (a, b) => keys.every((key) => keyValue(a, b, key)) && (condition?.(a, b) ?? true);
};

/** Columns are written left.name and right.name. */
const pairCondition = (text: string, left: Frame, right: Frame, spec: SpecScope): ((a: Row, b: Row) => boolean) => {
  const scope: Scope = {
    spec,
    column: (name, side) => {
      const column = (side === 'left' ? left : right).columns.find((each) => each.name === name);
      if (column === undefined || (side !== 'left' && side !== 'right')) throw new NoMeaning(`there is no column ${side}.${name}`);
      // the right row stands behind the left one
      return { type: column.type, value: ({ rows }) => (rows[side === 'left' ? 0 : 1] as Row)(name) };
    },
  };
  const condition = conditionOf(text, scope);
  return (a, b) => condition.value({ row: a, rows: [a, b], at: 0 }) === true;
};

/** Of the partners the last one that is not after the left row; of several of that time the first by all columns. */
const lastNotAfter = (row: Row, partners: readonly Row[], { asof }: Wanted, left: Frame, right: Frame, spec: SpecScope): readonly Row[] => {
  if (asof === undefined) return partners;
  const times = unified([
    expressionOf(asof.left, rowScope(left.columns, spec)),
    expressionOf(asof.right, rowScope(right.columns, spec)),
  ]).all;
  const [mine, theirs] = times as [Typed, Typed];
  const time = valueIn(row, mine);
  if (time === null) return [];
  const before = partners.filter((other) => {
    const value = valueIn(other, theirs);
    return value !== null && compare(value, time) <= 0;
  });
  const latestFirst = [{ value: theirs, descending: true, nullsFirst: false }, ...allColumns(right.columns)];
  return sorted(before, latestFirst).slice(0, 1);
};

type Output = { readonly column: Column; readonly value: (pair: Pair) => Value };

const outputsOf = ({ keep, coalesce = [], matched_as: matched }: Wanted, left: Frame, right: Frame): readonly Output[] => {
  const both = coalesce.map(({ left: a, right: b, as }): Output => {
    const pair = unified([sideOf('left', columnOf(left, a)), sideOf('right', columnOf(right, b))]);
    const [first, second] = pair.all as [Typed, Typed];
    const sideValue = (typed: Typed, row: Row | undefined): Value =>
      row === undefined ? null : typed.value({ row, rows: [row, row], at: 0 });
    return { column: { name: as, type: pair.type }, value: (rows) => sideValue(first, rows.left) ?? sideValue(second, rows.right) };
  });
  const plain = keep.flatMap(({ side, columns }) => {
    const frame = side === 'left' ? left : right;
    const wanted = columns === 'all' ? frame.columns.map(({ name }) => name) : columns;
    return wanted.map((each): Output => {
      const [from, as] = typeof each === 'string' ? [each, each] : [each.column, each.as];
      return { column: { name: as, type: columnOf(frame, from).type }, value: (pair) => pair[side]?.(from) ?? null };
    });
  });
  const flag: readonly Output[] =
    matched === undefined
      ? []
      : [{ column: { name: matched, type: 'boolean' }, value: ({ left: a, right: b }) => a !== undefined && b !== undefined }];
  return [...both, ...plain, ...flag];
};

const sideOf = (_side: 'left' | 'right', { name, type }: Column): Typed => ({ type, value: ({ row }) => row(name) });

const columnOf = (frame: Frame, name: string): Column => {
  const column = frame.columns.find((each) => each.name === name);
  if (column === undefined) throw new NoMeaning(`there is no column ${name}`);
  return column;
};
