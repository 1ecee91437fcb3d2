// Regular expressions in PySpark, that is in Java's notation.

import { parsePattern } from '../../../patterns/pattern.ts';
import { writtenPattern } from '../../../patterns/written.ts';
import { known } from '../operators.ts';
import { atom, bracketed, call, method, type Python, string } from '../python.ts';
import type { Render } from '../renderer.ts';
import { textOf } from './arguments.ts';

// in Java $ also matches before a last line break, and \b takes letters of all scripts, \w only ASCII
const notation = { any: '(?s:.)', end: '\\z', boundary: '(?:(?<=\\w)(?!\\w)|(?<!\\w)(?=\\w))' };

const javaPattern = (text: string): string => writtenPattern(parsePattern(text), notation);
/** A group is $1 in Java, and $ itself needs a backslash. */
const javaReplacement = (text: string): string =>
  text.replaceAll(/\\([\\1-9])|\$/g, (all, mark) => (all === '$' ? '\\$' : mark === '\\' ? all : `$${mark}`));

export const patternFunctions: Readonly<Record<string, Render>> = {
  regexp_like: ([value, pattern], renderer) =>
    method(bracketed(renderer.column(known(value))), 'rlike', regular(javaPattern(textOf(pattern)))),
  regexp_replace: ([value, pattern, by], renderer) =>
    call('F.regexp_replace', renderer.named(known(value)), regular(javaPattern(textOf(pattern))), string(javaReplacement(textOf(by)))),
  regexp_extract: ([value, pattern, group], renderer) => {
    const java = regular(javaPattern(textOf(pattern)));
    const found = call('F.regexp_extract', renderer.named(known(value)), java, atom(textOf(group) || '0'));
    return call('F.when', method(bracketed(renderer.column(known(value))), 'rlike', java), found);
  },
};

/** A pattern reads best as a raw string; where that cannot be, it is escaped as any text. */
const regular = (pattern: string): Python =>
  /^[ -~]*$/.test(pattern) && !pattern.includes('"') && pattern.includes('\\') ? atom(`r"${pattern}"`) : string(pattern);
