// Ranking and order: "top 5 products by revenue", "the 3 largest orders", "rank customers by total amount".
import { wordsAt } from './atoms.ts';
import { mention, type Pattern, type Reader, said, skipArticles } from './cursor.ts';
import { datesOf } from './dates.ts';
import { groupPattern } from './grouping.ts';
import type { Ref, Table } from './lexicon.ts';
import { columnAt, guess, tableAt } from './nouns.ts';
import { best, thingToRankBy, worst } from './rank-by.ts';
import type { Measure } from './reading.ts';
import { downward, upward } from './sorting.ts';
import { literalAt } from './values.ts';
import { spoken } from './words.ts';

const dated: readonly string[] = ['last', 'latest', 'newest', 'most recent', 'earliest', 'oldest'];

/** "top 5 products by revenue", "the 3 largest orders by amount", "limit 10" */
export const topPattern: Pattern = (reader, at) => {
  const { atoms, reading } = reader;
  const lead = wordsAt(
    atoms,
    at,
    ...spoken(`top | bottom | the top | limit | limit to | limit the result to | only the top | first | the first`),
    ...dated,
    ...dated.map((word) => `the ${word}`),
  );
  const isDated = lead > 0 && wordsAt(atoms, at + lead - 1, 'last', 'latest', 'newest', 'recent', 'earliest', 'oldest') > 0;
  const n = literalAt(reader, at + lead);
  if (n?.value.kind !== 'number' || !/^[1-9]\d{0,8}$/.test(n.value.text)) return 0;
  const superlative = wordsAt(atoms, at + lead + n.used, ...best, ...worst);
  if (lead === 0 && superlative === 0 && !isRankedGroup(reader, at + n.used)) return 0;
  const isWorst =
    wordsAt(atoms, at + lead + n.used, ...worst) > 0 ||
    atoms[at]?.word === 'bottom' ||
    (isDated && wordsAt(atoms, at + lead - 1, 'earliest', 'oldest') > 0);
  const used = lead + n.used + superlative;
  const noun = tableAt(reader, at + used);
  // "the last 30 days" ranks no rows.
  if (isDated && noun === undefined) return 0;
  if (noun !== undefined && (columnAt(reader, at + used)?.used ?? 0) <= noun.used) {
    mention(reader, noun.table);
    reading.subject = noun.table;
  }
  const by = at + used + (noun?.used ?? 0);
  const ranked = rankAt(reader, by, isWorst) ?? byTheDate(reader, isDated ? at + lead - 1 : at + lead + n.used, noun?.table);
  const end = ranked === undefined ? by : by + ranked.used;
  const direction = ranked?.ascending === true ? 'asc' : isWorst ? 'asc' : 'desc';
  reading.top = {
    n: Number(n.value.text),
    direction,
    phrase: said(reader, at, end),
    ties: 'break',
    ...(reading.subject === undefined || noun === undefined ? {} : { table: noun.table }),
    ...(ranked === undefined ? {} : { by: ranked.by }),
  };
  return end - at;
};

/** "rank customers by total amount [within each country]" */
export const rankPattern: Pattern = (reader, at) => {
  const { reading } = reader;
  const lead = wordsAt(reader.atoms, at, ...spoken(`rank | ranking | rank all | ranking of | rank the | rank of | and rank`));
  const noun = lead === 0 ? undefined : tableAt(reader, skipArticles(reader, at + lead));
  if (noun === undefined) return 0;
  const after = skipArticles(reader, at + lead) + noun.used;
  const groups = reading.groups.length;
  // "rank products within each category by revenue"
  const start = after + (wordsAt(reader.atoms, after, 'by') > 0 ? 0 : groupPattern(reader, after));
  const by = rankAt(reader, start, false);
  if (by === undefined) {
    reading.groups.length = groups;
    return 0;
  }
  const end = start + by.used;
  const up = wordsAt(reader.atoms, end, ...upward, ...upward.map((word) => `, ${word}`));
  const down = up > 0 ? 0 : wordsAt(reader.atoms, end, ...downward, ...downward.map((word) => `, ${word}`));
  mention(reader, noun.table);
  reading.subject = noun.table;
  reading.listed ??= noun.table;
  reading.asksRows = true;
  const direction = by.ascending || up > 0 ? 'asc' : 'desc';
  reading.ranking = {
    table: noun.table,
    by: by.by,
    direction,
    phrase: said(reader, at + wordsAt(reader.atoms, at, 'and'), end + up + down),
  };
  return end + up + down - at;
};

/** "including ties", "with their rank" behind the first n */
export const placePattern: Pattern = (reader, at) => {
  const { top } = reader.reading;
  if (top === undefined) return 0;
  const ties = wordsAt(
    reader.atoms,
    at,
    ...spoken(`including ties | include ties | including all ties | with ties | with ties kept | ties included | keep ties | keeping ties | ties kept |
      and ties | with all ties | plus ties | and keep ties | include all ties`),
  );
  if (ties > 0) top.ties = 'keep';
  const place = wordsAt(
    reader.atoms,
    at,
    ...spoken(`with rank | with their rank | with the rank | with a rank | and their rank | and rank | and the rank | including rank | including their rank |
      show the rank | show their rank | with its rank | with their place | and their place | with rank column`),
  );
  if (place > 0) top.placed = true;
  return ties || place;
};

/** "5 most recent orders": by the only date they have. */
const byTheDate = (reader: Reader, at: number, table: Table | undefined) => {
  const [date, ...others] = table === undefined ? [] : datesOf([table]);
  const recent = wordsAt(reader.atoms, at, 'latest', 'newest', 'most recent', 'recent', 'last', 'earliest', 'oldest');
  if (recent === 0 || date === undefined || others.length > 0) return undefined;
  const word = said(reader, at, at + recent);
  guess(reader, word, `“${word}” is by ${date.column.name}`, 'latest-by-date');
  return { by: [date], used: 0, ascending: false };
};

/** "3 employees with the highest salary" */
const isRankedGroup = (reader: Reader, at: number): boolean => {
  const table = tableAt(reader, at);
  const lead = table === undefined ? 0 : wordsAt(reader.atoms, at + table.used, 'with the', 'with', 'having the');
  return table !== undefined && lead > 0 && wordsAt(reader.atoms, at + table.used + lead, ...best, ...worst) > 0;
};

const rankAt = (
  reader: Reader,
  at: number,
  isWorst: boolean,
): { readonly by: Measure | readonly Ref[]; readonly used: number; readonly ascending: boolean } | undefined => {
  const { atoms } = reader;
  const lead = wordsAt(
    atoms,
    at,
    ...spoken(`by | by the | by their | ranked by | based on | in terms of | with | with the | according to | ordered by | sorted by |
      having the | by highest | by lowest`),
  );
  if (lead === 0) return undefined;
  const superlative = wordsAt(atoms, at + lead, ...best, ...worst);
  const low = wordsAt(atoms, at + lead, ...worst) > 0;
  const by = thingToRankBy(reader, at + lead + superlative, superlative > 0);
  return by === undefined ? undefined : { by: by.by, used: lead + superlative + by.used, ascending: low && !isWorst };
};
