// Specs whose rows are rows of the sources: filtered, joined, chosen, without duplicates, the first n.
import type { Assumption, TransformSpec } from '../../../contracts/generated/types.ts';
import { type Flow, flowOf, joinRelations, type Relation } from './flow.ts';
import { joinAll } from './joins.ts';
import { type Column, entityName, type Ref, type Table } from './lexicon.ts';
import { limitAssumptions } from './limits.ts';
import { narrow, onlyColumns } from './narrowing.ts';
import { grainOf, keyOf, otherSide, type Tree } from './relations.ts';
import {
  assumption,
  commonAssumptions,
  pick,
  prepared,
  replace,
  type Scene,
  type TableFilter,
  tableFilters,
  targetOf,
  treeFor,
  Unreadable,
} from './scene.ts';

export const buildRows = (scene: Scene): TransformSpec => {
  const { reading } = scene;
  const subject = reading.subject ?? reading.joined[0] ?? reading.tables[0];
  const preferred = [subject, ...reading.joined];
  const named = reading.outputs.map(({ refs, phrase }) => pick(scene, refs, phrase, preferred));
  const listed = named.filter(({ column }, n) => named.findIndex((ref) => ref.column === column) === n);
  const { whole } = reading;
  const chosen =
    listed.length > 0 && whole !== undefined
      ? [...readableOf(whole).filter((ref) => !listed.some(({ column }) => column === ref.column)), ...listed]
      : listed;
  const filters = tableFilters(scene, reading.conditions, preferred);
  const ranked = rankedBy(scene, preferred);
  const doubled =
    reading.dedupe === undefined || reading.dedupe.refs.length === 0
      ? undefined
      : pick(scene, reading.dedupe.refs, reading.dedupe.phrase, preferred);
  const used = [...chosen.map(({ table }) => table), ...filters.map(({ table }) => table), ranked?.table, doubled?.table].filter(
    (table) => table !== undefined,
  );
  const only = limitingTables(scene, [...chosen.map(({ table }) => table), ranked?.table, doubled?.table]);
  const tables = [...new Set([...reading.joined, ...reading.tables, ...used])].filter((table) => !only.includes(table));
  const tree = treeFor(scene, tables);
  if (reading.all !== undefined && tables.length > 1) {
    reading.keep ??= { kind: 'left', phrase: reading.all.phrase };
    reading.subject = reading.all.table;
  }
  const root = rootOf(scene, tree, tables);

  const kind = reading.keep?.kind ?? 'inner';
  const far = farKeys(tree, root, kind);
  const all = tree.tables.flatMap(readableOf).filter(({ column }) => !far.has(column));
  const outputs = chosen.length > 0 ? chosen : all;
  const extra = [ranked, doubled, ...keyRefs(root)].filter((ref) => ref !== undefined);
  const travelling = [...outputs, ...extra];
  const flow = flowOf(travelling, tables.length > 1);
  const wanted = new Set(travelling.map(({ column }) => column));
  const { relation, steps } = joinAll(flow, {
    root,
    edges: tree.edges,
    wanted,
    relationOf: (table) => limited(scene, flow, prepared(scene, flow, table, filters), table === root ? only : [], filters, root),
    kindOf: () => kind,
  });
  const made: Assumption[] = [
    ...commonAssumptions(scene, tree),
    ...limitAssumptions(scene, flow.steps),
    ...joinAssumption(scene, [...steps.values()]),
  ];
  if (chosen.length > 0 && reading.dedupe !== undefined && doubled === undefined) onlyColumns(flow, relation, outputs);
  narrow(scene, flow, relation, doubled, ranked, made);

  const key = keyOf(root);
  const nameOf = (ref: Ref) => relation.columns.get(ref.column) ?? ref.column.name;
  const isNullable = (ref: Ref) => ref.column.nullable || (kind !== 'inner' && (kind !== 'left' || ref.table !== root));
  const columns = outputs.map((ref) => ({ name: nameOf(ref), type: ref.column.type ?? 'text', nullable: isNullable(ref) }));
  const keyed =
    tree.edges.every(({ oneOf }) => oneOf.some((table) => table !== root)) &&
    key?.declared === true &&
    kind !== 'full' &&
    kind !== 'right' &&
    outputs.some((ref) => ref.column === key.column);
  const keyName =
    doubled !== undefined && !doubled.column.nullable && outputs.some((ref) => ref.column === doubled.column)
      ? doubled.column
      : keyed
        ? key?.column
        : undefined;
  return {
    sources: flow.sources,
    steps: flow.steps,
    target: targetOf(
      scene,
      rowsName(scene, root),
      distinctNames(columns),
      keyName === undefined ? [] : [relation.columns.get(keyName) ?? keyName.name],
    ),
    assumptions: [...made, ...unreadable(tree.tables, chosen.length > 0)],
  };
};

/** Keeps the rows that have a partner among the limited rows of each of these tables. */
const limited = (
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
const limitingTables = ({ reading }: Scene, shown: readonly (Table | undefined)[]): readonly Table[] => {
  const { listed, joinPhrase, joined, keep, all } = reading;
  if (listed === undefined || joinPhrase !== undefined || keep !== undefined || all !== undefined) return [];
  return reading.tables.filter((table) => table !== listed && !joined.includes(table) && !shown.includes(table));
};

const distinctNames = (columns: TransformSpec['target']['columns']): TransformSpec['target']['columns'] =>
  columns.filter(({ name }, n) => columns.findIndex((other) => other.name === name) === n);

const rootOf = ({ reading }: Scene, tree: Tree, tables: readonly Table[]): Table => {
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
const farKeys = ({ edges }: Tree, root: Table, kind: string): ReadonlySet<Column> => {
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

const keyRefs = (root: Table): readonly Ref[] => {
  const key = keyOf(root);
  return key === undefined ? [] : [{ table: root, column: key.column }];
};

const rankedBy = (scene: Scene, preferred: readonly (Table | undefined)[]): Ref | undefined => {
  const { top, sorted } = scene.reading;
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

const readableOf = (table: Table): readonly Ref[] => table.columns.filter(({ type }) => type !== null).map((column) => ({ table, column }));

const joinAssumption = ({ reading }: Scene, steps: readonly string[]): readonly Assumption[] => {
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

const unreadable = (tables: readonly Table[], chosen: boolean): readonly Assumption[] =>
  chosen
    ? []
    : tables.flatMap(({ name, columns }) =>
        columns
          .filter(({ type }) => type === null)
          .map((column) => assumption('', `${name}.${column.name} is left out: ${column.advice ?? 'it cannot be read'}`)),
      );

const rowsName = ({ reading }: Scene, root: Table): string => {
  const { top, dedupe, exists, conditions, joined } = reading;
  const name = (reading.listed ?? reading.subject ?? root).name;
  if (top !== undefined) return `top_${name}`;
  if (dedupe !== undefined) return `distinct_${name}`;
  const [exist] = exists;
  if (exist !== undefined) return `${name}_${exist.not ? 'without' : 'with'}_${exist.table.name}`;
  if (conditions.length > 0) return `filtered_${name}`;
  return joined.length > 1 ? joined.map(entityName).slice(0, 3).join('_') : `selected_${name}`;
};
