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
  | { readonly is: 'null' }
  /** owned: said by "with an email", which could also ask to see it. */
  | { readonly is: 'not-null'; readonly owned?: true };
export type Operand =
  | { readonly is: 'column'; readonly refs: readonly Ref[] }
  | { readonly is: 'measure'; readonly measure: Measure }
  /** A date that no word names; it is settled when all words are read. */
  | { readonly is: 'open-date' };
export type Condition = { readonly on: Operand; readonly test: Test; readonly negated: boolean; readonly phrase: string };

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
        readonly ties: 'keep' | 'break';
        /** Whose rows are ranked, when the words name a table. */
        readonly table?: Table;
        by?: Measure | readonly Ref[];
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
