// A small shop to check specs against, and the shortest way to a plan.
import type { Catalog, Diagnostic, Step, TransformSpec } from '../../../contracts/generated/types.ts';
import { check, type Plan, typeOf } from '../../../services/transform/index.ts';

export const tableOf = (
  schema: string,
  name: string,
  primaryKey: string[],
  columns: Readonly<Record<string, string>>,
): Catalog['tables'][number] => ({
  schema,
  name,
  kind: 'table',
  rows: 100,
  bytes: 8192,
  columns: Object.entries(columns).map(([column, type]) => {
    const sourceType = type.replace('!', '');
    const { type: read, advice } = typeOf(sourceType);
    return { name: column, type: read, sourceType, nullable: !type.endsWith('!'), ...(advice !== undefined && { advice }) };
  }),
  primaryKey,
  uniqueKeys: [],
  foreignKeys: [],
});

export const catalogOf = (...tables: Catalog['tables']): Catalog => ({
  takenAt: '2026-01-01T00:00:00Z',
  server: '18.4',
  defaultSchema: 'shop',
  targetSchema: 'out',
  tables,
  target: null,
});

export const shop = catalogOf(
  tableOf('shop', 'customers', ['customer_id'], { customer_id: 'integer!', customer_name: 'text', Country: 'character(2)' }),
  tableOf('shop', 'orders', ['order_id'], {
    order_id: 'integer!',
    customer_id: 'integer',
    order_amount: 'numeric(12,2)',
    quantity: 'integer',
    placed: 'date',
    shipped: 'timestamp without time zone',
    paid: 'boolean',
    weight: 'double precision',
    note: 'text',
    tags: 'text[]',
    details: 'jsonb',
    fare: 'money',
  }),
);

export const customers = { name: 'customers', table: 'shop.customers' };
export const orders = { name: 'orders', table: 'orders' };

type Target = TransformSpec['target'];
export const targetOf = (columns: Readonly<Record<string, string>>, more: Partial<Target> = {}): Target => ({
  table: 'result',
  mode: 'replace',
  key: [],
  columns: Object.entries(columns).map(([name, type]) => ({ name, type, nullable: true })),
  ...more,
});

export const specOf = (steps: Step[], target: Target, sources = [orders]): TransformSpec => ({ sources, steps, target, assumptions: [] });

export const planOf = (spec: TransformSpec, catalog: Catalog = shop): Plan => {
  const result = check(spec, catalog);
  if (result.is === 'unsound') throw new Error(JSON.stringify(result.diagnostics, null, 2));
  return result.plan;
};

export const diagnosticsOf = (spec: TransformSpec, catalog: Catalog = shop): readonly Diagnostic[] => {
  const result = check(spec, catalog);
  return result.is === 'unsound' ? result.diagnostics : [];
};

export const notesOf = (spec: TransformSpec, catalog: Catalog = shop): readonly Diagnostic[] => {
  const result = check(spec, catalog);
  if (result.is === 'unsound') throw new Error(JSON.stringify(result.diagnostics, null, 2));
  return result.notes;
};

/** One select step that computes `value`, of the given type. */
export const valueSpec = (expr: string, type = 'int'): TransformSpec =>
  specOf([{ name: 'computed', do: 'select', columns: [{ name: 'value', expr }], others: 'drop' }], targetOf({ value: type }));

/** Type that an expression over orders has, by asking the checker; its first problem's code when it has none. */
export const typeOfExpression = (expr: string): string => {
  const [problem] = diagnosticsOf(valueSpec(expr, 'bytes'));
  return problem?.code === 'target-type' ? (problem.expected[0] ?? '') : (problem?.code ?? 'bytes');
};
