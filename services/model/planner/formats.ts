// What is written as it should be: "invalid email format", "whose email is not valid". Only formats that a pattern can check are read.
import { wordsAt } from './atoms.ts';
import { mention, type Pattern, type Reader, said, skipArticles } from './cursor.ts';
import type { Ref } from './lexicon.ts';
import { columnAt } from './nouns.ts';
import type { Format } from './reading.ts';
import { partsOf, spoken } from './words.ts';

/** A checked pattern per format: someone, one @, a domain with a dot, no blanks. */
export const patternOf: Readonly<Record<Format, string>> = { email: '^[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+$' };

const leads: readonly string[] = spoken(
  `with | with a | with an | having | having a | having an | that have a | that have an | who have a | who have an | which have a |
    which have an | whose`,
);
const lacks: readonly string[] = spoken(`without | without a | with no | having no | that have no | who have no | lacking a`);
const good: readonly string[] = spoken(`valid | well formed | well - formed | correct | correctly formatted | proper`);
const bad: readonly string[] = spoken(
  `invalid | malformed | incorrect | not valid | badly formed | badly formatted | wrongly formatted | incorrectly formatted | ill formed |
    not well formed | improper`,
);
const nouns: readonly string[] = spoken(`address format | addresses format | format | formats | address | addresses | syntax`);

/** "(with an) invalid email format", "(whose) email is not valid", "without a valid email" */
export const formatPattern: Pattern = (reader, at) => {
  const none = wordsAt(reader.atoms, at, ...lacks);
  const lead = none > 0 ? none : wordsAt(reader.atoms, at, ...leads);
  const start = at + lead;
  const found = judgedBefore(reader, start) ?? judgedAfter(reader, start);
  if (found === undefined) return 0;
  const { refs, invalid, end } = found;
  const [ref] = refs;
  if (ref !== undefined && refs.length === 1) mention(reader, ref.table);
  reader.reading.conditions.push([
    {
      on: { is: 'column', refs },
      test: { is: 'format', format: 'email' },
      negated: (reader.negated !== invalid) !== none > 0,
      phrase: said(reader, start, end),
    },
  ]);
  return end - at;
};

type Judged = { readonly refs: readonly Ref[]; readonly invalid: boolean; readonly end: number };

const judgedBefore = (reader: Reader, at: number): Judged | undefined => {
  const wrong = wordsAt(reader.atoms, at, ...bad);
  const used = wrong > 0 ? wrong : wordsAt(reader.atoms, at, ...good);
  const column = used === 0 ? undefined : emailAt(reader, at + used);
  return column === undefined ? undefined : { refs: column.refs, invalid: wrong > 0, end: column.end };
};

const judgedAfter = (reader: Reader, at: number): Judged | undefined => {
  const { atoms } = reader;
  const column = emailAt(reader, skipArticles(reader, at));
  if (column === undefined) return undefined;
  const not = wordsAt(
    atoms,
    column.end,
    ...spoken(`is not a | is not | are not | does not have a | has no | isn ' t | isn ’ t | has not a`),
  );
  const verb = not > 0 ? not : wordsAt(atoms, column.end, ...spoken(`is a | is an | is | are | has a | has an | looks`));
  if (verb === 0) return undefined;
  const after = column.end + verb;
  const wrong = wordsAt(atoms, after, ...bad);
  const right = wrong > 0 ? wrong : wordsAt(atoms, after, ...good);
  if (right === 0) return undefined;
  const noun = wordsAt(atoms, after + right, ...nouns, 'email', 'email address', 'emails');
  return { refs: column.refs, invalid: wrong > 0 !== not > 0, end: after + right + noun };
};

/** A text column of emails, with "address" or "format" behind it. */
const emailAt = (reader: Reader, at: number): { readonly refs: readonly Ref[]; readonly end: number } | undefined => {
  const column = columnAt(reader, at);
  const refs = column?.refs.filter(isEmail) ?? [];
  if (column === undefined || refs.length === 0) return undefined;
  const end = at + column.used;
  return { refs, end: end + wordsAt(reader.atoms, end, ...nouns) };
};

const isEmail = ({ column }: Ref): boolean =>
  column.type === 'text' && partsOf(column.name).some((part) => part === 'email' || part === 'mail');
