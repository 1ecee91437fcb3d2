// Every function of window steps: what it says of a row among the rows of its window.

export type WindowSignature = {
  readonly says: string;
  /** How it is written, shortest first. */
  readonly forms: readonly string[];
  /** places: in the completed order. ranks: in the order as asked. values: within the frame. */
  readonly looks: 'places' | 'ranks' | 'values';
  readonly examples: readonly WindowExample[];
};
/** Over the rows of `exampleRows`: what stands in each of them, in the order of their ids. */
export type WindowExample = {
  readonly expr: string;
  readonly partition: readonly string[];
  readonly order: readonly { readonly expr: string; readonly direction: 'asc' | 'desc'; readonly nulls?: 'first' | 'last' }[];
  readonly frame?: { readonly unit: 'rows' | 'range'; readonly from: 'start' | number; readonly to: 'end' | number };
  readonly gives: readonly (string | null)[];
};

const byPoints = [{ expr: 'points', direction: 'desc' }] as const;
const byId = [{ expr: 'id', direction: 'asc' }] as const;

export const windowFunctions: ReadonlyMap<string, WindowSignature> = new Map(
  Object.entries<WindowSignature>({
    row_number: {
      says: 'place in the order, from 1; the order is completed, so that every row has its own',
      forms: ['row_number()'],
      looks: 'places',
      examples: [{ expr: 'row_number()', partition: ['team'], order: byPoints, gives: ['2', '1', '2', '1'] }],
    },
    rank: {
      says: 'place in the order, from 1; equal rows share a place, and the next places are left out',
      forms: ['rank()'],
      looks: 'ranks',
      examples: [{ expr: 'rank()', partition: [], order: byPoints, gives: ['2', '1', '4', '2'] }],
    },
    dense_rank: {
      says: 'place in the order, from 1; equal rows share a place, and no place is left out',
      forms: ['dense_rank()'],
      looks: 'ranks',
      examples: [{ expr: 'dense_rank()', partition: [], order: byPoints, gives: ['2', '1', '3', '2'] }],
    },
    ntile: {
      says: 'number of the part, from 1, when the rows are cut into n parts in their order; the first parts are larger where they do not come out even',
      forms: ['ntile(n)'],
      looks: 'places',
      examples: [{ expr: 'ntile(3)', partition: [], order: byId, gives: ['1', '1', '2', '3'] }],
    },
    lag: {
      says: 'the value n rows before, 1 when n is left out; the default, or NULL, where there is no such row',
      forms: ['lag(x)', 'lag(x, n)', 'lag(x, n, default)'],
      looks: 'places',
      examples: [
        { expr: 'lag(points)', partition: [], order: byId, gives: [null, '3', '5', null] },
        { expr: 'lag(points, 2, 0)', partition: [], order: byId, gives: ['0', '0', '3', '5'] },
        { expr: 'lag(price, 1, 0.5)', partition: ['team'], order: byId, gives: ['0.50', '1.50', '0.50', '4.00'] },
      ],
    },
    lead: {
      says: 'the value n rows after, 1 when n is left out; the default, or NULL, where there is no such row',
      forms: ['lead(x)', 'lead(x, n)', 'lead(x, n, default)'],
      looks: 'places',
      examples: [
        { expr: 'lead(name)', partition: [], order: byId, gives: ['bob', 'cid', null, null] },
        { expr: "lead(name, 1, 'nobody')", partition: [], order: byId, gives: ['bob', 'cid', null, 'nobody'] },
      ],
    },
    first_value: {
      says: 'the value of the first row of the frame, also where it is NULL',
      forms: ['first_value(x)'],
      looks: 'values',
      examples: [{ expr: 'first_value(points)', partition: ['team'], order: byId, gives: ['3', '3', null, null] }],
    },
    last_value: {
      says: 'the value of the last row of the frame, also where it is NULL; without a frame that is the current row',
      forms: ['last_value(x)'],
      looks: 'values',
      examples: [
        {
          expr: 'last_value(points)',
          partition: ['team'],
          order: byId,
          frame: { unit: 'rows', from: 'start', to: 'end' },
          gives: ['5', '5', '3', '3'],
        },
      ],
    },
  }),
);

/** Aggregates over windows, and frames. */
export const frameExamples: readonly WindowExample[] = [
  { expr: 'sum(price)', partition: [], order: byId, gives: ['1.50', '4.00', '8.00', '8.00'] },
  { expr: 'price / sum(price)', partition: ['team'], order: [], gives: ['0.375', '0.625', '1', null] },
  {
    expr: 'avg(points)',
    partition: [],
    order: byId,
    frame: { unit: 'rows', from: -1, to: 0 },
    gives: ['3.000000', '4.000000', '5.000000', '3.000000'],
  },
  {
    expr: 'count(*)',
    partition: [],
    order: [{ expr: 'day', direction: 'asc' }],
    frame: { unit: 'range', from: -2, to: 0 },
    gives: ['1', '3', '3', '1'],
  },
  { expr: 'count(*) filter (where paid)', partition: ['team'], order: [], gives: ['1', '1', '1', '1'] },
  { expr: 'sum(points)', partition: [], order: byId, frame: { unit: 'rows', from: 1, to: 2 }, gives: ['5', '3', '3', null] },
];
