// Who has or lacks something: a row of another table ("without orders", "who ordered"), or a value ("with no email").
import { wordsAt } from './atoms.ts';
import { type Pattern, type Reader, said, skipArticles } from './cursor.ts';
import { deedAt, doersAt } from './deeds.ts';
import type { Ref, Table } from './lexicon.ts';
import { tablesOf } from './measure-result.ts';
import { ask, columnAt, guess, qualifies, tableAt } from './nouns.ts';
import { comparatorAt } from './values.ts';
import { spoken } from './words.ts';

const lacks: readonly string[] =
  spoken(`without | without any | with no | having no | have no | has no | who have no | that have no | which have no |
      with zero | and no | but no | who have never placed | that have never placed | have never placed | who never placed | never placed |
      who did not place | did not place | have not placed | have never made | never made | who have not placed |
      who have not made | with no matching | without matching | not in | that are not in | missing from | absent from |
      have never | who have never | never | who did not | that did not | did not | lack | lacks | lacking | who lack | that lack |
      do not have | does not have | that do not have | who do not have | that does not have | who does not have | not having |
      don ' t have | doesn ' t have | who don ' t have | that don ' t have | don ’ t have | doesn ’ t have`);
const owns: readonly string[] =
  spoken(`with | that have | who have | who have placed | that have placed | having | who placed | who made | that placed |
            with at least one | who have at least one | that have at least one | having at least one | have at least one |
            with any`);

/** "without orders", "who have never ordered", "with orders" */
export const existsPattern: Pattern = (reader, at) => {
  const { atoms, reading, mode } = reader;
  if (mode === 'join' && atoms[at]?.word === 'with') return 0;
  const none = wordsAt(atoms, at, ...lacks);
  const some = none > 0 ? 0 : wordsAt(atoms, at, ...owns);
  const lead = none > 0 ? none : some;
  const subject = subjectOf(reader);
  const doers = subject === undefined ? undefined : doersAt(reader, at);
  if (doers !== undefined) {
    reading.subject = subject;
    reading.exists.push({ table: doers.table, not: reader.negated, phrase: said(reader, at, at + doers.used) });
    return doers.used;
  }
  if (lead === 0 || subject === undefined) return 0;
  const start = skipArticles(reader, at + lead);
  const table = tableAt(reader, start) ?? (none > 0 ? deedAt(reader, start) : undefined);
  if (none > 0 && qualifies(reader, start)) return askWhoLacks(reader, at, at + lead);
  if (none > 0 && table === undefined) return missing(reader, at, start);
  if (table === undefined || table.table === subject || (columnAt(reader, start)?.used ?? 0) > table.used) return 0;
  const after = start + table.used;
  if (none > 0 && wordsAt(atoms, after, 'in', 'during', 'between', 'on', 'for', 'since', 'before', 'after', 'over', 'from') > 0)
    return askWhoLacks(reader, at, after);
  // "with orders over 1000", "with order count > 5": a comparison follows, this is no existence.
  if (comparatorAt(reader, after) !== undefined || wordsAt(atoms, after, 'count', 'total', 'placed', 'made', 'in', 'where') > 0) return 0;
  const phrase = said(reader, at, after);
  if (some > 0 && couldShow(reader, at + lead, after))
    ask(reader, phrase, `Does “${phrase}” keep only the ${subject.name} that have some, or show them beside?`, [
      `only ${subject.name} that have a row in ${table.table.name}`,
      `each of the ${subject.name} joined with ${table.table.name}`,
    ]);
  reading.subject = subject;
  reading.exists.push({ table: table.table, not: none > 0 !== reader.negated, phrase });
  return after - at;
};

/** Whose rows are meant: the table listed, else the one measured. */
const subjectOf = ({ reading }: Reader): Table | undefined => {
  const [measured, ...others] = reading.measures.flatMap(({ of }) => tablesOf(of));
  return reading.subject ?? (others.length === 0 ? measured : undefined);
};

/** "with orders" and "with an order" ask whether there are any; "with their orders" and "with customer" may ask to see them. */
const couldShow = ({ atoms }: Reader, from: number, to: number): boolean => {
  const last = atoms[to - 1];
  const lead = atoms[from]?.word ?? '';
  const isBare = from === to - 1 && atoms[from - 1]?.word === 'with' && last?.word === last?.stem;
  return isBare || ['their', 'its', 'his', 'her', 'the', 'all'].includes(lead);
};

/** "customers without orders in 2024": a row of another year may be there. */
const askWhoLacks = (reader: Reader, at: number, to: number): number => {
  const who = subjectOf(reader)?.name ?? 'rows';
  const phrase = said(reader, at, to);
  ask(reader, phrase, `Which ${who} does “${phrase} …” keep: those that have none at all, or those that have none of that kind?`, [
    'those that have none at all',
    'those that have none of that kind',
  ]);
  return to - at;
};

/** "customers with no email", "without email and country": the columns are empty. */
const missing = (reader: Reader, at: number, start: number): number => {
  const { atoms, reading } = reader;
  const columns: { readonly refs: readonly Ref[]; readonly phrase: string }[] = [];
  let end = start;
  for (let next = start; ; ) {
    const column = columnAt(reader, next);
    // A column of a table that nobody named would bring its rows in.
    const refs = column?.refs.filter(({ table }) => reading.tables.includes(table) || table === reading.subject) ?? [];
    if (column === undefined || refs.length === 0 || comparatorAt(reader, next + column.used) !== undefined) break;
    const isOwned = columns.length > 0 && atoms[start - 1]?.word === 'no' && ['a', 'an'].includes(atoms[next - 1]?.word ?? '');
    if (isOwned) {
      const name = refs[0]?.column.name ?? '';
      const phrase = said(reader, at, next + column.used);
      ask(reader, phrase, `Is ${name} missing too in “${phrase}”?`, [`${name} is missing too`, `${name} is known`]);
    }
    end = next + column.used;
    columns.push({ refs, phrase: said(reader, columns.length === 0 ? at : next, end) });
    const gap = wordsAt(atoms, end, ', and', 'and', ',');
    if (gap === 0) break;
    next = skipArticles(reader, end + gap);
  }
  if (columns.length > 1) guess(reader, said(reader, at, end), 'all of these are missing');
  for (const { refs, phrase } of columns)
    reading.conditions.push([{ on: { is: 'column', refs }, test: { is: 'null' }, negated: reader.negated, phrase }]);
  return columns.length === 0 ? 0 : end - at;
};
