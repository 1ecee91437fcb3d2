// Which measures a total computes, and who has a row in it.
import type { Grouping } from './group-columns.ts';
import type { Table } from './lexicon.ts';
import type { Measure, Reading } from './reading.ts';
import { Unreadable } from './scene.ts';

/** Measures that are shown, compared or ranked by; a ranking shows what it ranks by. */
export const usedMeasures = ({ measures, conditions, top, sorted, groups, overGroups, ranking }: Reading): readonly Measure[] => {
  const rank = ranking?.by ?? (top === undefined ? undefined : (top.by ?? sorted?.by));
  const ranked = rank !== undefined && !('length' in rank) ? rank : undefined;
  if (ranked !== undefined) ranked.shown = true;
  const compared = conditions.flat().flatMap(({ on }) => (on.is === 'measure' ? [on.measure] : []));
  const over = overGroups.map(({ of }) => of);
  // Groups of which nothing else is told show the number that decides about them.
  if (groups.length > 0 && over.length === 0 && measures.every(({ shown }) => !shown)) for (const measure of compared) measure.shown = true;
  return measures.filter((measure) => measure.shown || measure === ranked || compared.includes(measure) || over.includes(measure));
};

/** A count or total per entity keeps every entity; ranks, averages and groups by attribute or period show what occurs. Explicit words win. */
export const keeps = (
  { keep, exists, top, overGroups, ranking }: Reading,
  { entity, columns, isOneEntity }: Grouping,
  measures: readonly Measure[],
  grain: Table,
): boolean => {
  if (entity === undefined || entity === grain || columns.length === 0) return false;
  if (keep !== undefined) return keep.kind !== 'inner';
  if (!isOneEntity || top !== undefined || ranking !== undefined || exists.some(({ not }) => !not)) return false;
  // A ratio shows what occurs.
  if (overGroups.length > 0 && measures.every(({ shown }) => !shown)) return false;
  return measures.some(({ aggregate }) => aggregate === 'sum' || aggregate === 'count' || aggregate === 'count-distinct');
};

/** "customers per country and their average order": joined, the customers without orders would not be counted. Nobody asked to join them. */
export const askForOneBase = (
  { joinPhrase, keep }: Reading,
  { entity, columns }: Grouping,
  measures: readonly Measure[],
  grain: Table,
): void => {
  if (joinPhrase !== undefined || keep !== undefined) return;
  const other = measures.find(({ of, shown }) => shown && of.is === 'rows-of' && of.table !== grain && of.table !== entity);
  if (other?.of.is !== 'rows-of' || (columns.length > 0 && measures.length === 1)) return;
  const { name } = other.of.table;
  throw new Unreadable(other.phrase, `Should “${other.phrase}” count all ${name}, or only those with ${grain.name}?`, [
    `only ${name} with ${grain.name}: join ${name} and ${grain.name}`,
    `all ${name}, in a table of its own`,
  ]);
};
