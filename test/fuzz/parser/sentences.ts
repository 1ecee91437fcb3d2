// Random sentences of the language, from a grammar of all of it.
import fc from 'fast-check';
import { arithmetic, calls, comparisons, fields, names, numbers, tests, texts, types } from './vocabulary.ts';

/** Words of a sentence; between any two of them there may be blanks. */
type Words = readonly string[];
type Source = fc.Arbitrary<Words>;

export const sentence = (): fc.Arbitrary<string> =>
  fc.tuple(tree, fc.constantFrom(' ', ' ', '\n', '\t ', '  \r\n')).map(([words, blank]) => words.join(blank));

/** One of them, as the words it is made of. */
const one = (...all: readonly string[]): Source => fc.constantFrom(...all).map((text) => text.split(/ (?=(?:[^']*'[^']*')*[^']*$)/));
const row = (...parts: readonly (Source | string)[]): Source =>
  fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part.split(' ')) : part))).map((all) => all.flat());
const list = (each: Source): Source =>
  fc.array(each, { minLength: 1, maxLength: 3 }).map((all) => all.flatMap((words, at) => (at === 0 ? words : [',', ...words])));
/** Written as they are, blanks inside included. */
const whole = (...all: readonly string[]): Source => fc.constantFrom(...all).map((text) => [text]);

type Choice = { readonly arbitrary: Source; readonly weight: number };
const of = (weight: number, arbitrary: Source): Choice => ({ arbitrary, weight });
const oneOf = (...choices: readonly Choice[]): Source =>
  fc.oneof({ maxDepth: 4, depthIdentifier: 'expression', withCrossShrink: true }, ...choices);

const { tree } = fc.letrec<{ tree: Words; operand: Words; atom: Words }>((tie) => {
  const [any, operand, atom] = [tie('tree'), tie('operand'), tie('atom')];
  return {
    tree: oneOf(
      of(3, operand),
      of(2, row(any, one('and', 'or', 'AND', 'Or'), any)),
      of(1, row('not', any)),
      of(3, row(operand, one(...comparisons), operand)),
      of(2, row(operand, one(...tests))),
      of(1, row(operand, 'is', one('distinct', 'not distinct'), 'from', operand)),
      of(1, row(operand, one('in', 'not in', 'IN'), '(', list(any), ')')),
      of(1, row(operand, one('between', 'not between'), operand, 'and', operand)),
      of(1, row(operand, one('like', 'not like', 'ilike', 'NOT ILIKE'), operand)),
      of(1, row(operand, 'like', operand, 'escape', one("'!'", "''"))),
    ),
    operand: oneOf(
      of(4, atom),
      of(4, row(operand, one(...arithmetic), operand)),
      of(1, row(one('-', '+'), operand)),
      of(2, row('(', any, ')')),
      of(1, row(atom, '::', one(...types))),
    ),
    atom: oneOf(
      of(5, whole(...names)),
      of(2, whole(...numbers)),
      of(2, whole(...texts)),
      of(1, whole('true', 'false', 'null', 'TRUE', 'Null', "date '2025-03-01'", "timestamp'2025-03-01 10:00:00'")),
      of(3, row(one(...calls), '(', list(any), ')')),
      of(1, row('count ( * )')),
      of(1, row(one('sum', 'count', 'string_agg'), '( distinct', list(any), ')')),
      of(
        1,
        row('max (', any, 'order by', any, one('asc', 'desc nulls last', 'nulls first', 'nulls last', 'desc', 'desc nulls first'), ')'),
      ),
      of(1, row('sum (', any, ') filter ( where', any, ')')),
      of(1, row('cast (', any, 'as', one(...types), ')')),
      of(1, row('extract (', one(...fields), 'from', any, ')')),
      of(1, row('position (', operand, 'in', operand, ')')),
      of(1, row('trim (', any, ')')),
      of(1, row('trim (', one('both', 'leading', 'trailing'), "'x' from", any, ')')),
      of(1, row('nullif (', any, ',', any, ')')),
      of(1, row(whole('a', '"a b"', 'left.a'), '[', any, ']')),
      of(1, row('(', any, ') [', any, ']')),
      of(1, row('case when', any, 'then', any, 'else', any, 'end')),
      of(1, row('case', any, 'when', any, 'then', any, 'when', any, 'then', any, 'end')),
      of(1, row('try_cast (', any, ", 'int' )")),
    ),
  };
});
