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
      says: 'an entity that is joined through a table with several rows for it is counted once, and so is a value that several rows name',
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
    {
      id: 'null-group',
      says: 'rows whose group is not known are a group of their own',
      examples: [{ step: 'aggregate gives one row per group; NULL is a group' }],
    },
    {
      id: 'sales-are-rows',
      says: 'sales that are compared with a number (less than 100 sales) are rows, counted; that they could be amounts is said',
      examples: [{ step: 'aggregate gives one row per group; NULL is a group' }],
    },
    {
      id: 'fill-then-filter',
      says: 'values put in the place of NULL meet the conditions that are said after them; missing means NULL, not an empty text',
      examples: [{ step: 'fill puts constants, and the previous value in an order' }],
    },
    {
      id: 'valid-email',
      says: 'a valid email is written as name@domain with a dot in the domain, one @ and no blanks: NULL and an empty text are not valid',
      examples: [{ step: 'filter keeps rows for which the condition is true, not those where it is NULL' }],
    },
    {
      id: 'joined-texts',
      says: 'texts put one behind the other have a space between them unless the words say otherwise, and are NULL where a part is NULL',
      examples: [{ step: 'select computes columns and drops the others' }],
    },
    {
      id: 'share-of-all',
      says: 'a share is a fraction of the total over all rows of the result, unless percent or a group is said',
      examples: [{ step: 'window adds running totals, previous values and shares; all other columns stay' }],
    },
    {
      id: 'running-from-first',
      says: 'a running total begins with the first period, anew for each other group; a period without rows has no row unless the words ask for it',
      examples: [{ step: 'window adds running totals, previous values and shares; all other columns stay' }],
    },
    {
      id: 'calendar-before',
      says: 'the month before (day, week, quarter, year) is the one before in the calendar; a change from it is NULL where it has no row',
      examples: [{ step: 'window adds running totals, previous values and shares; all other columns stay' }],
    },
    {
      id: 'every-period',
      says: 'periods without rows, when asked for, go from the first to the last that has rows; counts and totals of theirs are 0',
      examples: [{ step: 'a sequence of months starts anew from the first value, and both ends are included' }],
    },
    {
      id: 'known-values',
      says: 'columns per value are those of the values that the statistics show, frozen; other values and NULL have none',
      examples: [{ step: 'pivot gives each value its own column; rows of other values are left out' }],
    },
    {
      id: 'all-rows-stacked',
      says: 'stacked tables keep every row, also equal ones',
      examples: [{ step: 'union takes the rows of all inputs by the names of their columns, and types widen' }],
    },
  ],
};
