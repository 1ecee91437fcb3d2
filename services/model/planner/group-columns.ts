// What the rows of a total stand for: entities, attributes, periods; and the listed columns that follow from them.
import { entityColumns, type GroupColumn, labelsOf, plain } from './entities.ts';
import { entityName, isTemporal, type Table } from './lexicon.ts';
import { tablesOfMeasure } from './measure-columns.ts';
import { periodColumn } from './periods.ts';
import type { Group, Period } from './reading.ts';
import { keyOf } from './relations.ts';
import { pick, type Scene, treeFor, Unreadable } from './scene.ts';
import { ledToFrom, type Tree } from './trees.ts';
import { partsOf } from './words.ts';

export type Grouping = {
  readonly columns: readonly GroupColumn[];
  /** Columns within which a ranking starts anew. */
  readonly within: readonly GroupColumn[];
  readonly entity: Table | undefined;
  /** The entity is the only thing that rows are grouped by. */
  readonly isOneEntity: boolean;
  readonly period: Period | undefined;
  /** Words that name the groups. */
  readonly words: readonly string[];
  readonly phrase: string;
};

export const groupingOf = (scene: Scene): Grouping => {
  const { reading } = scene;
  const implied = reading.groups.length > 0 ? reading.groups : impliedEntity(scene);
  const listed = implied.length > 0 ? implied : listedGroups(scene);
  // "top 3 customers per country": the rows are customers, ranked within each country.
  const ranked = reading.top?.table ?? reading.ranking?.table;
  const isWithin = ranked !== undefined && listed.length > 0 && listed.every((group) => group.is !== 'entity' || group.table !== ranked);
  const groups: readonly Group[] = isWithin
    ? [{ is: 'entity', table: ranked, phrase: reading.top?.phrase ?? reading.ranking?.phrase ?? '' }, ...listed]
    : listed;
  const within = isWithin ? listed.flatMap((group) => columnsOf(scene, group, [ranked]).filter(({ identifies }) => identifies)) : [];
  const entities = groups.flatMap((group) => (group.is === 'entity' ? [group.table] : []));
  const measured = reading.measures.flatMap(({ of }) => tablesOfMeasure(of));
  const main = onceEach(groups.flatMap((group) => columnsOf(scene, group, [reading.subject, ...entities, ...measured])));
  const attributes = attributesOf(scene, main, entities);
  const [entity] = entities;
  return {
    columns: [...main, ...attributes],
    within,
    entity,
    isOneEntity: groups.length === 1 && entity !== undefined,
    period: groups.flatMap((group) => (group.is === 'period' ? [group.period] : []))[0],
    words: groups.map((group) =>
      group.is === 'entity'
        ? entityName(group.table)
        : group.is === 'period'
          ? group.period
          : partsOf(group.refs[0]?.column.name ?? '').join('_'),
    ),
    phrase: groups.map(({ phrase }) => phrase)[0] ?? '',
  };
};

/** A column named twice is one column. */
const onceEach = (columns: readonly GroupColumn[]): readonly GroupColumn[] =>
  columns.filter(({ ref, name }, n) => columns.findIndex((other) => other.ref.column === ref.column && other.name === name) === n);

/** "customers with more than 5 orders", "top 5 products by revenue": the rows are the subject's. */
const impliedEntity = ({ reading }: Scene): readonly Group[] => {
  const { subject, conditions, top, ranking, measures } = reading;
  if (ranking !== undefined) return [{ is: 'entity', table: ranking.table, phrase: ranking.phrase }];
  const compared = conditions.flat().find(({ on }) => on.is === 'measure');
  const ranked = top?.by !== undefined && !('length' in top.by);
  // "departments with their employee count": what is counted is not what is listed.
  const isListed =
    subject !== undefined &&
    subject === reading.listed &&
    measures.length > 0 &&
    measures.every(({ of }) => !tablesOfMeasure(of).includes(subject));
  if (subject === undefined || (compared === undefined && !ranked && !isListed)) return [];
  const isOwn = measures.every(({ of }) => of.is === 'rows-of' && of.table === subject);
  if (isOwn && !ranked) return [];
  const nested = measures.find(({ shown, of }) => shown && of.is === 'rows-of' && of.table === subject);
  if (nested !== undefined)
    throw new Unreadable(nested.phrase, `Should the table hold each of the ${subject.name} that fit, or only their number?`, [
      `the ${subject.name} themselves`,
    ]);
  return [{ is: 'entity', table: subject, phrase: top?.phrase ?? compared?.phrase ?? measures[0]?.phrase ?? '' }];
};

/** "country and number of customers": without other words the listed columns say what a row is; a label or a key stands for its entity. */
const listedGroups = (scene: Scene): readonly Group[] => {
  const { reading } = scene;
  const measured = reading.measures.flatMap(({ of }) => tablesOfMeasure(of));
  const listed = reading.outputs.map(({ refs, phrase }) => ({ ref: pick(scene, refs, phrase, [reading.subject, ...measured]), phrase }));
  const named = listed.find(({ ref }) => keyOf(ref.table)?.column === ref.column || labelsOf(ref.table).includes(ref.column));
  if (named !== undefined && !measured.includes(named.ref.table)) return [{ is: 'entity', table: named.ref.table, phrase: named.phrase }];
  return listed.map(({ ref, phrase }) => {
    reading.guesses.push({ phrase, reading: `a row of the result is a ${ref.column.name}` });
    return isTemporal(ref) ? { is: 'period', period: 'day', ref, phrase } : { is: 'column', refs: [ref], phrase };
  });
};

const columnsOf = (scene: Scene, group: Group, preferred: readonly (Table | undefined)[]): readonly GroupColumn[] => {
  if (group.is === 'entity') return entityColumns(group.table, group.phrase);
  if (group.is === 'period') return [periodColumn(scene, group)];
  return [plain(pick(scene, group.refs, group.phrase, preferred), true)];
};

/** Columns that the prompt lists and that follow from the groups; what does not follow has no single value per row. */
const attributesOf = (scene: Scene, main: readonly GroupColumn[], entities: readonly Table[]): readonly GroupColumn[] => {
  const { reading } = scene;
  const owners = [...entities, ...main.filter(({ ref }) => keyOf(ref.table)?.column === ref.column).map(({ ref }) => ref.table)];
  return reading.outputs.flatMap(({ refs, phrase }) => {
    const isGroup =
      refs.some((ref) => main.some((column) => column.ref.column === ref.column)) ||
      (refs.some(isTemporal) && main.some(({ ref, type }) => type === 'date' && isTemporal(ref)));
    if (isGroup) return [];
    const ref = pick(scene, refs, phrase, [...owners, reading.subject]);
    if (main.some((column) => column.ref.column === ref.column)) return [];
    const follows = owners.some((owner) => owner === ref.table || leads(scene, owner, ref.table));
    if (!follows)
      throw new Unreadable(phrase, `A row of the result stands for several rows: which ${phrase} should it show?`, [
        `the total of ${phrase}`,
        `the average ${phrase}`,
        `the highest ${phrase}`,
        `a row per ${phrase}`,
      ]);
    return [plain(ref, false)];
  });
};

const leads = (scene: Scene, from: Table, to: Table): boolean => {
  const tree: Tree = treeFor(scene, [from, to]);
  return ledToFrom(from, tree.edges).includes(to);
};
