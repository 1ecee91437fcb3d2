// A day, month or year as what a row stands for: of which date, under which name.
import { datesInQuestion } from './dates.ts';
import type { GroupColumn } from './entities.ts';
import { isTemporal, type Ref } from './lexicon.ts';
import type { Group } from './reading.ts';
import { type Scene, Unreadable } from './scene.ts';
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

const onlyDate = (scene: Scene, phrase: string): Ref => {
  const { found, open } = datesInQuestion(scene);
  if (found !== undefined) return found;
  throw new Unreadable(
    phrase,
    `Which date is “${phrase}” taken from?`,
    open.map(({ table, column }) => `${table.name}.${column.name}`),
  );
};
