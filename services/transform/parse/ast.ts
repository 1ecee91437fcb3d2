// Tree of an expression as written: nothing is resolved or typed yet. Places are characters of the text, end excluded.

export type Ast = {
  readonly start: number;
  readonly end: number;
} /** `side` where left.name or right.name is written; any other qualified name is refused. */ & (
  | { readonly is: 'column'; readonly name: string; readonly quoted: boolean; readonly side?: 'left' | 'right' }
  | { readonly is: 'number'; readonly text: string }
  | { readonly is: 'text'; readonly value: string }
  | { readonly is: 'boolean'; readonly value: boolean }
  | { readonly is: 'null' }
  /** DATE '…', TIMESTAMP '…' */
  | { readonly is: 'typed-text'; readonly type: 'date' | 'timestamp'; readonly value: string }
  /** A pattern after like has a third argument where ESCAPE is written. */
  | { readonly is: 'operator'; readonly name: OperatorName; readonly args: readonly Ast[] }
  | Call
  | {
      readonly is: 'case';
      readonly subject: Ast | undefined;
      readonly branches: readonly { readonly when: Ast; readonly value: Ast }[];
      readonly otherwise: Ast | undefined;
    }
  /** `type` as written, in lower case, without blanks around brackets. */
  | { readonly is: 'cast'; readonly value: Ast; readonly type: string; readonly typeAt: { readonly start: number; readonly end: number } }
);

export type Call = {
  readonly is: 'call';
  readonly name: string;
  readonly nameEnd: number;
  readonly args: readonly Ast[];
  readonly star: boolean;
  readonly distinct: boolean;
  readonly where: Ast | undefined;
  /** Of the rows inside an aggregate; left out where none is written. */
  readonly order?: readonly SortItem[];
};
export type SortItem = { readonly value: Ast; readonly direction: 'asc' | 'desc'; readonly nulls: 'first' | 'last' };

export type OperatorName =
  | 'or'
  | 'and'
  | 'not'
  | 'is-null'
  | 'is-not-null'
  | 'is-true'
  | 'is-not-true'
  | 'is-false'
  | 'is-not-false'
  | 'is-unknown'
  | 'is-not-unknown'
  | 'is-distinct'
  | 'is-not-distinct'
  | 'equal'
  | 'not-equal'
  | 'less'
  | 'less-or-equal'
  | 'greater'
  | 'greater-or-equal'
  | 'between'
  | 'not-between'
  | 'in'
  | 'not-in'
  | 'like'
  | 'not-like'
  | 'ilike'
  | 'not-ilike'
  | 'join-text'
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'modulo'
  | 'negate'
  | 'plus'
  /** Value of an array at a position: a[1]. */
  | 'element';
