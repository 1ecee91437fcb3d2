// Whether rows of these columns can be put into a table that stands: every value as it is, or an error of the database, never another value.
import type { Catalog, WriteMode } from '../../../contracts/generated/types.ts';

type TableColumn = NonNullable<NonNullable<Catalog['target']>['columns']>[number];
/** `type` as PostgreSQL prints it. */
export type WantedColumn = { readonly name: string; readonly type: string; readonly nullable: boolean };

/** What does not fit, for a person; empty when everything does. */
export const misfits = (wanted: readonly WantedColumn[], table: readonly TableColumn[], mode: WriteMode): readonly string[] => [
  ...wanted.flatMap((column) =>
    misfit(
      column,
      table.find(({ name }) => name === column.name),
    ),
  ),
  ...table.flatMap((column) => (wanted.some(({ name }) => name === column.name) ? [] : surplus(column, mode))),
];

const misfit = ({ name, type, nullable }: WantedColumn, column: TableColumn | undefined): readonly string[] => {
  if (column === undefined) return [`it has no column ${name}`];
  if (column.filled === 'always') return [`its column ${name} is always made by the database`];
  if (!holds(column.type, type)) return [`its column ${name} is ${column.type}, which does not hold every ${type}`];
  return nullable && !column.nullable ? [`its column ${name} is NOT NULL, and the result may have NULL there`] : [];
};

const surplus = ({ name, nullable, filled }: TableColumn, mode: WriteMode): readonly string[] => {
  if (filled === 'always') return [];
  if (mode === 'replace') return [`its column ${name} is not among the target's columns`];
  return nullable || filled === 'default' ? [] : [`its column ${name} is NOT NULL without a default, and not among the target's columns`];
};

/** Equal, or a type whose assignment keeps the value or raises. */
const holds = (column: string, value: string): boolean => {
  if (column === value) return true;
  const [to, from] = [column, value].map((type) => type.replace(/\(.*?\)/, ''));
  if (from === 'integer') return to === 'bigint' || to === 'smallint' || column === 'numeric';
  if (from === 'bigint') return column === 'numeric' || to === 'integer';
  if (from === 'text') return to === 'character varying';
  if (from === 'jsonb') return to === 'json';
  if (from === 'numeric') return to === 'numeric' && (column === 'numeric' || scaleOf(column) >= scaleOf(value));
  return value.startsWith('timestamp') && column === value.replace('timestamp', 'timestamp(6)');
};

const scaleOf = (type: string): number => Number(/,(-?\d+)\)/.exec(type)?.[1] ?? 0);
