// Order: "sorted by name", "most first", "highest revenue first".
import { wordsAt } from './atoms.ts';
import { type Pattern, said, sortWords } from './cursor.ts';
import { best, thingToRankBy, worst } from './rank-by.ts';
import { spoken } from './words.ts';

export const downward: readonly string[] = [
  ...spoken(`descending | desc | in descending order | descending order | from highest to lowest | from high to low`),
  ...best.map((word) => `${word} first`),
];
export const upward: readonly string[] = [
  ...spoken(`ascending | asc | in ascending order | ascending order | from lowest to highest | from low to high | alphabetically |
      in alphabetical order`),
  ...worst.map((word) => `${word} first`),
];

/** "highest revenue first", "fewest orders first" */
const bestFirst: Pattern = (reader, at) => {
  const { atoms, reading } = reader;
  const superlative = wordsAt(atoms, at, ...best, ...worst);
  const end = atoms.findIndex(({ word, kind }, n) => n > at && (word === 'first' || kind === 'sign'));
  if (superlative === 0 || atoms[end]?.word !== 'first') return 0;
  const before = [reading.measures.length, reading.guesses.length, reading.questions.length] as const;
  const by = thingToRankBy(reader, at + superlative, true);
  if (by === undefined || at + superlative + by.used !== end) {
    [reading.measures.length, reading.guesses.length, reading.questions.length] = before;
    return 0;
  }
  const direction = wordsAt(atoms, at, ...worst) > 0 ? 'asc' : 'desc';
  reading.sorted = { phrase: said(reader, at, end + 1), direction, by: by.by };
  return end + 1 - at;
};

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
  if (lead === 0 && wordsAt(atoms, at, ...downward, ...upward) === 0) return bestFirst(reader, at);
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
