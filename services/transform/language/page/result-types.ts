// Types of expressions, asked of the checker: what the page says of a result is what the checker decides.
import type { Catalog, Step, Type } from '../../../../contracts/generated/types.ts';
import { exampleRows } from '../../check/aggregates/signature.ts';
import { columnsOf } from '../../check/check.ts';
import { pgType } from '../../postgres.ts';

/** Undefined when the checker refuses it. */
export const typeOfExpression = (expr: string): Type | undefined =>
  typeOfValue({ name: 'computed', do: 'select', columns: [{ name: 'value', expr }], others: 'drop' });

export const typeOfAggregate = (expr: string): Type | undefined =>
  typeOfValue({ name: 'computed', do: 'aggregate', by: [], compute: [{ name: 'value', expr }] });

export const typeOfWindow = ({ expr, partition, order, frame }: WindowCall): Type | undefined =>
  typeOfValue({
    name: 'computed',
    do: 'window',
    compute: [{ name: 'value', expr, partition: [...partition], order: [...order], ...(frame === undefined ? {} : { frame }) }],
  });

type Window = Extract<Step, { do: 'window' }>['compute'][number];
type WindowCall = {
  readonly expr: string;
  readonly partition: readonly string[];
  readonly order: readonly Window['order'][number][];
  readonly frame?: Window['frame'];
};

const typeOfValue = (step: Step): Type | undefined => {
  const result = columnsOf({ sources: [{ name: 'rows', table: 'rows' }], steps: [step] }, catalog);
  return result.is === 'sound' ? result.columns.get('computed')?.find(({ name }) => name === 'value')?.type : undefined;
};

const catalog: Catalog = {
  takenAt: '2026-01-01T00:00:00Z',
  server: '18.4',
  defaultSchema: 'public',
  targetSchema: 'out',
  tables: [
    {
      schema: 'public',
      name: 'rows',
      kind: 'table',
      rows: exampleRows.rows.length,
      bytes: 8192,
      columns: Object.entries(exampleRows.columns).map(([name, type]) => ({
        name,
        type,
        sourceType: pgType(type),
        nullable: name !== 'id',
      })),
      primaryKey: ['id'],
      uniqueKeys: [],
      foreignKeys: [],
    },
  ],
  target: null,
};
