// Sources, filters and joins of a spec in the making, and the names that columns have on their way through the steps.
import type { TransformSpec } from '../../../contracts/generated/types.ts';
import { formatTableName } from '../../transform/names.ts';
import { nameText } from './expressions.ts';
import { type Column, entityName, type Table } from './lexicon.ts';
import { type Edge, otherSide } from './relations.ts';

export type Step = TransformSpec['steps'][number];
type Join = Extract<Step, { do: 'join' }>;

/** Something that a step can read: a source or a step, and the name of each source column in it. */
export type Relation = { readonly name: string; readonly columns: ReadonlyMap<Column, string> };

export type Flow = {
  readonly sources: { readonly name: string; readonly table: string }[];
  readonly steps: Step[];
  readonly taken: Set<string>;
  readonly names: ReadonlyMap<Column, string>;
};

/** Names for the columns that travel: those listed first keep their own; a name that says little gets its table's before it. */
export const flowOf = (columns: readonly { readonly table: Table; readonly column: Column }[], severalTables: boolean): Flow => {
  const names = new Map<Column, string>();
  const taken = new Set<string>();
  for (const { table, column } of columns) {
    if (names.has(column)) continue;
    const own = severalTables && vague.has(column.name.toLowerCase()) ? `${entityName(table)}_${column.name}` : column.name;
    const name = [own, `${entityName(table)}_${column.name}`].find((each) => !taken.has(each)) ?? freeName(own, taken);
    taken.add(name);
    names.set(column, name);
  }
  return { sources: [], steps: [], taken: new Set(), names };
};
const vague: ReadonlySet<string> = new Set(['id', 'name', 'title', 'label', 'code', 'type', 'status', 'description', 'date']);

export const freeName = (wanted: string, taken: ReadonlySet<string>): string => {
  const base = wanted.slice(0, 58);
  if (!taken.has(base)) return base;
  for (let n = 2; ; n += 1) if (!taken.has(`${base}_${n}`)) return `${base}_${n}`;
};

const named = (flow: Flow, wanted: string): string => {
  const name = freeName(wanted, flow.taken);
  flow.taken.add(name);
  return name;
};

export const readTable = (flow: Flow, table: Table): Relation => {
  const name = named(flow, table.name);
  flow.sources.push({ name, table: formatTableName(table.schema, table.name) });
  return { name, columns: new Map(table.columns.map((column) => [column, column.name])) };
};

/** Adds a step under a free name; `input` is written only when the step above is not what it reads. */
export const addStep = (flow: Flow, wanted: string, make: (name: string) => Step): string => {
  const name = named(flow, wanted);
  flow.steps.push(make(name));
  return name;
};

export const filterRows = (flow: Flow, relation: Relation, where: string, wanted: string): Relation => {
  const name = addStep(flow, wanted, (step) => ({ name: step, do: 'filter', input: relation.name, where }));
  return { name, columns: relation.columns };
};

type JoinWish = {
  readonly kind: Join['kind'];
  readonly expect: Join['expect'];
  readonly name: string;
  /** Columns that later steps need. */
  readonly wanted: ReadonlySet<Column>;
};

export const joinRelations = (
  flow: Flow,
  left: Relation,
  right: Relation,
  edge: Edge,
  { kind, expect, name, wanted }: JoinWish,
): Relation => {
  const [ownTable] = [edge.left, edge.right].filter(({ column }) => left.columns.has(column)).map(({ table }) => table);
  const { own, other } = otherSide(edge, ownTable ?? edge.left.table);
  const columns = new Map<Column, string>();
  const kept = (relation: Relation): Join['keep'][number]['columns'] =>
    [...relation.columns].flatMap(([column, current]) => {
      if (!wanted.has(column)) return [];
      const as = flow.names.get(column) ?? current;
      columns.set(column, as);
      return [as === current ? current : { column: current, as }];
    });
  const halves = kind === 'semi' || kind === 'anti';
  const both = [['left', left] as const, ['right', right] as const];
  const keep: Join['keep'] = halves
    ? [{ side: 'left', columns: 'all' }]
    : both.map(([side, relation]) => ({ side, columns: kept(relation) })).filter(({ columns: list }) => list.length > 0);
  if (keep.length === 0) {
    // Nothing but the number of rows is wanted; a join still keeps something.
    const name = left.columns.get(own.column) ?? own.column.name;
    columns.set(own.column, name);
    keep.push({ side: 'left', columns: [name] });
  }
  const on = [
    {
      left: nameText(left.columns.get(own.column) ?? own.column.name),
      right: nameText(right.columns.get(other.column) ?? other.column.name),
    },
  ];
  const step = addStep(flow, name, (free) => ({ name: free, do: 'join', left: left.name, right: right.name, kind, on, keep, expect }));
  return { name: step, columns: halves ? left.columns : columns };
};
