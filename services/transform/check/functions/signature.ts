// The shape of a signature: everything the checker knows about a function, and what a reader of the language needs to know.
import type { Type } from '../../../../contracts/generated/types.ts';
import type { TypedExpr } from '../../plan.ts';
import { isArray, isComparable, isExact, isFloat, isInteger, isNumber, isOrdered, isTime } from '../types.ts';

export type Signature = {
  readonly says: string;
  readonly params: readonly Parameter[];
  /** How many of the last parameters may be left out. */
  readonly optional?: number;
  /** Further arguments, any number. */
  readonly rest?: Parameter;
  /** All `same` arguments take their common type. */
  readonly result: Type | ((args: readonly TypedExpr[]) => Type);
  /** propagate: NULL when any argument is. skip: NULL when all `same` arguments are. may: can be NULL by itself. first: NULL only when the first argument is. */
  readonly nulls: 'propagate' | 'skip' | 'may' | 'first';
  /** A NULL from arguments that are not NULL is a failure, as of a division by zero: the census counts it. */
  readonly fails?: true;
  /** Whether results of floats are equal only within rounding, although the arguments are exact. */
  readonly rounds?: (args: readonly TypedExpr[]) => boolean;
  /** Further conditions on literals; the text says what is wrong. */
  readonly refuses?: (args: readonly TypedExpr[]) => Refusal | string | undefined;
  /** Arguments and result, as expressions. */
  readonly examples: readonly (readonly [string, string])[];
};

/** Why, and what to write instead; unsaid, the usage of the function. */
export type Refusal = { readonly says: string; readonly code?: string; readonly expected?: readonly string[] };

export type Parameter = { readonly name: string; readonly accepts: Kind; readonly literal?: true };
export type Kind =
  | 'text'
  | 'int'
  | 'integer'
  | 'exact'
  | 'number'
  | 'double'
  | 'boolean'
  | 'date'
  | 'moment'
  | 'time'
  | 'json'
  | 'bytes-or-text'
  | 'array'
  | 'element'
  | 'same'
  | 'same-ordered'
  | 'same-comparable';

export const param = (name: string, accepts: Kind, literal?: true): Parameter => ({ name, accepts, ...(literal && { literal }) });

/** How a kind reads in messages. */
export const kindText: Readonly<Record<Kind, string>> = {
  text: 'text',
  int: 'int',
  integer: 'int or bigint',
  exact: 'int, bigint or decimal',
  number: 'a number',
  double: 'a number',
  boolean: 'boolean',
  date: 'date',
  moment: 'timestamp or timestamptz',
  time: 'date, timestamp or timestamptz',
  json: 'json',
  'bytes-or-text': 'text or bytes',
  array: 'an array',
  element: 'of the type of the elements',
  same: 'values of one type',
  'same-ordered': 'values of one type that has an order',
  'same-comparable': 'values of one type',
};

export const accepts = (kind: Kind, type: Type): boolean => {
  switch (kind) {
    case 'integer':
      return isInteger(type);
    case 'exact':
      return isExact(type);
    case 'number':
      return isNumber(type);
    case 'moment':
      return type === 'timestamp' || type === 'timestamptz';
    case 'time':
      return isTime(type);
    case 'array':
      return isArray(type);
    case 'bytes-or-text':
      return type === 'text' || type === 'bytes';
    case 'same':
      return true;
    case 'same-ordered':
      return isOrdered(type);
    case 'same-comparable':
      return isComparable(type);
    default:
      return type === kind;
  }
};

export const typeOfArg = (args: readonly TypedExpr[], at: number): Type => args[at]?.type ?? 'text';
export const literalOf = (args: readonly TypedExpr[], at: number): string | undefined => {
  const arg = args[at];
  return arg?.is === 'literal' ? (arg.value ?? undefined) : undefined;
};
export const isFloatArg = (args: readonly TypedExpr[]): boolean => isFloat(typeOfArg(args, 0));
