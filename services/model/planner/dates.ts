// Which date is meant where the words name none: "in 2024", "per month".
import { isTemporal, type Lexicon, type Ref, type Table } from './lexicon.ts';
import { tablesOfMeasure } from './measure-columns.ts';
import { ask, guess } from './nouns.ts';
import type { Condition, Reading } from './reading.ts';
import { treeFor, Unreadable } from './scene.ts';
import { ledToFrom } from './trees.ts';

type Sight = { readonly reading: Reading; readonly lexicon: Lexicon };
/** Without `found`, `open` are those that could be meant. */
type Dates = { readonly found: Ref | undefined; readonly open: readonly Ref[] };

/** The only date of the tables that are measured (or listed); where these have none, the only one of the tables in play and on their path. */
export const datesInQuestion = (sight: Sight): Dates => {
  const { reading, lexicon } = sight;
  const measured = [
    ...(reading.latest === undefined ? [] : [reading.latest.table]),
    ...reading.measures.flatMap(({ of }) => tablesOfMeasure(of)),
    ...reading.exists.map(({ table }) => table),
  ];
  const named = reading.groups.flatMap((group) => (group.is === 'period' && group.ref !== undefined ? [group.ref] : []));
  const inPlay = [...reading.tables, ...reading.joined];
  const listed = reading.listed === undefined || measured.length > 0 ? [] : [reading.listed];
  const led = lexicon.tables.filter((table) => measured.some((from) => leadsTo(sight, from, table)));
  const dates = [named, datesOf(measured), datesOf(listed), datesOf([...inPlay, ...pathOf(sight, [...measured, ...inPlay]), ...led])].find(
    (some) => some.length > 0,
  );
  if (dates === undefined) return { found: undefined, open: datesOf(lexicon.tables) };
  return { found: dates.length === 1 ? dates[0] : undefined, open: dates };
};

export const datesOf = (tables: readonly Table[]): readonly Ref[] =>
  [...new Set(tables)].flatMap((table) => table.columns.map((column) => ({ table, column })).filter(isTemporal));

const leadsTo = (sight: Sight, from: Table, to: Table): boolean => {
  if (from === to) return false;
  const edges = edgesOf(sight, [from, to]);
  return edges?.length === 1 && ledToFrom(from, edges).includes(to);
};

const edgesOf = (sight: Sight, tables: readonly Table[]) => treeIf(sight, tables)?.edges;
const pathOf = (sight: Sight, tables: readonly Table[]): readonly Table[] => treeIf(sight, [...new Set(tables)])?.tables ?? [];

const treeIf = (sight: Sight, tables: readonly Table[]) => {
  try {
    return treeFor(sight, tables);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
};

/** Once all words are read: the dates that conditions left open. */
export const settleDates = ({ reading, lexicon }: Sight): void => {
  for (const alternatives of reading.conditions)
    for (const [n, condition] of alternatives.entries())
      if (condition.on.is === 'open-date') alternatives[n] = settled({ reading, lexicon }, condition);
};

const settled = (sight: Sight, condition: Condition): Condition => {
  const { phrase } = condition;
  const { found, open } = datesInQuestion(sight);
  if (found === undefined) {
    askWhichDate(sight, phrase, open);
    return { ...condition, on: { is: 'column', refs: [] } };
  }
  guess(sight, phrase, `“${phrase}” limits ${found.column.name} of ${found.table.name}`);
  if (!sight.reading.tables.includes(found.table)) sight.reading.tables.push(found.table);
  return { ...condition, on: { is: 'column', refs: [found] } };
};

export const askWhichDate = (sight: Pick<Sight, 'reading'>, phrase: string, dates: readonly Ref[]): void =>
  ask(
    sight,
    phrase,
    `Which date does “${phrase}” speak of?`,
    dates.map(({ table, column }) => `${table.name}.${column.name}`),
  );
