// Functions that look for regular expressions. Patterns are written out and checked, so that every engine finds the same.
import { mayBeEmpty, undecided } from '../../patterns/decided.ts';
import { countGroups, type Pattern, PatternTrouble, parsePattern } from '../../patterns/pattern.ts';
import type { TypedExpr } from '../../plan.ts';
import { literalOf, param, type Refusal, type Signature } from './signature.ts';

const text = param('text', 'text');
const pattern = param('pattern', 'text', true);

type Further = (tree: Pattern, args: readonly TypedExpr[]) => string | undefined;

const refuses =
  (...rules: readonly Further[]) =>
  (args: readonly TypedExpr[]): Refusal | undefined => {
    try {
      const tree = parsePattern(literalOf(args, 1) ?? '');
      const trouble = rules.map((rule) => rule(tree, args)).find((each) => each !== undefined);
      return trouble === undefined ? undefined : { says: trouble, code: 'bad-pattern' };
    } catch (trouble) {
      if (!(trouble instanceof PatternTrouble)) throw trouble;
      return { says: trouble.message, code: 'bad-pattern' };
    }
  };

const hasGroup: Further = (tree, args) => {
  const wanted = Number(literalOf(args, 2) ?? 0);
  const groups = countGroups(tree);
  return wanted >= 0 && wanted <= groups ? undefined : `the pattern has ${groups} groups, there is no group ${wanted}`;
};

const refersToGroups: Further = (tree, args) => {
  const by = literalOf(args, 2) ?? '';
  const groups = Math.min(countGroups(tree), 9);
  if (!/^(?:[^\\]|\\[\\0-9])*$/s.test(by)) return 'a backslash in the replacement stands before the number of a group or another backslash';
  const wanted = [...by.matchAll(/\\(.)/gs)]
    .map(([, number]) => number)
    .find((number) => number !== '\\' && (number === '0' || Number(number) > groups));
  return wanted === undefined ? undefined : `the pattern has ${groups} groups, there is no group ${wanted}`;
};

// between the halves of an emoji Java finds an empty text too
const findsSomething: Further = (tree) =>
  mayBeEmpty(tree) ? 'what is replaced may not be empty: + in place of *, {1,} in place of {0,}' : undefined;

const fewGroups: Further = (tree) => (countGroups(tree) > 9 ? 'a pattern has at most 9 groups; (?:…) is none' : undefined);

export const patternFunctions: Readonly<Record<string, Signature>> = {
  regexp_like: {
    says: 'whether the pattern is found anywhere in the text; ^ and $ are its start and its very end, . is any character',
    params: [text, pattern],
    result: 'boolean',
    nulls: 'propagate',
    refuses: refuses(),
    examples: [
      ["regexp_like('AB-12', '^[A-Z]+-\\d+$')", 'true'],
      ["regexp_like('Grey', '(?i)^gr(a|e)y$')", 'true'],
    ],
  },
  regexp_replace: {
    says: 'with everything that the pattern finds replaced; \\1 is what its first group found',
    params: [text, pattern, param('by', 'text', true)],
    result: 'text',
    nulls: 'propagate',
    refuses: refuses(undecided, findsSomething, fewGroups, refersToGroups),
    examples: [
      ["regexp_replace('+43 (1) 58-80', '[^0-9]+', '')", "'4315880'"],
      ["regexp_replace('2025-03-01', '(\\d+)-(\\d+)-(\\d+)', '\\3.\\2.\\1')", "'01.03.2025'"],
    ],
  },
  regexp_extract: {
    says: 'what the pattern finds first, or what its nth group found there, empty when that took no part; NULL when it finds nothing',
    params: [text, pattern, param('group', 'int', true)],
    optional: 1,
    result: 'text',
    nulls: 'may',
    refuses: refuses(undecided, hasGroup),
    examples: [
      ["regexp_extract('order AB-12 of 3', '[A-Z]+-\\d+')", "'AB-12'"],
      ["regexp_extract('anna@example.org', '@([^.]+)', 1)", "'example'"],
      ["regexp_extract('none', '\\d+')", 'cast(null as text)'],
      ["regexp_extract('12', '(\\d+)(-\\d+)?', 2)", "''"],
    ],
  },
};
