// A warehouse whose queries the test answers, by name or by a function of the query; a query without an answer throws.
import type { Query, QueryResult, WarehousePort } from '../../../events/ports.ts';
import { atOnce, copy, type Turn, unfaked } from './turn.ts';

export type Measured = Readonly<Record<string, QueryResult>> | ((query: Query) => QueryResult | undefined);

export const scriptedWarehouse = (
  answers: Measured = {},
  { turn = atOnce }: { readonly turn?: Turn } = {},
): WarehousePort & { readonly asked: Query[] } => {
  const asked: Query[] = [];
  const answerTo = (query: Query): QueryResult =>
    (typeof answers === 'function' ? answers(query) : answers[query.name]) ?? unfaked(`warehouse.measure of ${query.name}`);
  return {
    asked,
    measure: async (queries) => {
      await turn();
      asked.push(...copy(queries));
      return copy(Object.fromEntries(queries.map((query) => [query.name, answerTo(query)])));
    },
  };
};
