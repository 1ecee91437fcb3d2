// Ranking and order: "top 5 products by revenue", "the 3 largest orders", "sorted by name".
import { wordsAt } from './atoms.ts';
import { mention, type Pattern, type Reader, said, skipArticles, sortWords } from './cursor.ts';
import { isTemporal, type Ref, type Table } from './lexicon.ts';
import { measureAt } from './measures.ts';
import { columnAt, tableAt } from './nouns.ts';
import type { Measure } from './reading.ts';
import { literalAt } from './values.ts';
import { spoken } from './words.ts';

const best: readonly string[] = spoken(
  `highest | largest | biggest | most | best | top | greatest | most expensive | latest | newest | most recent`,
);
const worst: readonly string[] = ['lowest', 'smallest', 'least', 'worst', 'bottom', 'fewest', 'cheapest', 'earliest', 'oldest'];

/** "top 5 products by revenue", "the 3 largest orders by amount", "limit 10" */
export const topPattern: Pattern = (reader, at) => {
  const { atoms, reading } = reader;
  const lead = wordsAt(
    atoms,
    at,
    ...spoken(`top | bottom | the top | limit | limit to | limit the result to | only the top | first | the first`),
  );
  const n = literalAt(reader, at + lead);
  if (n?.value.kind !== 'number' || !/^[1-9]\d{0,8}$/.test(n.value.text)) return 0;
  const superlative = wordsAt(atoms, at + lead + n.used, ...best, ...worst);
  if (lead === 0 && superlative === 0 && !isRankedGroup(reader, at + n.used)) return 0;
  const isWorst = wordsAt(atoms, at + lead + n.used, ...worst) > 0 || atoms[at]?.word === 'bottom';
  const used = lead + n.used + superlative;
  const noun = tableAt(reader, at + used);
  if (noun !== undefined && (columnAt(reader, at + used)?.used ?? 0) <= noun.used) {
    mention(reader, noun.table);
    reading.subject = noun.table;
  }
  const by = at + used + (noun?.used ?? 0);
  const ranked = rankAt(reader, by, isWorst) ?? byTheDate(reader, at + lead + n.used, noun?.table);
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

/** "5 most recent orders": by the only date they have. */
const byTheDate = ({ atoms }: Reader, at: number, table: Table | undefined) => {
  const dates = table === undefined ? [] : table.columns.map((column) => ({ table, column })).filter(isTemporal);
  const [date, ...others] = dates;
  const recent = wordsAt(atoms, at, 'latest', 'newest', 'most recent', 'earliest', 'oldest');
  return recent === 0 || date === undefined || others.length > 0 ? undefined : { by: [date], used: 0, ascending: false };
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

const thingToRankBy = (
  reader: Reader,
  at: number,
  counts: boolean,
): { readonly by: Measure | readonly Ref[]; readonly used: number } | undefined => {
  const start = skipArticles(reader, at);
  const measure = measureAt(reader, start, { reference: true });
  const column = columnAt(reader, start);
  if (measure !== undefined && measure.used >= (column?.used ?? 0)) return { by: measure.measure, used: start - at + measure.used };
  if (column !== undefined) return { by: column.refs, used: start - at + column.used };
  const table = counts ? tableAt(reader, start) : undefined;
  if (table === undefined) return undefined;
  // "with the most orders" counts them
  const count: Measure = {
    aggregate: 'count',
    of: { is: 'rows-of', table: table.table },
    name: `${said(reader, start, start + table.used)}_count`,
    phrase: said(reader, at, start + table.used),
    shown: false,
  };
  mention(reader, table.table);
  reader.reading.measures.push(count);
  return { by: count, used: start - at + table.used };
};

export const sortPattern: Pattern = (reader, at) => {
  const { atoms, reading } = reader;
  const lead =
    sortWords(atoms, at) ||
    wordsAt(
      atoms,
      at,
      ...spoken(`sort by | sorted by | sort it by | sort the result by | sort results by | sort them by | sort the results by | sort in |
        sorted in | rank by | ranked by | ordered from | sorted`),
    );
  if (lead === 0) return 0;
  const by = thingToRankBy(reader, at + lead, false);
  let used = lead + (by?.used ?? 0);
  const down = wordsAt(
    atoms,
    at + used,
    ...spoken(`descending | desc | in descending order | from highest to lowest | from high to low | highest first | largest first |
      newest first | latest first | descending order`),
  );
  const up = wordsAt(
    atoms,
    at + used,
    ...spoken(`ascending | asc | in ascending order | from lowest to highest | alphabetically | lowest first | oldest first |
      ascending order | order`),
  );
  used += down > 0 ? down : up;
  reading.sorted = { phrase: said(reader, at, at + used), direction: down > 0 ? 'desc' : 'asc', by: by?.by };
  return used;
};
