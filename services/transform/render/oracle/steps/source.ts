// A source table as a query: its columns read as values of the language.
import type { PlannedSource } from '../../../plan.ts';
import { readExpression } from '../../../postgres.ts';
import { name } from '../names.ts';
import { isText } from '../values.ts';
import { lines } from './parts.ts';

export const sourceQuery = (source: PlannedSource): string => {
  const columns = source.columns.map((column) => {
    const read = readExpression(column);
    return `${isText(column) ? `${read} collate "C"` : read} as ${name(column.name)}`;
  });
  return lines([`select ${columns.join(', ')}`, `from ${name(source.schema)}.${name(source.table)}`]);
};
