// Functions on text. Characters are code points; positions count from 1.
import { literalOf, param, type Signature } from './signature.ts';

const text = param('text', 'text');

/** A blank is U+0020 alone; other characters to take away are written out. */
function trimmed(where: string, examples: Signature['examples']): Signature {
  return {
    says: `without blanks ${where}, or without any of the characters given`,
    params: [text, param('characters', 'text', true)],
    optional: 1,
    result: 'text',
    nulls: 'propagate',
    refuses: (args) => (literalOf(args, 1) === '' ? 'no characters to take away' : undefined),
    examples,
  };
}

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
  initcap: {
    says: 'the first letter after each blank in capitals, all others small',
    params: [text],
    result: 'text',
    nulls: 'propagate',
    examples: [["initcap('anna-maria VON ölz')", "'Anna-maria Von Ölz'"]],
  },
  trim: trimmed('at both ends', [
    ["trim('  a ')", "'a'"],
    ["trim('xxaxx', 'x')", "'a'"],
    ["trim(leading '0' from '007')", "'7'"],
  ]),
  ltrim: trimmed('at the start', [
    ["ltrim('  a ')", "'a '"],
    ["ltrim('[[a]', '[]')", "'a]'"],
  ]),
  rtrim: trimmed('at the end', [
    ["rtrim('  a ')", "'  a'"],
    ["rtrim('a.-', '-.')", "'a'"],
  ]),
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
  left: {
    says: 'the first n characters',
    params: [text, param('n', 'int')],
    result: 'text',
    nulls: 'propagate',
    examples: [["left('abc', 2)", "'ab'"]],
  },
  right: {
    says: 'the last n characters',
    params: [text, param('n', 'int')],
    result: 'text',
    nulls: 'propagate',
    examples: [["right('abc', 2)", "'bc'"]],
  },
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
  translate: {
    says: 'each character of the second text replaced by the one at its place in the third, or taken away where that is shorter',
    params: [text, param('from', 'text', true), param('to', 'text', true)],
    result: 'text',
    nulls: 'propagate',
    examples: [["translate('2.345,67', ',.', '.')", "'2345.67'"]],
  },
  reverse: {
    says: 'from the last character to the first',
    params: [text],
    result: 'text',
    nulls: 'propagate',
    examples: [["reverse('abé')", "'éba'"]],
  },
  repeat: {
    says: 'the text n times, none at all when n is below 1',
    params: [text, param('n', 'int', true)],
    result: 'text',
    nulls: 'propagate',
    refuses: (args) => (Number(literalOf(args, 1) ?? 0) > mostRepeats ? `n is at most ${mostRepeats}` : undefined),
    examples: [["repeat('ab', 3)", "'ababab'"]],
  },
  split_part: {
    says: 'the nth part between separators, counted from the end when n is negative; empty when there is none',
    params: [text, param('separator', 'text', true), param('n', 'int', true)],
    result: 'text',
    nulls: 'propagate',
    refuses: (args) => {
      if (literalOf(args, 1) === '') return 'the separator is not empty';
      return Number(literalOf(args, 2) ?? 1) === 0 ? 'parts are counted from 1' : undefined;
    },
    examples: [
      ["split_part('a,b,c', ',', 2)", "'b'"],
      ["split_part('a,b,c', ',', -1)", "'c'"],
    ],
  },
  md5: {
    says: 'MD5 as 32 hexadecimal digits, of text its UTF-8 bytes',
    params: [param('value', 'bytes-or-text')],
    result: 'text',
    nulls: 'propagate',
    examples: [["md5('é')", "'66ddcd97cfdeabb2f6fb8a999b4bc76f'"]],
  },
  sha2: {
    says: 'SHA-2 in hexadecimal digits, of text its UTF-8 bytes; bits is 224, 256, 384 or 512',
    params: [param('value', 'bytes-or-text'), param('bits', 'int', true)],
    result: 'text',
    nulls: 'propagate',
    refuses: (args) => (['224', '256', '384', '512'].includes(literalOf(args, 1) ?? '') ? undefined : 'bits is 224, 256, 384 or 512'),
    examples: [["sha2('é', 256)", "'4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c'"]],
  },
};

const mostRepeats = 10_000;
