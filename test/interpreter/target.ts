// The target: its columns as they are stored, and what it promises of its rows.
import type { TransformSpec } from '../../contracts/generated/types.ts';
import { storedValue } from './casts.ts';
import { conditionOf } from './expression.ts';
import { NoMeaning } from './raised.ts';
import { type Frame, fixedRow, type Row } from './rows.ts';
import { rowScope, type SpecScope, valueIn } from './scope.ts';
import { readText } from './texts.ts';
import { compare, type Value } from './values.ts';

type Target = TransformSpec['target'];
type StoredColumn = { readonly name: string; readonly type: string; readonly nullable: boolean; readonly computed: string };

/** Columns are taken by name; raises where a value does not fit. */
export const storedRows = (target: Target, { columns, rows }: Frame): readonly (readonly Value[])[] => {
  const stored = target.columns.map(({ name, type, nullable }): StoredColumn => {
    const computed = columns.find((column) => column.name === name)?.type;
    if (computed === undefined) throw new NoMeaning(`nothing computes ${name}`);
    return { name, type, nullable, computed };
  });
  return rows.map((row) => stored.map(({ name, type, computed }) => storedValue(row(name), computed, type)));
};

/** What the target promises and a row breaks: NULL where none may be, a check that is false, a value outside of the watermark. */
export const brokenPromises = (target: Target, stored: readonly (readonly Value[])[], spec: SpecScope): readonly string[] => {
  const rows = stored.map((row) => fixedRow(new Map(target.columns.map(({ name }, at) => [name, row[at] ?? null]))));
  const isBroken = (breaks: (row: Row) => boolean): boolean => rows.some(breaks);
  const scope = rowScope(target.columns, spec);
  return [
    ...target.columns
      .filter(({ name, nullable }) => !nullable && isBroken((row) => row(name) === null))
      .map(({ name }) => `${name} is NULL`),
    ...(target.checks ?? []).flatMap(({ name, expr }) => {
      const condition = conditionOf(expr, scope);
      return isBroken((row) => valueIn(row, condition) === false) ? [`${name} is broken`] : [];
    }),
    ...(target.watermark !== undefined && isBroken(outside(target.watermark, target)) ? ['a row lies outside of the watermark'] : []),
  ];
};

const outside = ({ column, from, to }: NonNullable<Target['watermark']>, { columns }: Target): ((row: Row) => boolean) => {
  const type = columns.find(({ name }) => name === column)?.type ?? 'text';
  const [first, behind] = [readText(from, type), readText(to, type)];
  return (row) => {
    const value = row(column);
    return value === null || compare(value, first) < 0 || compare(value, behind) >= 0;
  };
};
