// How the tables of a request hang together: the tree that joins them, and whose rows its rows are.
import type { Table } from './lexicon.ts';
import { type Edge, edgesBetween, type NamedPair, otherSide } from './relations.ts';

export type Tree = { readonly tables: readonly Table[]; readonly edges: readonly Edge[]; readonly bridges: readonly Table[] };
type TreeTrouble =
  | { readonly is: 'apart'; readonly tables: readonly Table[] }
  | { readonly is: 'several-ways'; readonly between: readonly [Table, Table]; readonly edges: readonly Edge[] };

/** The tree over these tables; a table between them is brought in when it is the only way. */
export const treeOver = (wanted: readonly Table[], all: readonly Table[], named: readonly NamedPair[]): Tree | TreeTrouble => {
  const [first, ...others] = wanted;
  if (first === undefined) return { is: 'apart', tables: [] };
  const tables = [first];
  const edges: Edge[] = [];
  const bridges: Table[] = [];
  let left = others;
  while (left.length > 0) {
    const step = nearest(tables, left, named) ?? bridge(tables, left, all, named);
    if (step === undefined) return { is: 'apart', tables: [...tables, ...left] };
    if ('is' in step) return step;
    for (const found of step.edges) edges.push(found);
    for (const added of step.adds) tables.push(added);
    bridges.push(...step.adds.filter((table) => !wanted.includes(table)));
    left = left.filter((table) => !tables.includes(table));
  }
  return { tables, edges, bridges };
};

type Step = { readonly edges: readonly Edge[]; readonly adds: readonly Table[] };

const rank = { named: 0, 'foreign-key': 1, key: 2 } as const;

const nearest = (inside: readonly Table[], outside: readonly Table[], named: readonly NamedPair[]): Step | TreeTrouble | undefined => {
  const ways = inside.flatMap((one) => outside.map((other) => ({ one, other, edges: edgesBetween(one, other, named) })));
  const open = ways.filter(({ edges: [first] }) => first !== undefined && (first.oneOf.length > 0 || first.why === 'named'));
  const score = ({ edges }: (typeof open)[number]) =>
    (edges[0]?.oneOf.length === 0 ? 10 : 0) + (edges[0] === undefined ? 9 : rank[edges[0].why]);
  const best = open.toSorted((a, b) => score(a) - score(b))[0];
  const found = best?.edges[0];
  if (best === undefined || found === undefined) return undefined;
  if (best.edges.length > 1) return { is: 'several-ways', between: [best.one, best.other], edges: best.edges };
  return { edges: [found], adds: [best.other] };
};

const bridge = (
  inside: readonly Table[],
  outside: readonly Table[],
  all: readonly Table[],
  named: readonly NamedPair[],
): Step | TreeTrouble | undefined => {
  const found = all
    .filter((table) => !inside.includes(table) && !outside.includes(table))
    .flatMap((table) => {
      const near = nearest(inside, [table], named);
      const far = nearest([table], outside, named);
      return near === undefined || far === undefined || 'is' in near || 'is' in far
        ? []
        : [{ edges: [...near.edges, ...far.edges], adds: [table, ...far.adds] }];
    });
  return found.length === 1 ? found[0] : undefined;
};

/** Tables that a row of this table leads to, each to at most one row; the table itself included. */
export const ledToFrom = (table: Table, edges: readonly Edge[]): readonly Table[] => {
  const reached = [table];
  for (const each of reached) {
    for (const found of edges) {
      if (found.left.table !== each && found.right.table !== each) continue;
      const next = otherSide(found, each).other.table;
      if (found.oneOf.includes(next) && !reached.includes(next)) reached.push(next);
    }
  }
  return reached;
};

/** The table whose rows are the rows of the joined tables; undefined when there is none (rows multiply on two sides). */
export const grainOf = ({ tables, edges }: Tree): Table | undefined =>
  tables.find((table) => ledToFrom(table, edges).length === tables.length);
