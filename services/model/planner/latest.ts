// "the latest order of each customer", "the first order per country": one record by a date, whole.
import { wordsAt } from './atoms.ts';
import { mention, type Pattern, type Reader, said, skipArticles, sortWords } from './cursor.ts';
import { isTemporal } from './lexicon.ts';
import { ask, columnAt, guess, qualifies, rowsMeant, tableAt, valuePattern } from './nouns.ts';

const latest: readonly string[] = ['latest', 'newest', 'most recent', 'last'];
const earliest: readonly string[] = ['earliest', 'oldest', 'first'];

export const latestPattern: Pattern = (reader, from) => {
  const at = wordsAt(reader.atoms, from, 'the', 'their', 'its', 'only the') + from;
  const late = wordsAt(reader.atoms, at, ...latest);
  const lead = late || wordsAt(reader.atoms, at, ...earliest);
  if (lead === 0 || reader.reading.latest !== undefined || sortWords(reader.atoms, at + lead) > 0) return 0;
  // "first name" is a column by itself.
  if ((columnAt(reader, at)?.used ?? 0) > lead) return 0;
  const before = reader.reading.conditions.length;
  const start = at + lead + (qualifies(reader, at + lead) ? valuePattern(reader, at + lead) : 0);
  const table = tableAt(reader, start);
  const column = columnAt(reader, start);
  const word = said(reader, at, at + lead);
  const found = { direction: late > 0 ? 'desc' : 'asc', word } as const;
  if (table !== undefined && table.used >= (column?.used ?? 0)) {
    const end = start + table.used;
    // "First order the customers …" is a verb.
    if (tableAt(reader, skipArticles(reader, end)) !== undefined && wordsAt(reader.atoms, end, 'of') === 0) return 0;
    if (!isSingular(reader, end - 1))
      ask(reader, said(reader, at, end), `How many are “${said(reader, at, end)}”?`, ['only one', 'a number of them, as in “3 latest”']);
    reader.reading.latest = { ...found, table: table.table, phrase: said(reader, at, end) };
    reader.reading.subject = table.table;
    mention(reader, table.table);
    const whose = ['their', 'its'].includes(reader.atoms[from]?.word ?? '') ? rowsMeant(reader.reading) : undefined;
    if (whose !== undefined && reader.reading.groups.length === 0)
      reader.reading.groups.push({ is: 'entity', table: whose, phrase: said(reader, from, end) });
    return end - from;
  }
  const [ref, ...others] = column?.refs ?? [];
  if (column === undefined || ref === undefined || others.length > 0 || isTemporal(ref) || reader.mode === 'filter') {
    reader.reading.conditions.length = before;
    return 0;
  }
  // "the latest order amount" is the amount of the latest order, never the greatest.
  const end = start + column.used;
  const phrase = said(reader, at, end);
  guess(reader, phrase, `“${phrase}” is the ${ref.column.name} of the ${word} row of ${ref.table.name}`);
  reader.reading.latest = { ...found, table: ref.table, phrase };
  reader.reading.outputs.push({ refs: [ref], phrase });
  mention(reader, ref.table);
  return end - from;
};

const isSingular = ({ atoms }: Reader, at: number): boolean => {
  const { word = '', stem = '' } = atoms[at] ?? {};
  return word === stem || !word.endsWith('s');
};
