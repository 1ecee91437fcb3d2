// Which tables rows come from: the one they are rows of, those that only limit it, the columns that a join makes equal.
import type { Assumption } from '../../../contracts/generated/types.ts';
import { assumption, replace } from './assumptions.ts';
import { type Flow, joinRelations, type Relation } from './flow.ts';
import type { Column, Ref, Table } from './lexicon.ts';
import { keyOf, otherSide } from './relations.ts';
import { pick, prepared, type Scene, type TableFilter, treeFor, Unreadable } from './scene.ts';
import { grainOf, type Tree } from './trees.ts';

export const rootOf = ({ reading }: Scene, tree: Tree, tables: readonly Table[]): Table => {
  const [first] = tables;
  const side = reading.keep?.kind === undefined || reading.keep.kind === 'inner' ? (grainOf(tree) ?? first) : (reading.subject ?? first);
  if (side === undefined) throw new Unreadable(reading.prompt.slice(0, 400), 'Which table is meant?');
  if (grainOf(tree) === undefined && tree.edges.some(({ why }) => why !== 'named'))
    throw new Unreadable(
      reading.joinPhrase ?? '',
      `Joining ${tables.map(({ name }) => name).join(', ')} multiplies rows on two sides. On which columns do they meet?`,
    );
  return side;
};

/** Of two columns that a join makes equal only the one nearer to the root: where both sides may be lonely, both. */
export const farKeys = ({ edges }: Tree, root: Table, kind: string): ReadonlySet<Column> => {
  const far = new Set<Column>();
  if (kind === 'full' || kind === 'right') return far;
  const inside = [root];
  for (const from of inside)
    for (const edge of edges) {
      if (edge.left.table !== from && edge.right.table !== from) continue;
      const { other } = otherSide(edge, from);
      if (inside.includes(other.table)) continue;
      inside.push(other.table);
      far.add(other.column);
    }
  return far;
};

/** Keeps the rows that have a partner among the limited rows of each of these tables. */
export const limited = (
  scene: Scene,
  flow: Flow,
  base: Relation,
  only: readonly Table[],
  filters: readonly TableFilter[],
  root: Table,
): Relation =>
  only.reduce((relation, table) => {
    const phrase = scene.reading.conditions.flat().find(({ on }) => on.is === 'column' && on.refs.some((ref) => ref.table === table));
    if (phrase?.negated === true)
      throw new Unreadable(
        phrase.phrase,
        `Which ${root.name} should stay: those without any such row of ${table.name}, or those with another one?`,
      );
    const { edges } = treeFor(scene, [root, table]);
    const [edge] = edges;
    if (edge === undefined || edges.length > 1) throw new Unreadable(phrase?.phrase ?? '', `How do ${root.name} and ${table.name} meet?`);
    const right = prepared(scene, flow, table, filters);
    return joinRelations(flow, relation, right, edge, {
      kind: 'semi',
      expect: 'many',
      name: `${root.name}_with_${table.name}`,
      wanted: new Set(),
    });
  }, base);

/** "customers with orders over 100": tables that only limit the one listed; their rows are not rows of the result. */
export const limitingTables = ({ reading }: Scene, shown: readonly (Table | undefined)[]): readonly Table[] => {
  const { listed, joinPhrase, joined, keep, all } = reading;
  if (listed === undefined || joinPhrase !== undefined || keep !== undefined || all !== undefined) return [];
  return reading.tables.filter((table) => table !== listed && !joined.includes(table) && !shown.includes(table));
};

/** Tables of groups within which a ranking starts anew. */
export const tablesWithin = ({ groups, top, ranking }: Scene['reading']): readonly Table[] =>
  top === undefined && ranking === undefined ? [] : groups.flatMap((group) => (group.is === 'entity' ? [group.table] : []));

/** Columns within which a ranking starts anew; an entity by its key, as the ranked rows refer to it. */
export const withinRefs = (scene: Scene, { edges }: Tree, root: Table, preferred: readonly (Table | undefined)[]): readonly Ref[] => {
  const { groups, top, ranking } = scene.reading;
  if (top === undefined && ranking === undefined) return [];
  return groups.flatMap((group) => {
    if (group.is === 'period') throw new Unreadable(group.phrase, `Should the ranking start anew “${group.phrase}”, and by which date?`);
    if (group.is === 'column') return [pick(scene, group.refs, group.phrase, preferred)];
    const key = keyOf(group.table);
    if (key === undefined) throw new Unreadable(group.phrase, `Which column identifies a row of ${group.table.name}?`);
    const own = edges.find(
      (edge) => [edge.left, edge.right].some((ref) => ref.table === root) && otherSide(edge, root).other.column === key.column,
    );
    return [own === undefined ? { table: group.table, column: key.column } : otherSide(own, root).own];
  });
};

export const joinAssumption = ({ reading }: Scene, steps: readonly string[]): readonly Assumption[] => {
  const [step, ...others] = steps;
  if (step === undefined) return [];
  if (reading.keep !== undefined) return [assumption(reading.keep.phrase, `a ${reading.keep.kind} join`)];
  const alternatives =
    others.length > 0
      ? []
      : [{ reading: 'rows of the left table without a partner stay too', patch: [replace(`/steps/${step}/kind`, 'left')] }];
  return [
    assumption(
      reading.joinPhrase ?? reading.prompt.slice(0, 400),
      'only rows with a partner in the other table',
      'inner-join',
      alternatives,
    ),
  ];
};
