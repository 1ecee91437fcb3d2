// Ranking and order: "top 5 products by revenue", "the 3 largest orders", "sorted by name".
import { wordsAt } from './atoms.ts';
import { mention, type Pattern, type Reader, said, skipArticles, sortWords } from './cursor.ts';
import { datesOf } from './dates.ts';
import type { Ref, Table } from './lexicon.ts';
import { measureAt } from './measures.ts';
import { columnAt, guess, tableAt } from './nouns.ts';
import type { Measure } from './reading.ts';
import { literalAt } from './values.ts';
import { spoken } from './words.ts';

const best: readonly string[] = spoken(
  `highest | largest | biggest | most | best | top | greatest | most expensive | latest | newest | most recent`,
);
const worst: readonly string[] = ['lowest', 'smallest', 'least', 'worst', 'bottom', 'fewest', 'cheapest', 'earliest', 'oldest'];

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

const downward: readonly string[] = [
  ...spoken(`descending | desc | in descending order | descending order | from highest to lowest | from high to low`),
  ...best.map((word) => `${word} first`),
];
const upward: readonly string[] = [
  ...spoken(`ascending | asc | in ascending order | ascending order | from lowest to highest | from low to high | alphabetically |
      in alphabetical order`),
  ...worst.map((word) => `${word} first`),
];

/** "sorted by name", or without a verb: "…, most first". */
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
  if (lead === 0 && wordsAt(atoms, at, ...downward, ...upward) === 0) return 0;
  const by = lead === 0 ? undefined : thingToRankBy(reader, at + lead, false);
  let used = lead + (by?.used ?? 0);
  const down = wordsAt(atoms, at + used, ...downward);
  const up = wordsAt(atoms, at + used, ...upward, ...(lead > 0 ? ['order'] : []));
  used += down > 0 ? down : up;
  const direction = down > 0 ? 'desc' : 'asc';
  // "sorted by name, descending" is one order.
  reading.sorted =
    lead === 0 && reading.sorted !== undefined
      ? { ...reading.sorted, direction }
      : { phrase: said(reader, at, at + used), direction, by: by?.by };
  return used;
};
