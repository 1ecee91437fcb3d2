// What stands where nothing is known: "replace NULL values in email with 'none'", "fill missing phone with 'N/A'", "where phone is null use 0".
import { wordsAt } from './atoms.ts';
import { mention, type Pattern, type Reader, said, skipArticles } from './cursor.ts';
import type { Ref } from './lexicon.ts';
import { columnAt, guess, tableAt } from './nouns.ts';
import type { Literal } from './reading.ts';
import { literalAt } from './values.ts';
import { filler, spoken } from './words.ts';

const verbs: readonly string[] = spoken(
  `replace | replacing | fill | fill in | fill up | filling | filling in | impute | substitute | set | default | coalesce | and fill | and replace`,
);
const missing: readonly string[] = spoken(
  `null values in | null values of | null values for | null value in | nulls in | nulls of | nulls for | null in | missing values in |
    missing values of | missing values for | missing value in | missing values for the | missing | null | empty | blank | unknown | any missing |
    all missing | any null | empty values in | blanks in | all null values in | any null values in | every missing`,
);
const behind: readonly string[] = spoken(`values | value | nulls | column | columns | entries | fields | field | column values`);
const puts: readonly string[] = spoken(`with | by | to | as`);
const uses: readonly string[] = spoken(
  `use | then use | put | then put | set it to | then set it to | replace it with | replace it by | fill it with | fill in | show | write |
    default to | default it to | it should be | it becomes | take | insert`,
);

export const fillPattern: Pattern = (reader, at) => imperative(reader, at) || conditional(reader, at) || usedFor(reader, at);

/** "replace NULL values in email with 'x' and missing phone with 'N/A'" */
const imperative: Pattern = (reader, at) => {
  const verb = wordsAt(reader.atoms, at, ...verbs);
  const first = verb === 0 ? undefined : pairAt(reader, at + verb, at, reader.atoms[at + verb - 1]?.word === 'default');
  if (first === undefined) return 0;
  let end = first;
  for (;;) {
    const gap = wordsAt(reader.atoms, end, ', and', 'and', ',');
    const next = gap === 0 ? undefined : pairAt(reader, end + gap, end + gap);
    if (next === undefined) return end - at;
    end = next;
  }
};

/** "missing phone with 'N/A'": where it ends; taken up. */
const pairAt = (reader: Reader, at: number, from: number, isDefault = false): number | undefined => {
  const { atoms } = reader;
  const start = skipArticles(reader, at);
  const lead = wordsAt(atoms, start, ...missing);
  const column = columnAt(reader, skipArticles(reader, start + lead));
  if (column === undefined) return undefined;
  const end = skipArticles(reader, start + lead) + column.used;
  const trail = wordsAt(atoms, end, ...spoken(`nulls | null values | missing values`));
  // "replace status with 'x'" would replace every value.
  if (lead === 0 && trail === 0 && !isDefault && !isFollowedByNull(reader, end)) return undefined;
  const after = end + (trail || wordsAt(atoms, end, ...behind));
  const put = wordsAt(atoms, after, ...puts);
  const value = put === 0 ? undefined : valueAt(reader, after + put);
  if (value === undefined) return undefined;
  const close = after + put + value.used + ifMissing(reader, after + put + value.used);
  take(reader, column.refs, value, from, close);
  return close;
};

/** "set phone to 'N/A' where it is null" */
const isFollowedByNull = (reader: Reader, at: number): boolean => {
  const put = wordsAt(reader.atoms, at, ...puts);
  const value = put === 0 ? undefined : valueAt(reader, at + put);
  return value !== undefined && ifMissing(reader, at + put + value.used) > 0;
};

const ifMissing = ({ atoms }: Reader, at: number): number => {
  const joint = wordsAt(atoms, at, 'where', 'when', 'if', 'wherever', 'whenever');
  const is = joint === 0 ? 0 : wordsAt(atoms, at + joint, ...spoken(`it is | they are | it ' s | null | missing | empty`));
  if (is === 0) return 0;
  const said = wordsAt(atoms, at + joint + is, 'null', 'missing', 'empty', 'unknown');
  return said > 0 ? joint + is + said : ['null', 'missing', 'empty'].includes(atoms[at + joint]?.word ?? '') ? joint + is : 0;
};

/** "where email is null use 'x'" */
const conditional: Pattern = (reader, at) => {
  const { atoms } = reader;
  const lead = wordsAt(atoms, at, 'where', 'if', 'when', 'wherever', 'whenever', 'and where', 'and if');
  const start = skipArticles(reader, at + lead);
  const column = lead === 0 ? undefined : columnAt(reader, start);
  if (column === undefined) return 0;
  const end = start + column.used;
  const is = wordsAt(
    atoms,
    end,
    ...spoken(`is null | is missing | is empty | is unknown | is not known | are null | are missing | is not set`),
  );
  if (is === 0) return 0;
  const comma = wordsAt(atoms, end + is, ',');
  const use = wordsAt(atoms, end + is + comma, ...uses);
  const value = use === 0 ? undefined : valueAt(reader, end + is + comma + use);
  if (value === undefined) return 0;
  const close = end + is + comma + use + value.used;
  take(reader, column.refs, value, at, close);
  return close - at + wordsAt(atoms, close, 'instead');
};

/** "use 'N/A' for missing phone", "use 0 where amount is null" */
const usedFor: Pattern = (reader, at) => {
  const { atoms } = reader;
  const use = wordsAt(atoms, at, 'use', 'using', 'put', 'show', 'write');
  const value = use === 0 ? undefined : valueAt(reader, at + use);
  if (value === undefined) return 0;
  const joint = at + use + value.used;
  const lead = wordsAt(atoms, joint, 'for', 'in place of', 'instead of', 'where', 'when', 'if', 'as default for', 'as the default for');
  const start = skipArticles(reader, joint + lead);
  const none = wordsAt(atoms, start, ...missing);
  const column = lead === 0 ? undefined : columnAt(reader, skipArticles(reader, start + none));
  if (column === undefined) return 0;
  const end = skipArticles(reader, start + none) + column.used;
  const is = none > 0 ? 0 : wordsAt(atoms, end, 'is null', 'is missing', 'is empty', 'is unknown');
  if (none + is === 0) return 0;
  take(reader, column.refs, value, at, end + is);
  return end + is - at;
};

type Value = { readonly value: Literal; readonly used: number };

/** A quoted text, a number, a date, or one word that names nothing. */
const valueAt = (reader: Reader, at: number): Value | undefined => {
  const start = at + wordsAt(reader.atoms, at, 'the text', 'the value', 'value', 'a default of', 'the default');
  const found = literalAt(reader, start, isPlainWord(reader, start));
  return found === undefined ? undefined : { value: found.value, used: start - at + found.used };
};

const isPlainWord = (reader: Reader, at: number): boolean => {
  const atom = reader.atoms[at];
  if (atom?.kind !== 'word' || filler.has(atom.word)) return false;
  const next = reader.atoms[at + 1];
  const ends = next === undefined || next.kind === 'sign' || ['and', 'where', 'when', 'if', 'in', 'of'].includes(next.word);
  return ends && tableAt(reader, at) === undefined && columnAt(reader, at) === undefined;
};

const take = (reader: Reader, refs: readonly Ref[], { value }: Value, from: number, to: number): void => {
  const { reading } = reader;
  const phrase = said(reader, from + wordsAt(reader.atoms, from, 'and'), to);
  const [ref] = refs;
  if (ref !== undefined && refs.length === 1) mention(reader, ref.table);
  if (!phrase.includes(`'${value.text}'`) && value.kind === 'text' && !/["“‘]/.test(phrase))
    guess(reader, phrase, `the text '${value.text}' is put there, written exactly so`);
  reading.fills.push({ refs, value, phrase, conditionsBefore: reading.conditions.length });
  reading.asksRows = true;
  reader.mode = 'plain';
  reader.negated = false;
};
