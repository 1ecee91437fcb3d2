// What is asked of a column or a number: a comparison, a range, a list, a beginning, presence.
import { wordsAt } from './atoms.ts';
import { type Reader, said } from './cursor.ts';
import { oneOf, valuesAt } from './known-values.ts';
import { isTemporal } from './lexicon.ts';
import { columnAt, guess } from './nouns.ts';
import type { Operand, Test } from './reading.ts';
import { comparatorAt, literalAt, orMore } from './values.ts';
import { filler, spoken } from './words.ts';

export const testAt = (
  reader: Reader,
  at: number,
  on: Operand,
): { readonly test: Test; readonly used: number; readonly negated: boolean } | undefined => {
  const { atoms } = reader;
  const missing = wordsAt(atoms, at, 'is null', 'is missing', 'is empty', 'are missing', 'are null', 'is unknown', 'is blank');
  if (missing > 0) return { test: { is: 'null' }, used: missing, negated: false };
  const there = wordsAt(
    atoms,
    at,
    ...spoken(`is not null | is not missing | is not empty | are not null | is known | is present | is set | exists`),
  );
  if (there > 0) return { test: { is: 'not-null' }, used: there, negated: false };
  const between = wordsAt(atoms, at, 'between', 'is between', 'are between', 'from');
  if (between > 0) {
    const low = literalAt(reader, at + between);
    const joint = low === undefined ? 0 : wordsAt(atoms, at + between + low.used, 'and', 'to');
    const high = low === undefined || joint === 0 ? undefined : literalAt(reader, at + between + low.used + joint);
    if (low !== undefined && high !== undefined)
      return { test: { is: 'between', low: low.value, high: high.value }, used: between + low.used + joint + high.used, negated: false };
  }
  return likeAt(reader, at, on) ?? listAt(reader, at, on) ?? comparisonAt(reader, at, on) ?? knownAt(reader, at, on);
};

const likes: readonly (readonly [readonly string[], (text: string) => string])[] = [
  [['starts with', 'begins with', 'starting with', 'beginning with', 'start with', 'begin with'], (text) => `${text}%`],
  [['ends with', 'ending with', 'ending in', 'ends in', 'end with'], (text) => `%${text}`],
  [['contains', 'containing', 'includes', 'contain'], (text) => `%${text}%`],
];

const likeAt = (reader: Reader, at: number, on: Operand) => {
  if (on.is !== 'column' || on.refs[0]?.column.type !== 'text') return undefined;
  for (const [words, pattern] of likes) {
    const lead = wordsAt(reader.atoms, at, ...words);
    const value = lead === 0 ? undefined : literalAt(reader, at + lead, true);
    // A wildcard among the letters would match more than it says.
    if (value === undefined || /[%_\\]/.test(value.value.text)) continue;
    return {
      test: { is: 'like' as const, pattern: pattern(value.value.text), text: value.value.text },
      used: lead + value.used,
      negated: false,
    };
  }
  return undefined;
};

const listAt = (reader: Reader, at: number, on: Operand) => {
  const { atoms } = reader;
  const into = wordsAt(atoms, at, 'in', 'is in', 'is one of', 'one of', 'are in', 'not in', 'is not in', 'is either', 'either');
  if (into === 0 || on.is !== 'column') return undefined;
  const negated = ['not'].includes(atoms[at + into - 2]?.word ?? '');
  const open = atoms[at + into]?.word === '(' ? 1 : 0;
  const first = literalAt(
    reader,
    at + into + open,
    on.refs[0]?.column.type === 'text' && (open === 1 || into > 1) && isValue(reader, at + into + open),
  );
  if (first === undefined) return undefined;
  const temporal = on.refs[0] !== undefined && isTemporal(on.refs[0]);
  if (temporal) return { test: { is: 'period' as const, value: first.value }, used: into + open + first.used, negated };
  const values = [first.value];
  let used = into + open + first.used;
  for (;;) {
    const gap = wordsAt(atoms, at + used, ', or', ', and', ',', 'or', 'and');
    const next = gap === 0 ? undefined : literalAt(reader, at + used + gap, open === 1);
    if (next === undefined) break;
    values.push(next.value);
    used += gap + next.used;
  }
  if (open === 1 && atoms[at + used]?.word === ')') used += 1;
  return { test: { is: 'in' as const, values }, used, negated };
};

const comparisonAt = (reader: Reader, at: number, on: Operand) => {
  const comparator = comparatorAt(reader, at);
  const loose = comparator === undefined && on.is === 'column' ? literalAt(reader, at) : undefined;
  // "status 'paid'": a quoted text right behind its column
  if (loose?.value.kind === 'text')
    return { test: { is: 'compare' as const, op: '=' as const, value: loose.value }, used: loose.used, negated: false };
  if (comparator === undefined) return undefined;
  const bare =
    on.is === 'column' && on.refs[0]?.column.type === 'text' && !comparator.temporal && (comparator.op === '=' || comparator.op === '<>');
  const value = literalAt(reader, at + comparator.used, bare && isValue(reader, at + comparator.used));
  if (value === undefined || (reader.atoms[at]?.word === 'of' && comparator.used === 1 && value.value.kind === 'text')) return undefined;
  let used = comparator.used + value.used;
  if (bare && reader.atoms[at + comparator.used]?.kind === 'word')
    guess(reader, said(reader, at, at + used), `the value compared with is the text '${value.value.text}', written exactly so`);
  const more = orMore(reader, at + used);
  if (more !== undefined) used += more.used;
  const values = [value.value];
  while (bare && comparator.op === '=' && more === undefined && reader.atoms[at + used]?.word === 'or') {
    const next = literalAt(reader, at + used + 1, true);
    if (next === undefined || columnAt(reader, at + used + 1) !== undefined) break;
    values.push(next.value);
    used += 1 + next.used;
  }
  if (values.length > 1) return { test: { is: 'in' as const, values }, used, negated: false };
  return { test: { is: 'compare' as const, op: more?.op ?? comparator.op, value: value.value }, used, negated: false };
};

/** "status returned or shipped": values that the column is known to hold, right behind its name. */
const knownAt = (reader: Reader, at: number, on: Operand) => {
  if (on.is !== 'column') return undefined;
  const found = on.refs.map(({ column }) => valuesAt(reader, at, column)).find((values) => values !== undefined);
  if (found === undefined) return undefined;
  return { test: oneOf(found.values), used: found.used, negated: false };
};

/** A bare word is a value only when it names nothing and is no everyday word. */
const isValue = (reader: Reader, at: number): boolean =>
  !filler.has(reader.atoms[at]?.word ?? '') &&
  reader.lexicon.tableAt(reader.atoms, at) === undefined &&
  reader.lexicon.columnAt(reader.atoms, at, reader.scope) === undefined;
