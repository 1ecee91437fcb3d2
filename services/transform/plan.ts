// What check promises and everything behind it reads: typed steps over typed columns. Data only, so a plan can be stored, compared and rendered anywhere.
import type { Type, WriteMode } from '../../contracts/generated/types.ts';

export type Plan = {
  readonly sources: readonly PlannedSource[];
  /** Only steps that the target needs, in an order in which each reads only what stands before it. */
  readonly steps: readonly PlannedStep[];
  /** Source or step whose rows the target takes. */
  readonly result: string;
  readonly target: PlannedTarget;
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

export type PlannedStep = SelectPlan | FilterPlan | JoinPlan | AggregatePlan | DedupePlan | TopPlan;
type StepPlan<Do extends string> = { readonly name: string; readonly do: Do; readonly columns: readonly Column[] };

export type SelectPlan = StepPlan<'select'> & {
  readonly input: string;
  /** Computed columns; every other output column is the input's. */
  readonly computed: readonly Computed[];
  /** Whether the step was written as "the input with changes" or as a list of columns. */
  readonly others: 'keep' | 'drop';
};
export type FilterPlan = StepPlan<'filter'> & { readonly input: string; readonly where: TypedExpr };
export type JoinKind = 'inner' | 'left' | 'right' | 'full' | 'semi' | 'anti' | 'cross';
export type JoinPlan = StepPlan<'join'> & {
  readonly left: string;
  readonly right: string;
  readonly kind: JoinKind;
  /** Both sides of a pair have the same type. */
  readonly on: readonly { readonly left: TypedExpr; readonly right: TypedExpr }[];
  /** In the order of the output columns. */
  readonly keep: readonly { readonly side: 'left' | 'right'; readonly column: string; readonly as: string }[];
  readonly expect: 'one' | 'at-most-one' | 'many';
};
export type AggregatePlan = StepPlan<'aggregate'> & {
  readonly input: string;
  readonly by: readonly Computed[];
  /** Outside of aggregates these see keys (`is: 'key'`), inside the columns of the input. */
  readonly compute: readonly Computed[];
};
export type DedupePlan = StepPlan<'dedupe'> & {
  readonly input: string;
  /** Empty: equal rows once, and no order. */
  readonly keys: readonly string[];
  /** Complete: no two different rows are equal by it. */
  readonly order: readonly SortKey[];
};
export type TopPlan = StepPlan<'top'> & {
  readonly input: string;
  readonly n: number;
  readonly by: readonly string[];
  readonly ties: 'keep' | 'break';
  /** With ties broken: complete, no two different rows are equal by it. */
  readonly order: readonly SortKey[];
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
  readonly columns: readonly (Column & { readonly computed: Type })[];
};

type Typed = { readonly type: Type; readonly nullable: boolean; readonly exactness: Exactness };
export type TypedExpr =
  | (Typed & { readonly is: 'column'; readonly name: string })
  /** A group key, seen from beside the aggregates. */
  | (Typed & { readonly is: 'key'; readonly name: string; readonly value: TypedExpr })
  /** Text of the value: digits for numbers, ISO for dates and timestamps; null for NULL. */
  | (Typed & { readonly is: 'literal'; readonly value: string | null })
  /** Operators are calls too (`add`, `equal`, `and`, `in` …). */
  | (Typed & { readonly is: 'call'; readonly name: string; readonly args: readonly TypedExpr[] })
  /** widen: never fails. cast: NULL where it fails. fit: raises where it does not fit. */
  | (Typed & { readonly is: 'convert'; readonly how: 'widen' | 'cast' | 'fit'; readonly value: TypedExpr })
  | (Typed & {
      readonly is: 'case';
      readonly branches: readonly { readonly when: TypedExpr; readonly value: TypedExpr }[];
      readonly otherwise: TypedExpr | undefined;
    })
  /** `args` is empty for count(*). */
  | (Typed & {
      readonly is: 'aggregate';
      readonly name: AggregateName;
      readonly args: readonly TypedExpr[];
      readonly distinct: boolean;
      readonly where: TypedExpr | undefined;
    });
export type AggregateName = 'count' | 'sum' | 'avg' | 'min' | 'max' | 'bool_and' | 'bool_or';
