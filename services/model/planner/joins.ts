// Inner joins along a tree, from the table whose rows the result has to the tables those rows lead to.
import { type Flow, joinRelations, type Relation } from './flow.ts';
import type { Column, Table } from './lexicon.ts';
import { entityName } from './lexicon.ts';
import { type Edge, otherSide } from './relations.ts';

type Joined = {
  readonly relation: Relation /** Names of the join steps, by the table they bring in. */;
  readonly steps: ReadonlyMap<Table, string>;
};

export type JoinPlan = {
  readonly root: Table;
  readonly edges: readonly Edge[];
  readonly wanted: ReadonlySet<Column>;
  readonly relationOf: (table: Table) => Relation;
  readonly kindOf: (table: Table) => 'inner' | 'left' | 'right' | 'full';
};

/** Joins every table that the edges reach from the root, nearest first. */
export const joinAll = (flow: Flow, { root, edges, wanted, relationOf, kindOf }: JoinPlan): Joined => {
  let relation = relationOf(root);
  const inside = [root];
  const steps = new Map<Table, string>();
  let open = [...edges];
  for (;;) {
    const edge = open.find(({ left, right }) => inside.includes(left.table) !== inside.includes(right.table));
    if (edge === undefined) return { relation, steps };
    open = open.filter((each) => each !== edge);
    const from = inside.includes(edge.left.table) ? edge.left.table : edge.right.table;
    const { other } = otherSide(edge, from);
    const needed = new Set([...wanted, ...open.flatMap(({ left, right }) => [left.column, right.column])]);
    const expect = edge.oneOf.includes(other.table) ? 'at-most-one' : 'many';
    // Asked for before the join is made, so that its sources and filters stand above it.
    const right = relationOf(other.table);
    relation = joinRelations(flow, relation, right, edge, {
      kind: kindOf(other.table),
      expect,
      name: `${inside.map(entityName).slice(0, 2).join('_')}_with_${entityName(other.table)}`,
      wanted: needed,
    });
    steps.set(other.table, relation.name);
    inside.push(other.table);
  }
};
