// What stands below a total: its groups and measures, the tables joined for them, and the names that their columns have.

import type { GroupColumn } from './entities.ts';
import { nameText } from './expressions.ts';
import { type Flow, flowOf, freeName, type Relation } from './flow.ts';
import { type Grouping, groupingOf } from './group-columns.ts';
import { joinTotals, type TotalsJoin } from './join-totals.ts';
import type { Column, Ref, Table } from './lexicon.ts';
import { type MeasureColumn, measureColumn, tablesOfMeasure } from './measure-columns.ts';
import type { Measure, Reading } from './reading.ts';
import { type Scene, tableFilters, treeFor, Unreadable } from './scene.ts';
import { askForOneBase, keeps, usedMeasures } from './total-measures.ts';
import { grainOf, type Tree } from './trees.ts';

export type KeyName = { readonly column: GroupColumn; readonly name: string };
export type MeasureName = { readonly column: MeasureColumn; readonly name: string };

export type TotalBase = {
  readonly grouping: Grouping;
  readonly measures: readonly Measure[];
  readonly tree: Tree;
  readonly grain: Table;
  readonly keepsEntity: boolean;
  readonly flow: Flow;
  readonly joined: TotalsJoin;
  /** Group columns and measures under the names that the result gives them. */
  readonly by: readonly KeyName[];
  readonly columns: readonly MeasureName[];
  /** Name of a source column in the joined rows, as expressions write it. */
  readonly nameOf: (ref: Ref) => string;
  readonly isNullable: (column: GroupColumn) => boolean;
};

export const totalBase = (scene: Scene): TotalBase => {
  const { reading } = scene;
  const grouping = groupingOf(scene);
  const filters = tableFilters(scene, rowConditions(reading), [
    reading.subject,
    grouping.entity,
    ...reading.measures.flatMap(({ of }) => tablesOfMeasure(of)),
  ]);
  const measures = usedMeasures(reading);
  askWhatARowIs(scene, grouping, measures);
  const tree = treeFor(scene, [
    ...new Set([
      ...measures.flatMap(({ of }) => tablesOfMeasure(of)),
      ...grouping.columns.map(({ ref }) => ref.table),
      ...filters.map(({ table }) => table),
      ...reading.joined,
      ...reading.tables,
    ]),
  ]);
  const grain = grainOrAsk(reading, tree);
  askForOneBase(reading, grouping, measures, grain);
  const keepsEntity = keeps(reading, grouping, measures, grain);
  const computed = measures.map((measure) => measureColumn(measure, { tree, grain, keepsEntity, entity: grouping.entity }));
  const travelling = [...grouping.columns.map(({ ref }) => ref), ...computed.flatMap(({ reads }) => reads)];
  const flow = flowOf(travelling, tree.tables.length > 1);
  const wanted = new Set<Column>(travelling.map(({ column }) => column));
  const joined = joinTotals(scene, flow, { tree, grain, entity: keepsEntity ? grouping.entity : undefined, filters, wanted });
  const by = grouping.columns.map((column) => ({ column, name: groupName(column, joined.relation) }));
  return {
    grouping,
    measures,
    tree,
    grain,
    keepsEntity,
    flow,
    joined,
    by,
    columns: namedMeasures(computed, by),
    nameOf: (ref) => nameText(joined.relation.columns.get(ref.column) ?? ref.column.name),
    isNullable: ({ ref }) => ref.column.nullable || joined.optional.has(ref.table),
  };
};

const askWhatARowIs = ({ reading, lexicon }: Scene, { columns }: Grouping, measures: readonly Measure[]): void => {
  // Listed columns alone do not say of which groups a share is one.
  const compares = reading.overGroups.length > 0;
  const isSaid = compares
    ? reading.groups.length > 0 || reading.top !== undefined
    : columns.length > 0 || measures.some(({ shown }) => shown);
  if (isSaid) return;
  const phrase = reading.overGroups[0]?.phrase ?? measures[0]?.phrase ?? '';
  throw new Unreadable(
    phrase,
    `“${phrase}” of what? The words do not say what a row of the result is.`,
    lexicon.tables.map(({ name }) => `a row per row of ${name}`),
  );
};

const grainOrAsk = ({ joinPhrase }: Reading, tree: Tree): Table => {
  const grain = grainOf(tree);
  if (grain !== undefined) return grain;
  throw new Unreadable(
    joinPhrase ?? '',
    `Joining ${tree.tables.map(({ name }) => name).join(', ')} multiplies rows on two sides, which would inflate totals. Which of them should be totalled?`,
    tree.tables.map(({ name }) => `only ${name}`),
  );
};

const namedMeasures = (computed: readonly MeasureColumn[], by: readonly KeyName[]): readonly MeasureName[] => {
  const taken = new Set(by.map(({ name }) => name));
  return computed.map((column) => {
    const name = freeName(column.measure.name, taken);
    taken.add(name);
    return { column, name };
  });
};

const rowConditions = ({ conditions }: Reading) => conditions.filter((alternatives) => alternatives.some(({ on }) => on.is === 'column'));

const groupName = ({ name, ref }: GroupColumn, relation: Relation): string => name ?? relation.columns.get(ref.column) ?? ref.column.name;
