// Functions on text. Characters are code points; positions count from 1.
import { param, type Signature } from './signature.ts';

const text = param('text', 'text');

export const textFunctions: Readonly<Record<string, Signature>> = {
  concat: {
    says: 'texts one after the other; NULL when one of them is, as with ||',
    params: [text],
    rest: text,
    result: 'text',
    nulls: 'propagate',
    examples: [["concat('a', 'b')", "'ab'"]],
  },
  concat_ws: {
    says: 'texts with a separator between them, leaving out NULLs',
    params: [param('separator', 'text', true), text],
    rest: text,
    result: 'text',
    nulls: 'first',
    examples: [["concat_ws('-', 'a', cast(null as text), 'b')", "'a-b'"]],
  },
  upper: { says: 'in capitals, by Unicode', params: [text], result: 'text', nulls: 'propagate', examples: [["upper('aé')", "'AÉ'"]] },
  lower: { says: 'in small letters, by Unicode', params: [text], result: 'text', nulls: 'propagate', examples: [["lower('AÉ')", "'aé'"]] },
  trim: { says: 'without blanks at both ends', params: [text], result: 'text', nulls: 'propagate', examples: [["trim('  a ')", "'a'"]] },
  ltrim: { says: 'without blanks at the start', params: [text], result: 'text', nulls: 'propagate', examples: [["ltrim('  a ')", "'a '"]] },
  rtrim: { says: 'without blanks at the end', params: [text], result: 'text', nulls: 'propagate', examples: [["rtrim('  a ')", "'  a'"]] },
  length: { says: 'number of characters', params: [text], result: 'int', nulls: 'propagate', examples: [["length('aé')", '2']] },
  substring: {
    says: 'characters from a position on, at most so many; a negative position counts from the end, 0 is the first',
    params: [text, param('position', 'int'), param('length', 'int')],
    optional: 1,
    result: 'text',
    nulls: 'propagate',
    examples: [
      ["substring('abcdef', 2, 3)", "'bcd'"],
      ["substring('abcdef', -2)", "'ef'"],
    ],
  },
  left: { says: 'the first n characters', params: [text, param('n', 'int')], result: 'text', nulls: 'propagate', examples: [["left('abc', 2)", "'ab'"]] },
  right: { says: 'the last n characters', params: [text, param('n', 'int')], result: 'text', nulls: 'propagate', examples: [["right('abc', 2)", "'bc'"]] },
  replace: {
    says: 'with every occurrence of one text replaced by another; an empty one is never found',
    params: [text, param('search', 'text'), param('by', 'text')],
    result: 'text',
    nulls: 'propagate',
    examples: [["replace('abab', 'b', 'x')", "'axax'"]],
  },
  starts_with: {
    says: 'whether the text begins so',
    params: [text, param('start', 'text')],
    result: 'boolean',
    nulls: 'propagate',
    examples: [["starts_with('abc', 'ab')", 'true']],
  },
  ends_with: {
    says: 'whether the text ends so',
    params: [text, param('end', 'text')],
    result: 'boolean',
    nulls: 'propagate',
    examples: [["ends_with('abc', 'bc')", 'true']],
  },
  contains: {
    says: 'whether the text has the other in it',
    params: [text, param('part', 'text')],
    result: 'boolean',
    nulls: 'propagate',
    examples: [["contains('abc', 'b')", 'true']],
  },
  position: {
    says: 'where the text begins in the other, 0 when it does not; written position(part in whole)',
    params: [param('part', 'text'), param('whole', 'text')],
    result: 'int',
    nulls: 'propagate',
    examples: [["position('b' in 'abc')", '2']],
  },
  lpad: {
    says: 'filled up at the start to a length, or cut to it',
    params: [text, param('length', 'int', true), param('fill', 'text', true)],
    optional: 1,
    result: 'text',
    nulls: 'propagate',
    examples: [["lpad('7', 3, '0')", "'007'"]],
  },
  rpad: {
    says: 'filled up at the end to a length, or cut to it',
    params: [text, param('length', 'int', true), param('fill', 'text', true)],
    optional: 1,
    result: 'text',
    nulls: 'propagate',
    examples: [["rpad('7', 3, '0')", "'700'"]],
  },
};
