// A rule of the language as data: what it says, and examples that can be executed.
export type Rule = { readonly id: string; readonly says: string; readonly examples: readonly [RuleExample, ...RuleExample[]] };

export type RuleExample =
  /** Two expressions of constants: one gives what the other does. */
  | { readonly expr: string; readonly gives: string }
  /** The checker refuses it with this code. */
  | { readonly expr: string; readonly refused: string }
  /** Name of an example of a step. */
  | { readonly step: string }
  /** Folder below test/corpus. */
  | { readonly corpus: string };

export type RuleSection = { readonly title: string; readonly rules: readonly Rule[] };

/** `[expression, expression that gives the same]`. */
export type Pair = readonly [string, string];

export const gives = (...pairs: readonly [Pair, ...Pair[]]): Rule['examples'] => {
  const [first, ...others] = pairs;
  return [equal(first), ...others.map(equal)];
};
const equal = ([expr, result]: Pair): RuleExample => ({ expr, gives: result });
