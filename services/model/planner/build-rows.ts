// Specs whose rows are rows of the sources: filtered, joined, chosen, without duplicates, the first n.
import type { Assumption, TransformSpec } from '../../../contracts/generated/types.ts';
import { amend } from './amendments.ts';
import { assumption, commonAssumptions } from './assumptions.ts';
import { flowOf } from './flow.ts';
import { joinAll } from './joins.ts';
import { type Column, entityName, type Ref, type Table } from './lexicon.ts';
import { limitAssumptions } from './limits.ts';
import { narrow, onlyColumns } from './narrowing.ts';
import { keyOf } from './relations.ts';
import { readableOf, rowChoice } from './row-choice.ts';
import { farKeys, joinAssumption, limited, rootOf, withinRefs } from './row-joins.ts';
import { prepared, type Scene, targetOf, treeFor } from './scene.ts';
import type { Tree } from './trees.ts';
import { typedColumns } from './typed-columns.ts';

export const buildRows = (scene: Scene): TransformSpec => {
  const { reading } = scene;
  const { preferred, chosen, filters, late, amended, ranked, doubled, tables, only } = rowChoice(scene);
  const tree = treeFor(scene, tables);
  if (reading.all !== undefined && tables.length > 1) {
    reading.keep ??= { kind: 'left', phrase: reading.all.phrase };
    reading.subject = reading.all.table;
  }
  const root = rootOf(scene, tree, tables);

  const kind = reading.keep?.kind ?? 'inner';
  const anew = withinRefs(scene, tree, root, preferred);
  const far = farKeys(tree, root, kind);
  const all = tree.tables.flatMap(readableOf).filter(({ column }) => !far.has(column));
  const outputs =
    chosen.length > 0 ? [...chosen, ...amended.filled.filter(({ column }) => chosen.every((ref) => ref.column !== column))] : all;
  const extra = [ranked, doubled, ...anew, ...keyRefs(root), ...amended.refs].filter((ref) => ref !== undefined);
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
  const amendments = amend(scene, flow, relation, late, preferred);
  const made: Assumption[] = [
    ...commonAssumptions(scene, tree),
    ...limitAssumptions(scene, flow.steps),
    ...joinAssumption(scene, [...steps.values()]),
    ...amendments.assumptions,
  ];
  if (chosen.length > 0 && reading.dedupe !== undefined && doubled === undefined) onlyColumns(flow, relation, outputs, amendments.derived);
  const places = narrow(scene, flow, relation, { doubled, ranked, within: anew }, made);

  const nameOf = (ref: Ref) => relation.columns.get(ref.column) ?? ref.column.name;
  const isNullable = (ref: Ref) => ref.column.nullable || (kind !== 'inner' && (kind !== 'left' || ref.table !== root));
  const plain = outputs.map((ref) => ({ name: nameOf(ref), type: ref.column.type ?? 'text', nullable: isNullable(ref) }));
  const added = [...amendments.derived, ...places];
  const isTyped = amended.refs.length + added.length > 0;
  const columns = isTyped ? typedColumns(scene, flow, [...plain.map(({ name }) => name), ...added]) : plain;
  const key = keyColumn(tree, root, kind, outputs, doubled !== undefined && !isNullable(doubled) ? doubled : undefined);
  return {
    sources: flow.sources,
    steps: flow.steps,
    target: targetOf(
      scene,
      rowsName(scene, root),
      distinctNames(columns),
      key === undefined ? [] : [relation.columns.get(key) ?? key.name],
    ),
    assumptions: [...made, ...unreadable(tree.tables, chosen.length > 0)],
  };
};

/** The column without duplicates, else the key of the table whose rows the result has: if it is shown, and no join repeats or loses it. */
const keyColumn = (tree: Tree, root: Table, kind: string, outputs: readonly Ref[], doubled: Ref | undefined): Column | undefined => {
  const isShown = (column: Column) => outputs.some((ref) => ref.column === column);
  if (doubled !== undefined && isShown(doubled.column)) return doubled.column;
  const key = keyOf(root);
  const staysUnique = tree.edges.every(({ oneOf }) => oneOf.some((table) => table !== root)) && kind !== 'full' && kind !== 'right';
  return staysUnique && key?.declared === true && isShown(key.column) ? key.column : undefined;
};

const distinctNames = (columns: TransformSpec['target']['columns']): TransformSpec['target']['columns'] =>
  columns.filter(({ name }, n) => columns.findIndex((other) => other.name === name) === n);

const keyRefs = (root: Table): readonly Ref[] => {
  const key = keyOf(root);
  return key === undefined ? [] : [{ table: root, column: key.column }];
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
