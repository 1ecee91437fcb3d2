// Duplicates: "remove duplicate emails", "deduplicate customers by email", "distinct countries".
import { wordsAt } from './atoms.ts';
import { mention, type Pattern, type Reader, said, skipArticles } from './cursor.ts';
import { columnAt, tableAt } from './nouns.ts';
import { spoken } from './words.ts';

export const dedupePattern: Pattern = (reader, at) => {
  const { atoms, reading } = reader;
  const lead = wordsAt(
    atoms,
    at,
    ...spoken(`remove duplicate | remove duplicates | remove all duplicates | remove all duplicate | drop duplicates | drop duplicate |
      delete duplicate | delete duplicates | eliminate duplicates | eliminate duplicate | deduplicate | dedupe |
      de duplicate | remove the duplicates | get rid of duplicates | remove duplicate rows | remove duplicate records |
      without duplicates | filter out duplicates | remove repeated`),
  );
  if (lead === 0) return distinctColumns(reader, at);
  let next = skipArticles(reader, at + lead + wordsAt(atoms, at + lead, 'rows', 'records', 'entries'));
  next += wordsAt(atoms, next, 'from', 'in', 'of');
  const inTable = tableAt(reader, skipArticles(reader, next));
  let column = columnAt(reader, next);
  if (inTable !== undefined && inTable.used >= (column?.used ?? 0)) {
    reading.subject = inTable.table;
    mention(reader, inTable.table);
    next = skipArticles(reader, next) + inTable.used;
    next += wordsAt(atoms, next, 'table', 'rows', 'records');
    const by = wordsAt(atoms, next, 'by', 'on', 'based on', 'with the same', 'having the same', 'sharing an', 'by their', 'per');
    column = by === 0 ? undefined : columnAt(reader, skipArticles(reader, next + by), [inTable.table]);
    if (column !== undefined) next = skipArticles(reader, next + by);
    else if (by > 0) return 0;
  } else {
    const by = wordsAt(atoms, next, 'by', 'on', 'based on');
    if (column === undefined && by > 0) {
      next = skipArticles(reader, next + by);
      column = columnAt(reader, next);
    }
  }
  const refs = column?.refs ?? [];
  const end = next + (column?.used ?? 0);
  reading.dedupe = { refs, phrase: said(reader, at, end) };
  return Math.max(lead, end - at);
};

/** "the distinct countries": the column alone, each value once. */
const distinctColumns = (reader: Reader, at: number): number => {
  const lead = wordsAt(reader.atoms, at, 'distinct', 'unique', 'different');
  const column = lead === 0 ? undefined : columnAt(reader, at + lead);
  if (column === undefined || wordsAt(reader.atoms, at + lead + column.used, 'count', 'counts') > 0) return 0;
  const phrase = said(reader, at, at + lead + column.used);
  reader.reading.outputs.push({ refs: column.refs, phrase });
  reader.reading.dedupe = { refs: [], phrase };
  reader.mode = 'output';
  return lead + column.used;
};
