// Specs whose rows are groups: totals, counts, averages per entity, attribute or period.
import type { Assumption, TransformSpec } from '../../../contracts/generated/types.ts';
import { having, topOf } from './after-totals.ts';
import { commonAssumptions } from './assumptions.ts';
import type { GroupColumn } from './entities.ts';
import { nameText } from './expressions.ts';
import { addStep, flowOf, freeName, type Relation } from './flow.ts';
import { type Grouping, groupingOf } from './group-columns.ts';
import { joinTotals } from './join-totals.ts';
import type { Column, Ref, Table } from './lexicon.ts';
import { limitAssumptions } from './limits.ts';
import { expressionOf, measureColumn, tablesOfMeasure } from './measure-columns.ts';
import type { Measure, Reading } from './reading.ts';
import { resultName, totalsName } from './result-names.ts';
import { type Scene, tableFilters, targetOf, treeFor, Unreadable } from './scene.ts';
import { totalsAssumptions } from './totals-assumptions.ts';
import { grainOf } from './trees.ts';

export const buildTotals = (scene: Scene): TransformSpec => {
  const { reading } = scene;
  const grouping = groupingOf(scene);
  const filters = tableFilters(scene, rowConditions(reading), [
    reading.subject,
    grouping.entity,
    ...reading.measures.flatMap(({ of }) => tablesOfMeasure(of)),
  ]);
  const measures = usedMeasures(reading);
  if (grouping.columns.length === 0 && measures.every(({ shown }) => !shown))
    throw new Unreadable(
      measures[0]?.phrase ?? '',
      `“${measures[0]?.phrase ?? ''}” of what? The words do not say what a row of the result is.`,
      scene.lexicon.tables.map(({ name }) => `a row per row of ${name}`),
    );
  const tables = [
    ...new Set([
      ...measures.flatMap(({ of }) => tablesOfMeasure(of)),
      ...grouping.columns.map(({ ref }) => ref.table),
      ...filters.map(({ table }) => table),
      ...reading.joined,
      ...reading.tables,
    ]),
  ];
  const tree = treeFor(scene, tables);
  const grain = grainOf(tree);
  if (grain === undefined)
    throw new Unreadable(
      reading.joinPhrase ?? '',
      `Joining ${tree.tables.map(({ name }) => name).join(', ')} multiplies rows on two sides, which would inflate totals. Which of them should be totalled?`,
      tree.tables.map(({ name }) => `only ${name}`),
    );

  askForOneBase(reading, grouping, measures, grain);
  const keepsEntity = keeps(reading, grouping, measures, grain);
  const computed = measures.map((measure) => measureColumn(measure, { tree, grain, keepsEntity, entity: grouping.entity }));
  const travelling = [...grouping.columns.map(({ ref }) => ref), ...computed.flatMap(({ reads }) => reads)];
  const flow = flowOf(travelling, tree.tables.length > 1);
  const wanted = new Set<Column>(travelling.map(({ column }) => column));
  const joined = joinTotals(scene, flow, { tree, grain, entity: keepsEntity ? grouping.entity : undefined, filters, wanted });

  const by = grouping.columns.map((column) => ({ column, name: groupName(column, joined.relation) }));
  const taken = new Set(by.map(({ name }) => name));
  const columns = computed.map((column) => {
    const name = freeName(column.measure.name, taken);
    taken.add(name);
    return { column, name };
  });
  const nameOf = (ref: Ref) => nameText(joined.relation.columns.get(ref.column) ?? ref.column.name);
  const step = addStep(flow, totalsName(grouping), (name) => ({
    name,
    do: 'aggregate',
    input: joined.relation.name,
    by: by.map(({ column, name: as }) =>
      column.expression === undefined && nameText(as) === nameOf(column.ref)
        ? as
        : { name: as, expr: column.expression?.(nameOf(column.ref)) ?? nameOf(column.ref) },
    ),
    compute: columns.map(({ column, name: as }) => ({ name: as, expr: expressionOf(column, nameOf) })),
  }));
  const made: Assumption[] = [
    ...commonAssumptions(scene, tree),
    ...totalsAssumptions(scene, { grouping, keepsEntity, join: joined.entityJoin, grain, step, columns }),
  ];
  having(reading, flow, columns);
  const isNullable = ({ ref }: GroupColumn) => ref.column.nullable || joined.optional.has(ref.table);
  made.push(
    ...limitAssumptions(scene, flow.steps),
    ...topOf(
      reading,
      flow,
      columns,
      by.filter(({ column }) => grouping.within.some(({ ref }) => ref.column === column.ref.column)).map(({ name }) => name),
    ),
  );
  return {
    sources: flow.sources,
    steps: flow.steps,
    target: targetOf(
      scene,
      resultName(grouping, measures, reading),
      [
        ...by.map(({ column, name }) => ({ name, type: column.type, nullable: isNullable(column) })),
        ...columns
          .filter(({ column }) => column.measure.shown)
          .map(({ column, name }) => ({ name, type: column.type, nullable: column.nullable })),
      ],
      by.filter(({ column }) => column.identifies).map(({ name }) => name),
    ),
    assumptions: made,
  };
};

const rowConditions = ({ conditions }: Reading) => conditions.filter((alternatives) => alternatives.some(({ on }) => on.is === 'column'));

/** Measures that are shown, compared or ranked by; a ranking shows what it ranks by. */
export const usedMeasures = ({ measures, conditions, top, sorted }: Reading): readonly Measure[] => {
  const rank = top === undefined ? undefined : (top.by ?? sorted?.by);
  const ranked = rank !== undefined && !('length' in rank) ? rank : undefined;
  if (ranked !== undefined) ranked.shown = true;
  const compared = conditions.flat().flatMap(({ on }) => (on.is === 'measure' ? [on.measure] : []));
  return measures.filter((measure) => measure.shown || measure === ranked || compared.includes(measure));
};

/** A count or total per entity keeps every entity; ranks, averages and groups by attribute or period show what occurs. Explicit words win. */
const keeps = (
  { keep, exists, top }: Reading,
  { entity, columns, isOneEntity }: Grouping,
  measures: readonly Measure[],
  grain: Table,
): boolean => {
  if (entity === undefined || entity === grain || columns.length === 0) return false;
  if (keep !== undefined) return keep.kind !== 'inner';
  if (!isOneEntity || top !== undefined || exists.some(({ not }) => !not)) return false;
  return measures.some(({ aggregate }) => aggregate === 'sum' || aggregate === 'count' || aggregate === 'count-distinct');
};

/** "customers per country and their average order": joined, the customers without orders would not be counted. Nobody asked to join them. */
const askForOneBase = ({ joinPhrase, keep }: Reading, { entity, columns }: Grouping, measures: readonly Measure[], grain: Table): void => {
  if (joinPhrase !== undefined || keep !== undefined) return;
  const other = measures.find(({ of, shown }) => shown && of.is === 'rows-of' && of.table !== grain && of.table !== entity);
  if (other?.of.is !== 'rows-of' || (columns.length > 0 && measures.length === 1)) return;
  const { name } = other.of.table;
  throw new Unreadable(other.phrase, `Should “${other.phrase}” count all ${name}, or only those with ${grain.name}?`, [
    `only ${name} with ${grain.name}: join ${name} and ${grain.name}`,
    `all ${name}, in a table of its own`,
  ]);
};

const groupName = ({ name, ref }: GroupColumn, relation: Relation): string => name ?? relation.columns.get(ref.column) ?? ref.column.name;
