// What the builders of specs share: choosing among columns, the tables that take part, filters at the source, the target.
import type { Question, TransformSpec } from '../../../contracts/generated/types.ts';
import type { Tasks } from '../../../events/ports.ts';
import { testText } from './expressions.ts';
import { type Flow, filterRows, joinRelations, type Relation, readTable } from './flow.ts';
import type { Lexicon, Ref, Table } from './lexicon.ts';
import { guess } from './nouns.ts';
import type { Condition, Reading } from './reading.ts';
import { edgesBetween, keyOf, otherSide } from './relations.ts';
import { type Tree, treeOver } from './trees.ts';

export type Scene = { readonly input: Tasks['write-spec']['input']; readonly lexicon: Lexicon; readonly reading: Reading };

/** Building stops here; the question says why. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly question: Question;
  constructor(phrase: string, question: string, options: readonly string[] = []) {
    super(question);
    this.question = { phrase, question, options: [...options].slice(0, 12) };
  }
}

/** The one column meant: of tables in play, of the preferred table, or one of two that a join makes equal (its key, where one is). */
export const pick = ({ reading }: Scene, refs: readonly Ref[], phrase: string, preferred: readonly (Table | undefined)[]): Ref => {
  const inPlay = refs.filter(({ table }) => reading.tables.includes(table) || reading.joined.includes(table));
  const open = inPlay.length > 0 ? inPlay : refs;
  const [first] = open;
  const equal = first !== undefined && open.every((ref) => ref === first || (ref.table !== first.table && meets(first, ref, reading)));
  const key =
    equal && open.length > 1
      ? (open.find(({ table, column }) => keyOf(table)?.column === column) ?? open.find(({ column }) => !column.nullable))
      : undefined;
  if (key !== undefined) return readable(key, phrase);
  for (const table of [undefined, ...preferred]) {
    const narrowed = table === undefined ? open : open.filter((ref) => ref.table === table);
    const [only] = narrowed;
    if (only !== undefined && narrowed.length === 1) return readable(only, phrase);
  }
  throw new Unreadable(
    phrase,
    `Which column is “${phrase}”?`,
    open.map(({ table, column }) => `${table.name}.${column.name}`),
  );
};

const meets = (one: Ref, other: Ref, { pairs }: Reading): boolean =>
  edgesBetween(one.table, other.table, pairs).some((edge) => {
    const side = otherSide(edge, one.table);
    return side.own.column === one.column && side.other.column === other.column;
  });

const readable = (ref: Ref, phrase: string): Ref => {
  if (ref.column.type === null)
    throw new Unreadable(
      phrase,
      `The column ${ref.column.name} cannot be read: ${ref.column.advice ?? ref.column.sourceType}. Which other column is meant?`,
    );
  return ref;
};

export const treeFor = ({ reading, lexicon }: Pick<Scene, 'reading' | 'lexicon'>, tables: readonly Table[]): Tree => {
  const tree = treeOver(tables, lexicon.tables, reading.pairs);
  const phrase = reading.joinPhrase ?? '';
  if (!('is' in tree)) return tree;
  if (tree.is === 'apart') {
    const names = tree.tables.map(({ name }) => name);
    throw new Unreadable(
      phrase,
      names.length === 0 ? 'Which table is meant?' : `On which columns do ${names.join(' and ')} meet?`,
      names.length === 0 ? lexicon.tables.map(({ name }) => name) : [],
    );
  }
  const [one, other] = tree.between;
  throw new Unreadable(
    phrase,
    `${one.name} and ${other.name} can meet in several ways. On which columns?`,
    tree.edges.map(({ left, right }) => `${left.table.name}.${left.column.name} = ${right.table.name}.${right.column.name}`),
  );
};

/** Conditions on columns as a filter per table: the columns are chosen here. */
export type TableFilter = { readonly table: Table; readonly where: string };

export const tableFilters = (
  scene: Scene,
  conditions: readonly (readonly Condition[])[],
  preferred: readonly (Table | undefined)[],
  nameOf: (ref: Ref) => string = ({ column }) => column.name,
): readonly TableFilter[] =>
  conditions.map((alternatives) => {
    const parts = alternatives.map((condition) => conditionText(scene, condition, preferred, nameOf));
    const [first] = parts;
    if (first === undefined || parts.some(({ table }) => table !== first.table))
      throw new Unreadable(alternatives[0]?.phrase ?? '', 'This “or” compares columns of different tables. Which rows should stay?');
    return { table: first.table, where: parts.length === 1 ? first.where : parts.map(({ where }) => `(${where})`).join(' or ') };
  });

const conditionText = (
  scene: Scene,
  { on, test, negated, phrase }: Condition,
  preferred: readonly (Table | undefined)[],
  nameOf: (ref: Ref) => string,
): TableFilter => {
  if (on.is !== 'column') throw new Unreadable(phrase, `“${phrase}” mixes a computed number with a column. Which rows should stay?`);
  const ref = pick(scene, on.refs, phrase, preferred);
  const text = testText(nameOf(ref), ref, test);
  if (text === undefined) throw new Unreadable(phrase, `${ref.column.name} is ${ref.column.type}; which value should it be compared with?`);
  if (test.is === 'compare' && test.op === '<>' && ref.column.nullable && !negated)
    guess(scene, phrase, `rows without a ${ref.column.name} fall away`);
  // What does not satisfy the condition stays, also where it cannot be decided.
  return { table: ref.table, where: negated ? `(${text}) is not true` : text };
};

/** The table as the steps read it: its source, its filters, and whose partners must (not) exist. */
export const prepared = (scene: Scene, flow: Flow, table: Table, filters: readonly TableFilter[]): Relation => {
  let relation = readTable(flow, table);
  const own = filters.filter((filter) => filter.table === table).map(({ where }) => where);
  if (own.length > 0) {
    const where = own.length === 1 ? (own[0] ?? '') : own.map((text) => (/ or /.test(text) ? `(${text})` : text)).join(' and ');
    relation = filterRows(flow, relation, where, `${table.name}_filtered`);
  }
  if (scene.reading.subject !== table) return relation;
  for (const { table: other, not, phrase } of scene.reading.exists) {
    if (not && filters.some((filter) => filter.table === other))
      throw new Unreadable(
        phrase,
        `Which ${table.name} should stay: those without any row of ${other.name}, or those without one that fits the other words?`,
        [`those without any row of ${other.name}`],
      );
    const { edges } = treeFor(scene, [table, other]);
    const [edge] = edges;
    if (edge === undefined || edges.length !== 1)
      throw new Unreadable(scene.reading.exists[0]?.phrase ?? '', `How do ${table.name} and ${other.name} meet?`);
    const right = readTable(flow, other);
    const columns = new Set(table.columns);
    relation = {
      ...joinRelations(flow, relation, right, edge, {
        kind: not ? 'anti' : 'semi',
        expect: 'many',
        name: `${table.name}_${not ? 'without' : 'with'}_${other.name}`,
        wanted: columns,
      }),
      columns: relation.columns,
    };
  }
  return relation;
};

export const targetOf = (
  { input, reading }: Scene,
  name: string,
  columns: TransformSpec['target']['columns'],
  key: readonly string[],
): TransformSpec['target'] => ({
  table:
    input.target ??
    reading.target ??
    outside(
      name,
      input.catalog.tables.map((table) => table.name),
    ),
  mode: input.writeMode ?? 'replace',
  key: [...key],
  columns,
});

/** A source is never the target, and its name would mislead. */
const outside = (name: string, tables: readonly string[]): string => {
  const plain =
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9_]+/g, '_')
      .slice(0, 55) || 'result';
  return tables.includes(plain) ? `${plain}_result` : plain;
};
