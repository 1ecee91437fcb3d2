// Specs whose rows are rows of the sources: filtered, joined, chosen, without duplicates, the first n.
import type { Assumption, TransformSpec } from '../../../contracts/generated/types.ts';
import { assumption, commonAssumptions } from './assumptions.ts';
import { labelsOf } from './entities.ts';
import { flowOf } from './flow.ts';
import { joinAll } from './joins.ts';
import { entityName, type Ref, type Table } from './lexicon.ts';
import { limitAssumptions } from './limits.ts';
import { narrow, onlyColumns } from './narrowing.ts';
import { guess } from './nouns.ts';
import { keyOf } from './relations.ts';
import { farKeys, joinAssumption, limited, limitingTables, rootOf } from './row-joins.ts';
import { pick, prepared, type Scene, tableFilters, targetOf, treeFor, Unreadable } from './scene.ts';

export const buildRows = (scene: Scene): TransformSpec => {
  const { reading } = scene;
  const subject = reading.subject ?? reading.joined[0] ?? reading.tables[0];
  const preferred = [subject, ...reading.joined];
  const named = reading.outputs.map(({ refs, phrase }) => pick(scene, refs, phrase, preferred));
  const listed = named.filter(({ column }, n) => named.findIndex((ref) => ref.column === column) === n);
  const chosen = beside(reading.whole, listed);
  if (reading.whole !== undefined && chosen.length > listed.length && listed.some(({ table }) => table === reading.whole))
    guess(
      scene,
      reading.outputs[0]?.phrase ?? '',
      `a row shows ${chosen.map(({ column }) => column.name).join(', ')}`,
      'per-entity-output',
    );
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
    doubled !== undefined && !isNullable(doubled) && outputs.some((ref) => ref.column === doubled.column)
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

/** "employees with department name": all of the employee and the listed columns; of columns of its own, key and label stand beside those listed. */
const beside = (whole: Table | undefined, listed: readonly Ref[]): readonly Ref[] => {
  if (whole === undefined || listed.length === 0) return listed;
  const isOwn = listed.some(({ table }) => table === whole);
  const key = keyOf(whole)?.column;
  const told = isOwn
    ? [...(key === undefined ? [] : [key]), ...labelsOf(whole)].map((column) => ({ table: whole, column }))
    : readableOf(whole);
  return [...told.filter(({ column }) => !listed.some((ref) => ref.column === column)), ...listed];
};

const distinctNames = (columns: TransformSpec['target']['columns']): TransformSpec['target']['columns'] =>
  columns.filter(({ name }, n) => columns.findIndex((other) => other.name === name) === n);

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
