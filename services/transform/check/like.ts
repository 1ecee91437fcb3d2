// LIKE and ILIKE: the pattern is written out, and stands in the plan with backslashes as its escapes.
import type { TypedExpr } from '../plan.ts';
import { literal } from './coerce.ts';
import { type At, built } from './operators.ts';
import { complain } from './scope.ts';

export const like = (
  name: 'like' | 'ilike',
  [value, pattern, escaping]: readonly TypedExpr[],
  { tree, site }: At,
): TypedExpr | undefined => {
  if (value?.type !== 'text')
    return complain(site, 'type-mismatch', tree.args[0] ?? tree, `${name} looks at text, this is ${value?.type}`, ['cast(… as text)']);
  if (pattern?.is !== 'literal' || pattern.type !== 'text' || pattern.value === null) {
    return complain(site, 'bad-pattern', tree.args[1] ?? tree, 'a pattern is written out', [
      "'a%'",
      'contains(text, part)',
      'starts_with(text, start)',
    ]);
  }
  const mark = escaping === undefined ? '\\' : escaping.is === 'literal' && escaping.type === 'text' ? (escaping.value ?? '') : '';
  if ([...mark].length !== 1) {
    return complain(site, 'bad-pattern', tree.args[2] ?? tree, 'what escapes is one character, written out', ["like '10!%' escape '!'"]);
  }
  const plain = escapedByBackslash(pattern.value, mark);
  if (plain !== undefined) return built(name, [value, literal('text', plain)], 'boolean');
  const shown = mark === '\\' ? 'a backslash' : mark;
  return complain(
    site,
    'bad-pattern',
    tree.args[1] ?? tree,
    `${shown} in a pattern stands before %, _ or another ${shown.replace('a ', '')}`,
    [`'${mark}${mark}'`],
  );
};

/** The pattern with backslashes as its escapes; undefined where an escape stands before anything but %, _ and itself. */
const escapedByBackslash = (pattern: string, mark: string): string | undefined => {
  const characters = [...pattern];
  let plain = '';
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] ?? '';
    if (character !== mark) {
      plain += character === '\\' ? '\\\\' : character;
      continue;
    }
    at += 1;
    const next = characters[at];
    if (next !== '%' && next !== '_' && next !== mark) return undefined;
    plain += next === mark && mark !== '\\' && mark !== '%' && mark !== '_' ? mark : `\\${next}`;
  }
  return plain;
};
