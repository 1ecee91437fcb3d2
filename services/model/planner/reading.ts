// What a prompt says, once its words are linked: the form between the reader of words and the builder of specs.
import type { Question } from '../../../contracts/generated/types.ts';
import type { Ref, Table } from './lexicon.ts';
import type { NamedPair } from './relations.ts';

export type Aggregate = 'count' | 'count-distinct' | 'sum' | 'avg' | 'min' | 'max';

export type Measured =
  | { readonly is: 'rows-of'; readonly table: Table }
  | { readonly is: 'column'; readonly ref: Ref }
  | { readonly is: 'product'; readonly factors: readonly [Ref, Ref] };

export type Measure = {
  readonly aggregate: Aggregate;
  readonly of: Measured;
  /** Name for the result column; a later mention in the list of outputs renames it. */
  name: string;
  readonly phrase: string;
  /** Asked for as a column, not only compared. */
  shown: boolean;
};

export type Period = 'day' | 'week' | 'month' | 'quarter' | 'year';
export type Group =
  | { readonly is: 'entity'; readonly table: Table; readonly phrase: string }
  | { readonly is: 'column'; readonly refs: readonly Ref[]; readonly phrase: string }
  | { readonly is: 'period'; readonly period: Period; readonly ref: Ref | undefined; readonly phrase: string };

export type Operator = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type Literal = { readonly text: string; readonly kind: 'number' | 'date' | 'text' | 'year' | 'month' | 'boolean' };
export type Test =
  | { readonly is: 'compare'; readonly op: Operator; readonly value: Literal }
  | { readonly is: 'between'; readonly low: Literal; readonly high: Literal }
  | { readonly is: 'in'; readonly values: readonly Literal[] }
  | { readonly is: 'period'; readonly value: Literal }
  | { readonly is: 'like'; readonly pattern: string; readonly text: string }
  /** Written as the format demands: NULL and '' are not. */
  | { readonly is: 'format'; readonly format: Format }
  | { readonly is: 'null' }
  /** owned: said by "with an email", which could also ask to see it. */
  | { readonly is: 'not-null'; readonly owned?: true };
export type Format = 'email';
export type Operand =
  | { readonly is: 'column'; readonly refs: readonly Ref[] }
  | { readonly is: 'measure'; readonly measure: Measure }
  /** A date that no word names; it is settled when all words are read. */
  | { readonly is: 'open-date' };
export type Condition = { readonly on: Operand; readonly test: Test; readonly negated: boolean; readonly phrase: string };

/** "replace NULL in email with 'x'"; conditions read before it see what was there, those read after it what was put there. */
export type Fill = { readonly refs: readonly Ref[]; readonly value: Literal; readonly phrase: string; readonly conditionsBefore: number };

/** A part of a computed column: a column, or a constant written between quotes or as a number. */
export type Part = { readonly refs: readonly Ref[] } | { readonly text: string } | { readonly number: string };
/** "add full_name by concatenating first_name and last_name", "add total as quantity * price" */
export type Derived = { readonly name: string; readonly parts: readonly Part[]; readonly phrase: string } & (
  | {
      readonly is: 'joined';
      /** What stands between the parts; undefined when the words do not say. */
      readonly separator: string | undefined;
    }
  | { readonly is: 'computed'; readonly operators: readonly ('+' | '-' | '*' | '/')[] }
);

/** A column over the groups of a total: of all of them, of those up to a period, of the period before. */
export type OverGroups = { readonly of: Measure; readonly phrase: string } & (
  | { readonly is: 'share'; readonly percent: boolean }
  | { readonly is: 'running' }
  | { readonly is: 'previous' | 'difference' | 'growth'; readonly period: Period | undefined }
);

/** "rank customers by total amount within each country" */
export type Ranking = {
  readonly table: Table;
  readonly by: Measure | readonly Ref[];
  readonly direction: 'asc' | 'desc';
  readonly phrase: string;
};

export type Output = { readonly refs: readonly Ref[]; readonly phrase: string };

type Guess = { readonly phrase: string; readonly reading: string; readonly convention?: string };

export type Reading = {
  readonly prompt: string;
  /** In order of mention. */
  readonly tables: Table[];
  /** Those that the words join or extract, so that they take part even if no column of theirs is used. */
  readonly joined: Table[];
  readonly pairs: NamedPair[];
  joinPhrase: string | undefined;
  /** Explicit words on which rows stay. */
  keep: { readonly kind: 'inner' | 'left' | 'right' | 'full'; readonly phrase: string } | undefined;
  readonly measures: Measure[];
  readonly groups: Group[];
  /** All must hold; of the inner list at least one. */
  readonly conditions: Condition[][];
  readonly outputs: Output[];
  readonly fills: Fill[];
  readonly derived: Derived[];
  readonly overGroups: OverGroups[];
  ranking: Ranking | undefined;
  /** A column per value of this column. */
  spread: { readonly refs: readonly Ref[]; readonly phrase: string } | undefined;
  /** Periods without rows have a row too; asZero: the words say what stands there. */
  everyPeriod: { readonly phrase: string; readonly asZero: boolean } | undefined;
  /** Tables whose rows stand one below the other. */
  stacked: { readonly tables: readonly Table[]; readonly rows: 'all' | 'distinct'; readonly phrase: string } | undefined;
  /** Tables whose rows must (not) meet the subject. */
  readonly exists: { readonly table: Table; readonly not: boolean; readonly phrase: string }[];
  subject: Table | undefined;
  /** First table named as what is wanted, not as where something comes from. */
  listed: Table | undefined;
  dedupe: { readonly refs: readonly Ref[]; readonly phrase: string } | undefined;
  top:
    | {
        readonly n: number;
        readonly direction: 'asc' | 'desc';
        readonly phrase: string;
        ties: 'keep' | 'break';
        /** Whose rows are ranked, when the words name a table. */
        readonly table?: Table;
        by?: Measure | readonly Ref[];
        /** The place of each row is shown. */
        placed?: boolean;
      }
    | undefined;
  /** "the latest order of each customer": the first row by a date; `by` are the dates that the words name. */
  latest: { readonly table: Table; readonly direction: 'asc' | 'desc'; readonly word: string; readonly phrase: string } | undefined;
  sorted: { readonly phrase: string; readonly direction: 'asc' | 'desc'; readonly by: Measure | readonly Ref[] | undefined } | undefined;
  target: string | undefined;
  /** A verb that asks for rows: list, show, select … */
  asksRows: boolean;
  /** Table whose columns are all wanted beside the listed ones. */
  whole: Table | undefined;
  /** "all orders": none of them may be lost in a join. */
  all: { readonly table: Table; readonly phrase: string } | undefined;
  readonly guesses: Guess[];
  readonly questions: Question[];
  /** Words that nothing took, a question per clause. */
  readonly unread: Question[];
};
