// What the words choose of the sources: columns, conditions, what is ranked or without duplicates, the tables that take part or only limit.
import { amendedRefs, byMoment } from './amendments.ts';
import { labelsOf } from './entities.ts';
import type { Ref, Table } from './lexicon.ts';
import { guess } from './nouns.ts';
import type { Condition } from './reading.ts';
import { keyOf } from './relations.ts';
import { limitingTables, tablesWithin } from './row-joins.ts';
import { pick, type Scene, type TableFilter, tableFilters, Unreadable } from './scene.ts';

export type RowChoice = {
  readonly preferred: readonly (Table | undefined)[];
  /** Columns that are listed; empty when all are wanted. */
  readonly chosen: readonly Ref[];
  /** Conditions of the sources, and those on values that were put in the place of NULL. */
  readonly filters: readonly TableFilter[];
  readonly late: readonly (readonly Condition[])[];
  readonly amended: { readonly refs: readonly Ref[]; readonly filled: readonly Ref[] };
  readonly ranked: Ref | undefined;
  readonly doubled: Ref | undefined;
  /** Tables whose rows are joined, and those that only limit them. */
  readonly tables: readonly Table[];
  readonly only: readonly Table[];
};

export const rowChoice = (scene: Scene): RowChoice => {
  const { reading } = scene;
  const { dedupe } = reading;
  const subject = reading.subject ?? reading.joined[0] ?? reading.tables[0];
  const preferred = [subject, ...reading.joined];
  const chosen = chosenColumns(scene, preferred);
  const { early, late } = byMoment(scene, preferred);
  const filters = tableFilters(scene, early, preferred);
  const amended = amendedRefs(scene, late, preferred);
  const ranked = rankedBy(scene, preferred);
  const doubled = dedupe === undefined || dedupe.refs.length === 0 ? undefined : pick(scene, dedupe.refs, dedupe.phrase, preferred);
  const shown = [...chosen, ...amended.refs, ranked, doubled].flatMap((ref) => (ref === undefined ? [] : [ref.table]));
  const only = limitingTables(scene, [...shown, ...tablesWithin(reading)]);
  const used = [...reading.joined, ...reading.tables, ...shown, ...filters.map(({ table }) => table)];
  const tables = [...new Set(used)].filter((table) => !only.includes(table));
  return { preferred, chosen, filters, late, amended, ranked, doubled, tables, only };
};

const chosenColumns = (scene: Scene, preferred: RowChoice['preferred']): readonly Ref[] => {
  const { outputs, whole } = scene.reading;
  const named = outputs.map(({ refs, phrase }) => pick(scene, refs, phrase, preferred));
  const listed = named.filter(({ column }, n) => named.findIndex((ref) => ref.column === column) === n);
  const chosen = beside(whole, listed);
  if (whole !== undefined && chosen.length > listed.length && listed.some(({ table }) => table === whole))
    guess(scene, outputs[0]?.phrase ?? '', `a row shows ${chosen.map(({ column }) => column.name).join(', ')}`, 'per-entity-output');
  return chosen;
};

/** "employees with department name": all of the employee and the listed columns; of columns of its own, key and label stand beside those listed. */
const beside = (whole: Table | undefined, listed: readonly Ref[]): readonly Ref[] => {
  if (whole === undefined || listed.length === 0) return listed;
  const isOwn = listed.some(({ table }) => table === whole);
  const key = keyOf(whole)?.column;
  const told = isOwn
    ? [...(key === undefined ? [] : [key]), ...labelsOf(whole)].map((column) => ({ table: whole, column }))
    : readableOf(whole);
  return [...told.filter(({ column }) => !listed.some((ref) => ref.column === column)), ...listed];
};

const rankedBy = (scene: Scene, preferred: readonly (Table | undefined)[]): Ref | undefined => {
  const { top, sorted, ranking } = scene.reading;
  if (ranking !== undefined && 'length' in ranking.by) return pick(scene, ranking.by, ranking.phrase, preferred);
  if (top === undefined) return undefined;
  const by = top.by ?? sorted?.by;
  if (by === undefined || !('length' in by))
    throw new Unreadable(
      top.phrase,
      `“${top.phrase}” by which column?`,
      (preferred[0]?.columns ?? []).map(({ name }) => name),
    );
  return pick(scene, by, top.phrase, preferred);
};

export const readableOf = (table: Table): readonly Ref[] =>
  table.columns.filter(({ type }) => type !== null).map((column) => ({ table, column }));
