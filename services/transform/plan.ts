// What check promises and everything behind it reads: typed steps over typed columns. Data only, so a plan can be stored, compared and rendered anywhere.
import type { Type, WriteMode } from '../../contracts/generated/types.ts';

export type Plan = {
  readonly sources: readonly PlannedSource[];
  /** Only steps that the target needs, in an order in which each reads only what stands before it. */
  readonly steps: readonly PlannedStep[];
  /** Source or step whose rows the target takes. */
  readonly result: string;
  readonly target: PlannedTarget;
  readonly census: Census;
};

/** What is counted because computing it may have failed on some value, and the frames that it is counted in. */
export type Census = {
  readonly sources: readonly PlannedSource[];
  readonly steps: readonly PlannedStep[];
  readonly probes: readonly Probe[];
};
/** Every row of `frame` is one evaluation. */
export type Probe = {
  /** Step of the plan that computes it. */
  readonly step: string;
  readonly frame: string;
  /** Boolean columns of the frame: true where this expression was reached and failed. */
  readonly failures: readonly { readonly column: string; readonly expression: TypedExpr }[];
  /** Columns of the frame by which a row is shown. */
  readonly keys: readonly string[];
};

/** exact: equal on every engine and in every order of addition; float: equal only within rounding. Computed from floats stays float. */
export type Exactness = 'exact' | 'float';
export type Column = { readonly name: string; readonly type: Type; readonly nullable: boolean; readonly exactness: Exactness };

/** Reads only the columns that later steps need. */
export type PlannedSource = {
  readonly name: string;
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly (Column & { readonly sourceType: string })[];
};

export type PlannedStep =
  | SelectPlan
  | FilterPlan
  | JoinPlan
  | AggregatePlan
  | WindowPlan
  | DedupePlan
  | SetPlan
  | TopPlan
  | UnpivotPlan
  | UnnestPlan
  | FillPlan
  | SequencePlan
  | WalkPlan;
type StepPlan<Do extends string> = { readonly name: string; readonly do: Do; readonly columns: readonly Column[] };

export type SelectPlan = StepPlan<'select'> & {
  readonly input: string;
  /** Intermediate values in order: each sees the input and those before it, `computed` sees all. No output columns; their names are new. */
  readonly lets: readonly Computed[];
  /** Computed columns; every other output column is the input's. */
  readonly computed: readonly Computed[];
  /** Whether the step was written as "the input with changes" or as a list of columns. */
  readonly others: 'keep' | 'drop';
};
export type FilterPlan = StepPlan<'filter'> & { readonly input: string; readonly where: TypedExpr };
export type JoinKind = 'inner' | 'left' | 'right' | 'full' | 'semi' | 'anti' | 'cross' | 'asof';
export type Side = 'left' | 'right';
/** A list of lookups is a chain of these. */
export type JoinPlan = StepPlan<'join'> & {
  readonly left: string;
  readonly right: string;
  readonly kind: JoinKind;
  /** Both sides of a pair have the same type. Columns carry no side: `left` sees the left input, `right` the right one. */
  readonly on: readonly { readonly left: TypedExpr; readonly right: TypedExpr; readonly nullsMatch: boolean }[];
  /** Columns in it carry their side. */
  readonly condition: TypedExpr | undefined;
  /** Only with asof: of the right rows that match and whose time is not after the left one's, the first by `order` (which begins with the time, latest first). */
  readonly asof: { readonly left: TypedExpr; readonly right: TypedExpr; readonly order: readonly SortKey[] } | undefined;
  /** In the order of the output columns; `both` is computed from sided columns. */
  readonly keep: readonly Kept[];
  /** Last output column: whether the row has a partner. */
  readonly matchedAs: string | undefined;
  readonly expect: 'one' | 'at-most-one' | 'many';
};
export type Kept =
  | { readonly side: Side; readonly column: string; readonly as: string }
  | { readonly side: 'both'; readonly value: TypedExpr; readonly as: string };
export type AggregatePlan = StepPlan<'aggregate'> & {
  readonly input: string;
  readonly by: readonly Computed[];
  /** Outside of aggregates these see keys (`is: 'key'`), inside the columns of the input. */
  readonly compute: readonly Computed[];
  /** Only these groupings, each by a part of the keys (the others are NULL in its rows); undefined: by all keys. */
  readonly levels: readonly { readonly name: string; readonly by: readonly string[] }[] | undefined;
  /** Last output column: the name of the level. */
  readonly levelAs: string | undefined;
  /** Set when the step was written as a pivot: for people who read the plan. */
  readonly pivot:
    | { readonly column: string; readonly values: readonly { readonly value: string | null; readonly as: string }[] }
    | undefined;
};
/** Every column of the input stays; the computed ones stand behind them. */
export type WindowPlan = StepPlan<'window'> & { readonly input: string; readonly computed: readonly Computed[] };
export type DedupePlan = StepPlan<'dedupe'> & {
  readonly input: string;
  /** Empty: equal rows once, and no order. */
  readonly keys: readonly string[];
  /** Complete: no two different rows are equal by it. */
  readonly order: readonly SortKey[];
};
export type SetPlan = StepPlan<'union' | 'intersect' | 'except'> & {
  /** Per input the output columns in order: a column of that input, widened where needed, or NULL. */
  readonly inputs: readonly { readonly frame: string; readonly columns: readonly Computed[] }[];
  readonly rows: 'all' | 'distinct';
};
export type TopPlan = StepPlan<'top'> & {
  readonly input: string;
  readonly n: number;
  readonly by: readonly string[];
  readonly ties: 'keep' | 'break';
  /** With ties broken: complete, no two different rows are equal by it. */
  readonly order: readonly SortKey[];
  /** Last output column, bigint from 1: row number with ties broken, rank with ties kept. */
  readonly rankAs: string | undefined;
};
export type UnpivotPlan = StepPlan<'unpivot'> & {
  readonly input: string;
  /** All values have one type. */
  readonly rows: readonly { readonly label: string; readonly value: TypedExpr }[];
  readonly keep: readonly string[];
  readonly nameAs: string;
  readonly valueAs: string;
  readonly nulls: 'keep' | 'drop';
};
/** Output: the input's columns without `column`, the element, its position. */
export type UnnestPlan = StepPlan<'unnest'> & {
  readonly input: string;
  /** Array of any type, or json. */
  readonly column: string;
  readonly as: string;
  readonly positionAs: string | undefined;
  readonly empty: 'keep' | 'drop';
};
export type FillPlan = StepPlan<'fill'> & {
  readonly input: string;
  /** previous: the last value that is not NULL among the rows before, by a complete order within the partition. */
  readonly fills: readonly (
    | { readonly name: string; readonly with: 'value'; readonly value: TypedExpr }
    | { readonly name: string; readonly with: 'previous' }
  )[];
  readonly partition: readonly string[];
  readonly order: readonly SortKey[];
};
/** One column; `from` and `to` see no columns and have its type. */
export type SequencePlan = StepPlan<'sequence'> & {
  readonly from: TypedExpr;
  readonly to: TypedExpr;
  readonly every: number;
  readonly unit: SequenceUnit;
};
export type SequenceUnit = 'number' | 'day' | 'week' | 'month' | 'quarter' | 'year' | 'hour' | 'minute';
/** Output: the input's columns, carried columns, level (int), path (text). */
export type WalkPlan = StepPlan<'walk'> & {
  readonly input: string;
  readonly id: string;
  readonly parent: string;
  readonly start: TypedExpr;
  readonly direction: 'down' | 'up';
  readonly carry: readonly { readonly column: string; readonly as: string }[];
  readonly levelAs: string;
  readonly pathAs: string | undefined;
  /** Greatest level; a row beyond it is counted and fails the run. */
  readonly depth: number;
};
export type Computed = { readonly name: string; readonly value: TypedExpr };
export type SortKey = {
  readonly value: TypedExpr;
  readonly direction: 'asc' | 'desc';
  readonly nulls: 'first' | 'last';
  /** Added to make the order complete, not asked for. */
  readonly added: boolean;
};

export type PlannedTarget = {
  readonly schema: string;
  readonly name: string;
  readonly mode: WriteMode;
  readonly key: readonly string[];
  /** `type` is the declared type, `computed` the one that the steps give; where they differ the value is converted and must fit. */
  readonly columns: readonly (Column & { readonly computed: Type; readonly comment?: string })[];
  readonly comment?: string;
  /** Conditions over the target's own columns, in their declared types. */
  readonly checks: readonly { readonly name: string; readonly condition: TypedExpr }[];
  /** Rows from the first value up to, and without, the second: no others may come, and none of them may be there already. */
  readonly watermark?: Watermark;
  /** What a merge does with rows whose key the result does not have. */
  readonly vanished: 'keep' | 'delete';
};
/** Half-open, its ends in the one spelling of the column's type. */
export type Watermark = { readonly column: string; readonly type: Type; readonly from: string; readonly to: string };

type Typed = { readonly type: Type; readonly nullable: boolean; readonly exactness: Exactness };
export type TypedExpr =
  /** `side` only between the two inputs of a join. */
  | (Typed & { readonly is: 'column'; readonly name: string; readonly side?: Side })
  /** A group key, seen from beside the aggregates. */
  | (Typed & { readonly is: 'key'; readonly name: string; readonly value: TypedExpr })
  /** Text of the value: digits for numbers, ISO for dates and timestamps; null for NULL. */
  | (Typed & { readonly is: 'literal'; readonly value: string | null })
  /** Operators are calls too (`add`, `equal`, `and`, `in` …). */
  | (Typed & { readonly is: 'call'; readonly name: string; readonly args: readonly TypedExpr[] })
  /** widen: never fails. cast: NULL where it fails, which the census counts. try: NULL where it fails, as asked for. fit: raises where it does not fit. */
  | (Typed & { readonly is: 'convert'; readonly how: 'widen' | 'cast' | 'try' | 'fit'; readonly value: TypedExpr })
  | (Typed & {
      readonly is: 'case';
      readonly branches: readonly { readonly when: TypedExpr; readonly value: TypedExpr }[];
      readonly otherwise: TypedExpr | undefined;
    })
  /** The single row's value of a step that has at most one row; NULL when it has none. */
  | (Typed & { readonly is: 'scalar'; readonly frame: string; readonly column: string })
  | AggregateExpr
  /** Only in a window step. Aggregates are window functions there too. */
  | WindowExpr;

/** `args` is empty for count(*). */
export type AggregateExpr = Typed & {
  readonly is: 'aggregate';
  readonly name: AggregateName;
  readonly args: readonly TypedExpr[];
  readonly distinct: boolean;
  readonly where: TypedExpr | undefined;
  /** Of string_agg and first: complete, so that no two rows with different arguments are equal by it. Empty for all others. */
  readonly order: readonly SortKey[];
};
export type WindowExpr = Typed & {
  readonly is: 'window';
  readonly name: WindowName | AggregateName;
  readonly args: readonly TypedExpr[];
  readonly where: TypedExpr | undefined;
  readonly partition: readonly string[];
  readonly order: readonly SortKey[];
  /** undefined for functions that look at the whole partition in their order: row_number, rank, dense_rank, ntile, lag, lead. */
  readonly frame: Frame | undefined;
};
/** Distances count from the current row, negative before it: rows, or for range the sort key's own numbers, days of dates, seconds of times. */
export type Frame = { readonly unit: 'rows' | 'range'; readonly from: 'start' | number; readonly to: 'end' | number };
export type WindowName = 'row_number' | 'rank' | 'dense_rank' | 'ntile' | 'lag' | 'lead' | 'first_value' | 'last_value';
export type AggregateName =
  | 'count'
  | 'sum'
  | 'avg'
  | 'min'
  | 'max'
  | 'bool_and'
  | 'bool_or'
  | 'first'
  | 'string_agg'
  | 'min_by'
  | 'max_by'
  | 'stddev_samp'
  | 'stddev_pop'
  | 'var_samp'
  | 'var_pop'
  | 'median'
  | 'percentile';
