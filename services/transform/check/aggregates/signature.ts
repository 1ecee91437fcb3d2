// The shape of an aggregate's signature: everything the checker knows about it, and what a reader of the language needs to know.
import type { Type } from '../../../../contracts/generated/types.ts';
import type { TypedExpr } from '../../plan.ts';

export type AggregateSignature = {
  readonly says: string;
  readonly params: readonly AggregateParameter[];
  /** Further arguments, any number, with DISTINCT only. */
  readonly rest?: AggregateParameter;
  /** Whether * may stand for the arguments. */
  readonly star?: true;
  readonly result: Type | ((args: readonly TypedExpr[]) => Type);
  /** never: a value also of no rows. nothing: NULL where no value is present. may: NULL also where values are present. */
  readonly nulls: 'never' | 'nothing' | 'may';
  /** Whether results are equal only within rounding, although the arguments are exact. */
  readonly rounds?: (args: readonly TypedExpr[]) => boolean;
  /** different: over different values. same: makes no difference. no: refused. */
  readonly distinct: 'different' | 'same' | 'no';
  /** Whether the order of the rows decides: it may be written inside the brackets, and is completed by the first argument. */
  readonly ordered?: true;
  /** Whether it may look at a window; else what to write instead. */
  readonly window: true | readonly string[];
  /** Over the rows of `exampleRows`: expression and what it must give. */
  readonly examples: readonly (readonly [string, string])[];
};

/** `takes`: the argument in the type it is needed in; undefined when it is none that fits. */
export type AggregateParameter = {
  readonly name: string;
  readonly says: string;
  readonly takes: (arg: TypedExpr) => TypedExpr | undefined;
};

/** What the examples of aggregates and window functions look at. */
export const exampleRows = {
  columns: { id: 'int', team: 'text', points: 'int', price: 'decimal(6,2)', weight: 'double', day: 'date', name: 'text', paid: 'boolean' },
  rows: [
    ['1', 'a', '3', '1.50', '0.5', '2025-01-01', 'ann', 'true'],
    ['2', 'a', '5', '2.50', '1.5', '2025-01-03', 'bob', 'false'],
    ['3', 'b', null, '4.00', '2.0', '2025-01-03', 'cid', 'true'],
    ['4', 'b', '3', null, null, null, null, null],
  ],
} as const;

/** Its first argument's type. */
export const typeOfFirst = (args: readonly TypedExpr[]): Type => args[0]?.type ?? 'text';

/** How it is written: sum(x), string_agg(x, separator order by …). */
export const forms = (name: string, { params, rest, star, ordered }: AggregateSignature): readonly string[] => [
  ...(star ? [`${name}(*)`] : []),
  `${name}(${params.map((each) => each.name).join(', ')}${ordered ? ' order by …' : ''})`,
  ...(rest ? [`${name}(distinct ${[...params, rest].map((each) => each.name).join(', ')})`] : []),
];
