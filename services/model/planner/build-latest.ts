// Specs of one record per group: "the latest order of each customer". Only groups that have a record occur.
import type { Assumption, TransformSpec } from '../../../contracts/generated/types.ts';
import { assumption, commonAssumptions, replace } from './assumptions.ts';
import { datesOf } from './dates.ts';
import { entityColumns } from './entities.ts';
import { nameText } from './expressions.ts';
import { addStep, flowOf, type Relation } from './flow.ts';
import { joinAll } from './joins.ts';
import { type Column, entityName, type Ref, sameRef, type Table } from './lexicon.ts';
import { limitAssumptions } from './limits.ts';
import type { Reading } from './reading.ts';
import { keyOf } from './relations.ts';
import { pick, prepared, type Scene, tableFilters, targetOf, treeFor, Unreadable } from './scene.ts';
import { grainOf } from './trees.ts';

export const isLatestPer = ({ latest }: Reading): boolean => latest !== undefined;

type Latest = NonNullable<Reading['latest']>;

export const buildLatest = (scene: Scene): TransformSpec => {
  const { reading } = scene;
  const { latest } = reading;
  if (latest === undefined) throw new Error('nothing latest is asked for');
  onlyTheRecord(reading, latest);
  const { table } = latest;
  const date = dateOf(scene, latest);
  const groups = groupsOf(scene, latest);
  const beside = [...new Set([...reading.tables, ...reading.outputs.flatMap(({ refs }) => refs.map((ref) => ref.table))])].filter(
    (each) => each !== table,
  );
  if (groups.length === 0 && beside.length > 0)
    throw new Unreadable(latest.phrase, `Is “${latest.phrase}” one row in all, or one for each of something?`, [
      'one row in all',
      ...beside.map(({ name }) => `one for each of the ${name}`),
    ]);
  const keys = groups.flatMap((group) => group.keys);
  const shown = groups.flatMap((group) => group.shown);
  const filters = tableFilters(scene, reading.conditions, [table, ...shown.map((ref) => ref.table)]);
  const asked = recordOf(scene, table);
  const used = [table, ...shown.map((ref) => ref.table), ...asked.map((ref) => ref.table), ...filters.map((each) => each.table)];
  const tree = treeFor(scene, [...new Set([...used, ...reading.tables])]);
  if (grainOf(tree) !== table)
    throw new Unreadable(
      latest.phrase,
      `A row of ${table.name} meets several rows of other tables. Which of them should be shown beside it?`,
    );
  // A reference to the entity is shown once, as the entity's key.
  const told = new Set(
    tree.edges
      .filter(({ left, right }) => shown.some((ref) => sameRef(ref, left) || sameRef(ref, right)))
      .flatMap(({ left, right }) => [left, right])
      .flatMap((ref) => (ref.table === table ? [ref.column] : [])),
  );
  const record = asked.filter((ref) => !shown.some((other) => sameRef(ref, other)) && !told.has(ref.column));
  const outputs = [...shown, ...record];
  const own = keyOf(table);
  const tie: readonly Ref[] = own === undefined ? [] : [{ table, column: own.column }];
  const travelling = [...outputs, date, ...tie];
  const flow = flowOf(travelling, tree.tables.length > 1);
  const { relation, steps } = joinAll(flow, {
    root: table,
    edges: tree.edges,
    wanted: new Set<Column>(travelling.map(({ column }) => column)),
    relationOf: (each) => prepared(scene, flow, each, filters),
    kindOf: () => 'inner',
  });
  const nameOf = (ref: Ref) => relation.columns.get(ref.column) ?? ref.column.name;
  const order = [date, ...tie].map((ref) => ({ expr: nameText(nameOf(ref)), direction: latest.direction }));
  const name = `${latest.direction === 'desc' ? 'latest' : 'earliest'}_${entityName(table)}`;
  const step =
    keys.length === 0
      ? addStep(flow, name, (free) => ({ name: free, do: 'top', input: relation.name, n: 1, ties: 'break', order }))
      : addStep(flow, name, (free) => ({ name: free, do: 'dedupe', input: relation.name, keys: keys.map(nameOf), order }));
  return {
    sources: flow.sources,
    steps: flow.steps,
    target: targetOf(
      scene,
      [name, ...groups.map((group) => group.word)].join('_per_'),
      outputs.map((ref) => ({ name: nameOf(ref), type: ref.column.type ?? 'text', nullable: ref.column.nullable })),
      keys.map(nameOf),
    ),
    assumptions: [
      ...commonAssumptions(scene, tree),
      ...limitAssumptions(scene, flow.steps),
      assumption(
        latest.phrase,
        `“${latest.word}” is by ${date.column.name}${date.column.nullable ? '; rows without it come last' : ''}`,
        'latest-by-date',
      ),
      ...tieAssumption(latest, tie, date, step, relation),
      ...occurring(groups, latest, [...steps.values()]),
    ],
  };
};

const onlyTheRecord = ({ measures, top, dedupe, latest }: Reading, { phrase, table }: Latest): void => {
  if (measures.length > 0 || top !== undefined || dedupe !== undefined || latest === undefined)
    throw new Unreadable(phrase, `Should the table hold ${phrase} itself, or something computed of ${table.name}?`, [`${phrase} itself`]);
};

/** The date that the words name ("by order date"), else the only one of the table. */
const dateOf = ({ reading }: Scene, { table, phrase }: Latest): Ref => {
  const named = reading.groups.flatMap((group) => (group.is === 'period' && group.ref?.table === table ? [group.ref] : []));
  const dates = named.length > 0 ? named : datesOf([table]);
  const [date, ...others] = dates;
  if (date !== undefined && others.length === 0) return date;
  throw new Unreadable(
    phrase,
    `Which column says which of the ${table.name} is “${phrase}”?`,
    (dates.length > 0 ? dates.map(({ column }) => column) : table.columns).map(({ name }) => name),
  );
};

type OneGroup = { readonly keys: readonly Ref[]; readonly shown: readonly Ref[]; readonly word: string; readonly phrase: string };

const groupsOf = (scene: Scene, latest: Latest): readonly OneGroup[] =>
  scene.reading.groups.flatMap((group): readonly OneGroup[] => {
    if (group.is === 'period' && group.ref !== undefined) return [];
    if (group.is === 'period')
      throw new Unreadable(group.phrase, `Should ${latest.phrase} be shown once for every ${group.period}?`, [
        `once for every ${group.period}`,
      ]);
    if (group.is === 'column') {
      const ref = pick(scene, group.refs, group.phrase, [latest.table]);
      return [{ keys: [ref], shown: [ref], word: ref.column.name, phrase: group.phrase }];
    }
    if (group.table === latest.table)
      throw new Unreadable(group.phrase, `“${group.phrase}” is a row of ${latest.table.name} itself. The latest of which?`);
    const columns = entityColumns(group.table, group.phrase);
    const keys = columns.filter(({ identifies }) => identifies).map(({ ref }) => ref);
    return [{ keys, shown: columns.map(({ ref }) => ref), word: entityName(group.table), phrase: group.phrase }];
  });

/** Listed columns, else the whole record. */
const recordOf = (scene: Scene, table: Table): readonly Ref[] => {
  const { outputs } = scene.reading;
  if (outputs.length > 0) return outputs.map(({ refs, phrase }) => pick(scene, refs, phrase, [table]));
  return table.columns.filter(({ type }) => type !== null).map((column) => ({ table, column }));
};

const tieAssumption = (latest: Latest, [tie]: readonly Ref[], date: Ref, step: string, relation: Relation): readonly Assumption[] => {
  if (tie === undefined || tie.column === date.column) return [];
  const [one, other, turned] =
    latest.direction === 'desc' ? (['highest', 'lowest', 'asc'] as const) : (['lowest', 'highest', 'desc'] as const);
  const name = relation.columns.get(tie.column) ?? tie.column.name;
  return [
    assumption(latest.phrase, `of rows with the same ${date.column.name} the one with the ${one} ${name} counts`, 'ties-broken', [
      { reading: `the one with the ${other} ${name} counts`, patch: [replace(`/steps/${step}/order/1/direction`, turned)] },
    ]),
  ];
};

const occurring = (groups: readonly OneGroup[], { table }: Latest, joins: readonly string[]): readonly Assumption[] => {
  const [join, ...others] = joins;
  if (join === undefined) return [];
  const alternatives =
    others.length > 0 ? [] : [{ reading: `also those without ${table.name}`, patch: [replace(`/steps/${join}/kind`, 'right')] }];
  return groups.map(({ phrase }) => assumption(phrase, `only what occurs in ${table.name} has a row`, 'occurring', alternatives));
};
