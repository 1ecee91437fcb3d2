// What rows have: "with an email" keeps those that have one, "with their email" and "with name and email" show it, "with email" could mean either.
import { aggregates } from './aggregates.ts';
import { wordsAt } from './atoms.ts';
import { testAt } from './condition-tests.ts';
import { mention, type Pattern, type Reader, said } from './cursor.ts';
import type { Ref } from './lexicon.ts';
import { columnAt, guess, rowsMeant, tableAt } from './nouns.ts';
import type { Condition, Test } from './reading.ts';
import { spoken } from './words.ts';

const haves: readonly string[] = spoken(
  `have | has | having | that have | who have | which have | that has | who has | which has | that do have | who do have`,
);
const indefinite: readonly string[] = spoken(`a | an | any | some | a known | an existing | a given | known`);
const definite: readonly string[] = spoken(`their | its | his | her | the | all their | all its`);

type Item = { readonly refs: readonly Ref[]; readonly article: 'indefinite' | 'definite' | 'none'; readonly phrase: string };

export const possessionPattern: Pattern = (reader, at) => {
  const has = wordsAt(reader.atoms, at, ...haves);
  const lead = has || wordsAt(reader.atoms, at, 'with');
  if (lead === 0 || reader.mode === 'join' || reader.reading.tables.length === 0) return 0;
  const before = { guesses: reader.reading.guesses.length, questions: reader.reading.questions.length };
  const { items, end, either } = itemsFrom(reader, at + lead);
  const phrase = said(reader, at, end);
  if (items.length > 0 && take(reader, items, { has: has > 0, either: either && items.length > 1, phrase, end })) return end - at;
  reader.reading.guesses.length = before.guesses;
  reader.reading.questions.length = before.questions;
  return 0;
};

/** Columns of tables named so far, up to the end of the list; one that is compared belongs to no list. */
const itemsFrom = (reader: Reader, start: number): { readonly items: readonly Item[]; readonly end: number; readonly either: boolean } => {
  const items: Item[] = [];
  let either = false;
  let end = start;
  for (let at = start; ; ) {
    const item = itemAt(reader, at);
    if (item === undefined) return { items, end, either };
    items.push(item.item);
    end = at + item.used;
    const gap = wordsAt(reader.atoms, end, ', and', ', and with', 'and with', 'and', ',', '&', 'as well as', 'or');
    const isOr = reader.atoms[end]?.word === 'or';
    if (gap === 0 || (items.length > 1 && isOr !== either)) return { items, end, either };
    either = isOr;
    at = end + gap;
  }
};

const itemAt = (reader: Reader, at: number): { readonly item: Item; readonly used: number } | undefined => {
  const { atoms, reading } = reader;
  const one = wordsAt(atoms, at, ...indefinite);
  const the = one > 0 ? 0 : wordsAt(atoms, at, ...definite);
  const start = at + one + the;
  const column = columnAt(reader, start);
  if (column === undefined || (tableAt(reader, start)?.used ?? 0) >= column.used) return undefined;
  const refs = column.refs.filter(({ table }) => reading.tables.includes(table));
  const after = start + column.used + wordsAt(atoms, start + column.used, 'address', 'value');
  const isMeasured = wordsAt(atoms, after, 'count', ...aggregates.flatMap(([, , words]) => words)) > 0;
  if (refs.length === 0 || isMeasured || testAt(reader, start + column.used, { is: 'column', refs }) !== undefined) return undefined;
  const article = one > 0 ? 'indefinite' : the > 0 ? 'definite' : 'none';
  return { item: { refs, article, phrase: said(reader, at, after) }, used: after - at };
};

type Said = { readonly has: boolean; readonly either: boolean; readonly phrase: string; readonly end: number };

const take = (reader: Reader, items: readonly Item[], { has, either, phrase, end }: Said): boolean => {
  const { measures, groups, listed } = reader.reading;
  const articles = new Set(items.map(({ article }) => article));
  if (articles.has('indefinite') ? articles.size === 1 : has && !articles.has('definite')) return keep(reader, items, either, phrase);
  if (reader.negated || either) return false;
  // What is only counted has no row to show a column in.
  const isCounted = measures.length > 0 && groups.length === 0 && listed === undefined;
  const isList = articles.size === 1 ? articles.has('definite') || items.length > 1 : !articles.has('indefinite');
  if (!has && !isCounted && (isList || !items.some(isNullable))) return show(reader, items);
  if (has && !articles.has('indefinite')) return false;
  reader.doubts.push({
    end,
    question: {
      phrase,
      question: `Does “${phrase}” keep only the rows that have one, or show the column?`,
      options: [`only rows whose ${names(items)} is known`, `all rows, with their ${names(items)}`],
    },
  });
  return true;
};

const isNullable = ({ refs }: Item): boolean => refs.some(({ column }) => column.nullable);
const names = (items: readonly Item[]): string => items.map(({ refs }) => refs[0]?.column.name ?? '').join(' and ');

const keep = (reader: Reader, items: readonly Item[], either: boolean, phrase: string): boolean => {
  const conditions = items.map((item): Condition => {
    const { refs } = item;
    const [ref] = refs;
    if (ref !== undefined && !isNullable(item))
      guess(reader, phrase, `every row of ${ref.table.name} has a ${ref.column.name}: this leaves nothing out`);
    if (ref !== undefined && refs.length === 1) mention(reader, ref.table);
    const test: Test = isNullable(item) && !either ? { is: 'not-null', owned: true } : { is: 'not-null' };
    return { on: { is: 'column', refs }, test, negated: reader.negated, phrase: items.length > 1 ? item.phrase : phrase };
  });
  if (either) {
    guess(reader, phrase, `rows that have one of them, ${names(items).replaceAll(' and ', ' or ')}`);
    // Excluding those that have one or the other excludes both.
    reader.reading.conditions.push(...(reader.negated ? conditions.map((each) => [each]) : [conditions]));
  } else reader.reading.conditions.push(...conditions.map((each) => [each]));
  return true;
};

const show = (reader: Reader, items: readonly Item[]): boolean => {
  const { reading } = reader;
  if (reading.outputs.length === 0) reading.whole ??= rowsMeant(reading);
  for (const { refs, phrase } of items) reading.outputs.push({ refs, phrase });
  reader.mode = 'output';
  return true;
};
