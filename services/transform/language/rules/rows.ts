// Rules about rows: scope, aggregates, orders, and failures.
import type { RuleSection } from '../rule.ts';

const scope: RuleSection = {
  title: 'What a step sees',
  rules: [
    {
      id: 'input-columns-only',
      says: 'a step sees the plain output columns of its input: the step above, or the one that it names',
      examples: [{ expr: 'orders.amount', refused: 'syntax' }],
    },
    {
      id: 'two-inputs',
      says: 'in the condition of a join, columns are written left.name and right.name; nowhere else does a name have a qualifier',
      examples: [{ step: 'a condition compares columns of both sides, as for a range' }],
    },
    {
      id: 'no-siblings',
      says: 'expressions of a select see the input, not each other; what several need is a let entry, which later ones and the columns see',
      examples: [{ step: 'let entries are used by later ones and by the columns' }],
    },
    {
      id: 'no-aggregates-among-rows',
      says: 'aggregates stand in compute of an aggregate, a window or a pivot',
      examples: [{ expr: 'sum(1)', refused: 'aggregate-misuse' }],
    },
    {
      id: 'union-widens',
      says: 'union, intersect and except match columns by name; their types widen as values of one expression do',
      examples: [{ step: 'union takes the rows of all inputs by the names of their columns, and types widen' }],
    },
  ],
};

const aggregates: RuleSection = {
  title: 'Aggregates',
  rules: [
    {
      id: 'of-nothing',
      says: 'sum, avg, min, max and string_agg of nothing are NULL, count is 0; by: [] gives exactly one row',
      examples: [{ step: 'without keys there is exactly one row, also of no rows: counts are 0, everything else NULL' }],
    },
    {
      id: 'average-is-exact',
      says: 'the average of exact numbers is decimal with at least six decimals',
      examples: [{ step: 'the average of integers is exact decimal with six decimals' }],
    },
    {
      id: 'filter-of-an-aggregate',
      says: 'filter (where …) chooses the rows that an aggregate sees',
      examples: [{ step: 'keys may be expressions, and computed columns any expression over aggregates, keys and constants' }],
    },
    {
      id: 'levels',
      says: 'subtotals are levels; level_as tells a subtotal from a key that is NULL',
      examples: [{ step: 'levels give subtotals, and level_as says which rows they are' }],
    },
  ],
};

const orders: RuleSection = {
  title: 'Orders',
  rules: [
    {
      id: 'nulls-last',
      says: 'NULLs sort last, in both directions, unless the sort key says first',
      examples: [{ step: 'NULLs sort last, in both directions' }],
    },
    {
      id: 'order-completion',
      says: 'where an order decides (row_number, ntile, lag, lead, first and last values, frames of rows, dedupe, top with ties broken) it is completed by the remaining columns, and a note says by which; string_agg and first are completed by the value itself; rank, dense_rank, frames of a range and top with ties kept never are',
      examples: [
        { step: 'dedupe with keys keeps the first row by an order, which the remaining columns complete' },
        { step: 'row_number is completed by the remaining columns; rank and dense_rank keep ties' },
        { step: 'top with ties kept gives also the rows that are equal to the last one' },
      ],
    },
    {
      id: 'default-frame',
      says: 'an ordered aggregate window without a frame goes by rows from the first to the current one; without an order it is the whole partition',
      examples: [{ step: 'window adds running totals, previous values and shares; all other columns stay' }],
    },
    {
      id: 'range-frames',
      says: 'a frame of rows counts neighbours, a frame of a range what lies so far away in value',
      examples: [{ step: 'a frame of rows looks at neighbours, a frame of a range at what lies near in value' }],
    },
  ],
};

const failures: RuleSection = {
  title: 'What fails, and how',
  rules: [
    {
      id: 'census',
      says: 'division by zero, failing casts and parses never end a job: they give NULL, and are counted over the rows that enter the step; a count that is not zero fails the run with the keys of such rows, unless the spec says try_cast or nullif. Only what is reached counts: no branch of CASE that is not taken, nothing that FILTER leaves out',
      examples: [
        { expr: '1 / nullif(0, 0)', gives: 'cast(null as decimal(8,6))' },
        { expr: "try_cast('x', 'int')", gives: 'cast(null as int)' },
      ],
    },
    {
      id: 'overflow-ends-the-job',
      says: 'integer and decimal overflow ends the job, naming the step; infinities of doubles are counted',
      examples: [{ step: 'a sum beyond its type ends the job' }],
    },
    {
      id: 'expected-partners',
      says: 'a join says how many partners a left row may meet (expect), and a row that meets more ends the run',
      examples: [{ step: 'a row that meets more partners than expected ends the job' }],
    },
    {
      id: 'bounded-walks',
      says: 'a walk in a circle, or deeper than its depth, fails the run',
      examples: [{ step: 'a walk deeper than allowed ends the job, as one in a circle does' }],
    },
  ],
};

export const rowSections: readonly RuleSection[] = [scope, aggregates, orders, failures];
