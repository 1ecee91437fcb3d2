// The joins below a total. An entity that is kept stands on the left of all its rows, which have been joined among themselves before.
import type { Flow, Relation } from './flow.ts';
import { joinRelations } from './flow.ts';
import { joinAll } from './joins.ts';
import { type Column, entityName, type Table } from './lexicon.ts';
import { prepared, type Scene, type TableFilter, Unreadable } from './scene.ts';
import { ledToFrom, type Tree } from './trees.ts';

export type TotalsJoin = {
  readonly relation: Relation;
  /** Tables whose columns are NULL where the kept entity leads to no row of theirs. */
  readonly optional: ReadonlySet<Table>;
  /** The join that decides whether entities without rows stay; undefined when there is only one table. */
  readonly entityJoin: { readonly name: string; readonly kind: 'inner' | 'left'; readonly brings: Table } | undefined;
};

type Wish = {
  readonly tree: Tree;
  readonly grain: Table;
  /** The entity that keeps all its rows; undefined when only what occurs is shown. */
  readonly entity: Table | undefined;
  readonly filters: readonly TableFilter[];
  readonly wanted: ReadonlySet<Column>;
};

export const joinTotals = (scene: Scene, flow: Flow, { tree, grain, entity, filters, wanted }: Wish): TotalsJoin => {
  const relationOf = (table: Table) => prepared(scene, flow, table, filters);
  if (entity === undefined) {
    const { relation, steps } = joinAll(flow, { root: grain, edges: tree.edges, wanted, relationOf, kindOf: () => 'inner' });
    const last = [...steps].at(-1);
    return {
      relation,
      optional: new Set(),
      entityJoin: last === undefined ? undefined : { name: last[1], kind: 'inner', brings: last[0] },
    };
  }
  const above = ledToFrom(entity, tree.edges);
  const inAbove = (table: Table) => above.includes(table);
  const crossing = tree.edges.filter(({ left, right }) => inAbove(left.table) !== inAbove(right.table));
  const [edge] = crossing;
  if (edge === undefined || crossing.length > 1)
    throw new Unreadable(
      scene.reading.joinPhrase ?? '',
      `The rows of ${entity.name} meet the other tables in several ways. Which should be totalled?`,
    );
  const needed = new Set([...wanted, edge.left.column, edge.right.column]);
  const limited = (table: Table) => filters.some((filter) => filter.table === table) || scene.reading.joined.includes(table);
  const upper = joinAll(flow, {
    root: entity,
    edges: tree.edges.filter(({ left, right }) => inAbove(left.table) && inAbove(right.table)),
    wanted: needed,
    relationOf,
    kindOf: (table) => (limited(table) ? 'inner' : 'left'),
  });
  const rest = joinAll(flow, {
    root: grain,
    edges: tree.edges.filter(({ left, right }) => !inAbove(left.table) && !inAbove(right.table)),
    wanted: needed,
    relationOf,
    kindOf: () => 'inner',
  });
  const name = `${entityName(entity)}_with_${entityName(grain)}`;
  const relation = joinRelations(flow, upper.relation, rest.relation, edge, { kind: 'left', expect: 'many', name, wanted });
  const optional = new Set(above.filter((table) => table !== entity));
  return { relation, optional, entityJoin: { name: relation.name, kind: 'left', brings: entity } };
};
