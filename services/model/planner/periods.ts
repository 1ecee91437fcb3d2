// A day, month or year as what a row stands for: of which date, under which name.

import type { GroupColumn } from './group-columns.ts';
import { isTemporal, type Ref, type Table } from './lexicon.ts';
import { tablesOfMeasure } from './measure-columns.ts';
import type { Group } from './reading.ts';
import { ledToFrom } from './relations.ts';
import { type Scene, treeFor, Unreadable } from './scene.ts';
import { partsOf } from './words.ts';

export const periodColumn = (scene: Scene, group: Extract<Group, { is: 'period' }>): GroupColumn => {
  const { reading } = scene;
  const ref = group.ref ?? onlyDate(scene, group.phrase);
  if (ref.column.type === null || !isTemporal(ref)) throw new Unreadable(group.phrase, `Which date is “${group.phrase}” taken from?`);
  const isDate = ref.column.type === 'date';
  const base = partsOf(ref.column.name)
    .filter((part) => !['date', 'at', 'time', 'timestamp', 'on', 'ts', 'day', group.period].includes(part))
    .join('_');
  if (group.period === 'day') {
    const keepsName = /(^|_)(date|day)$/i.test(ref.column.name);
    const name = keepsName ? ref.column.name : `${base || 'calendar'}_date`;
    return { ref, name, expression: isDate ? undefined : (column) => `cast(${column} as date)`, type: 'date', identifies: true };
  }
  if (!isDate && reading.guesses.every(({ phrase }) => phrase !== group.phrase))
    reading.guesses.push({ phrase: group.phrase, reading: `a ${group.period} begins at midnight, UTC`, convention: 'utc-days' });
  return {
    ref,
    name: `${base || 'calendar'}_${group.period}`,
    expression: (column) => `cast(date_trunc('${group.period}', ${column}) as date)`,
    type: 'date',
    identifies: true,
  };
};

/** The only date of the measured tables, else of all tables in play. */
const onlyDate = ({ reading, lexicon }: Scene, phrase: string): Ref => {
  const measured = [...reading.measures.flatMap(({ of }) => tablesOfMeasure(of)), ...reading.exists.map(({ table }) => table)];
  const datesOf = (tables: readonly Table[]) =>
    [...new Set(tables)].flatMap((table) =>
      table.columns.filter((column) => isTemporal({ table, column })).map((column) => ({ table, column })),
    );
  for (const dates of [datesOf(measured), datesOf([...reading.tables, ...reading.joined])]) {
    const [only] = dates;
    if (only !== undefined && dates.length === 1) return only;
    if (dates.length > 1)
      throw new Unreadable(
        phrase,
        `Which date is “${phrase}” taken from?`,
        dates.map(({ table, column }) => `${table.name}.${column.name}`),
      );
  }
  const led = lexicon.tables.filter((table) => measured.some((from) => connects({ reading, lexicon }, from, table)));
  const [only, ...more] = datesOf(led);
  if (only !== undefined && more.length === 0) return only;
  throw new Unreadable(
    phrase,
    `Which date is “${phrase}” taken from?`,
    datesOf(lexicon.tables).map(({ table, column }) => `${table.name}.${column.name}`),
  );
};

const connects = (scene: Pick<Scene, 'reading' | 'lexicon'>, from: Table, to: Table): boolean => {
  if (from === to) return false;
  try {
    const { edges } = treeFor(scene as Scene, [from, to]);
    return edges.length === 1 && ledToFrom(from, edges).includes(to);
  } catch (error) {
    if (error instanceof Unreadable) return false;
    throw error;
  }
};
