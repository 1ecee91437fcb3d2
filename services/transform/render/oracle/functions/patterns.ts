// Regular expressions in PostgreSQL, under the collation "C": letters and digits are ASCII's, as everywhere in the language's patterns.
import { parsePattern } from '../../../patterns/pattern.ts';
import { writtenPattern } from '../../../patterns/written.ts';
import { text } from '../names.ts';
import { literalNumber, literalText, onceMade, type Render } from './arguments.ts';

const notation = { any: '.', end: '$', boundary: '\\y' };
const regular = (pattern: string): string => text(writtenPattern(parsePattern(pattern), notation));

export const patternFunctions: Readonly<Record<string, Render>> = {
  regexp_like: ([value], { args }) => `(${value} collate "C" ~ ${regular(literalText(args[1]))})`,
  regexp_replace: ([value, , by], { args }) => `regexp_replace(${value} collate "C", ${regular(literalText(args[1]))}, ${by}, 'g')`,
  regexp_extract: ([value], { args }) => {
    const pattern = literalText(args[1]);
    const group = literalNumber(args[2]) ?? 0;
    // without brackets of its own the whole match is the first element; with them it needs a pair around everything
    const [wanted, at] = group === 0 ? [`(${pattern.replace(/^\(\?i\)/, '')})`, 1] : [pattern.replace(/^\(\?i\)/, ''), group];
    const whole = pattern.startsWith('(?i)') ? `(?i)${wanted}` : wanted;
    // a group that took no part found nothing: an empty text
    return onceMade(
      `regexp_match(${value} collate "C", ${regular(whole)})`,
      args,
      (match) => `case when ${match} is not null then coalesce((${match})[${at}], '') end`,
    );
  },
};
