// How words are read. Explicit words always win; the names stand in the assumptions of a spec.
import type { RuleSection } from '../rule.ts';

export const conventions: RuleSection = {
  title: 'Conventions: how words are read',
  rules: [
    {
      id: 'per-entity',
      says: 'a count or a total per entity (customer, product, department …) keeps every entity, for nothing has a count and a total',
      examples: [{ corpus: 'customer-totals' }],
    },
    {
      id: 'occurring',
      says: 'averages, extremes, ratios, ranks, latest records, and grouping by an attribute or a period show what occurs',
      examples: [{ corpus: 'average-salary' }, { corpus: 'daily-sales' }],
    },
    {
      id: 'inner-join',
      says: 'any other join or merge is inner',
      examples: [{ step: 'an inner join gives each left row with each of its partners; NULL never matches' }],
    },
    {
      id: 'exclusive-limit',
      says: 'more than and less than exclude the limit, at least and at most include it, between includes both ends',
      examples: [
        { expr: '1000 > 1000', gives: 'false' },
        { expr: '1000 >= 1000', gives: 'true' },
      ],
    },
    {
      id: 'per-entity-output',
      says: 'output per entity is its key, its label and what was asked',
      examples: [{ corpus: 'customer-totals' }],
    },
    {
      id: 'no-order',
      says: 'a table has no order: order by changes nothing in it, and that is said',
      examples: [{ corpus: 'whole-table' }],
    },
    {
      id: 'count-once',
      says: 'an entity that is joined through a table with several rows for it is counted once',
      examples: [{ step: 'an entity met several times is counted once' }],
    },
    {
      id: 'latest-by-date',
      says: 'the latest record of each X is the first by its date, newest first',
      examples: [{ corpus: 'latest-order' }],
    },
    {
      id: 'ranks-occur',
      says: 'a ranking shows what occurs; rows without a value come last',
      examples: [{ step: 'NULLs sort last, in both directions' }],
    },
    {
      id: 'ties-broken',
      says: 'first, latest and the best n are exactly so many rows: equal ones are settled by the remaining columns',
      examples: [{ step: 'top with ties broken gives n rows per group, the order completed by the remaining columns' }],
    },
    {
      id: 'first-of-duplicates',
      says: 'of duplicates by some columns the first by the key stays',
      examples: [{ step: 'dedupe with keys keeps the first row by an order, which the remaining columns complete' }],
    },
    {
      id: 'equal-rows',
      says: 'duplicates without further words are rows whose columns are all equal',
      examples: [{ step: 'dedupe without keys keeps equal rows once; NULL equals NULL' }],
    },
    {
      id: 'utc-days',
      says: 'a day, month or year begins at midnight, UTC',
      examples: [
        { expr: "date_trunc('day', timestamp '2025-03-09 00:00:00')", gives: "timestamp '2025-03-09 00:00:00'" },
        { corpus: 'daily-sales' },
      ],
    },
  ],
};
