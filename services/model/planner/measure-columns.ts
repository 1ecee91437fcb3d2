// A measure as an aggregate over the joined rows: which columns it reads, what multiplied rows do to it, its type.
import { nameText } from './expressions.ts';
import type { Ref, Table } from './lexicon.ts';
import type { Measure, Measured } from './reading.ts';
import { type Edge, keyOf, otherSide } from './relations.ts';
import { Unreadable } from './scene.ts';
import type { Tree } from './trees.ts';
import { aggregateType } from './types.ts';

export type MeasureColumn = {
  readonly measure: Measure;
  /** Columns that must arrive at the aggregate. */
  readonly reads: readonly Ref[];
  readonly form: 'rows' | 'count' | 'count-distinct' | 'aggregate';
  /** Other rows multiply the counted ones, so distinct keys are counted. */
  readonly countsOnce: boolean;
  readonly type: string;
  readonly nullable: boolean;
};

export type Rows = { readonly tree: Tree; readonly grain: Table; readonly keepsEntity: boolean; readonly entity: Table | undefined };

export const measureColumn = (measure: Measure, rows: Rows): MeasureColumn => {
  const type = aggregateType(measure.aggregate, measure.of);
  if (type === undefined) throw new Unreadable(measure.phrase, `“${measure.phrase}” cannot be computed of this column. Of which one?`);
  const counted = countedTable(measure);
  if (counted !== undefined) return countOfRows(measure, counted, rows);
  const reads = refsOf(measure.of);
  const form = measure.aggregate === 'count' || measure.aggregate === 'count-distinct' ? measure.aggregate : 'aggregate';
  const repeats =
    (measure.aggregate === 'sum' || measure.aggregate === 'avg' || measure.aggregate === 'count') &&
    reads.every(({ table }) => table !== rows.grain);
  if (repeats) throw repeated(measure, rows.grain);
  return {
    measure,
    reads,
    form,
    countsOnce: false,
    type,
    nullable: form === 'aggregate' && (rows.keepsEntity || rows.entity === undefined || reads.some(({ column }) => column.nullable)),
  };
};

/** A count of rows, or of a column that is the key of its table. */
const countedTable = ({ aggregate, of }: Measure): Table | undefined => {
  if (of.is === 'rows-of') return of.table;
  const isCount = aggregate === 'count' || aggregate === 'count-distinct';
  return isCount && of.is === 'column' && keyOf(of.ref.table)?.column === of.ref.column ? of.ref.table : undefined;
};

const countOfRows = (measure: Measure, table: Table, { tree, grain, keepsEntity }: Rows): MeasureColumn => {
  const base = { measure, type: 'bigint', nullable: false };
  if (table === grain && !keepsEntity) return { ...base, reads: [], form: 'rows', countsOnce: false };
  const marker = markerOf(table, tree.edges, table === grain);
  if (marker === undefined)
    throw new Unreadable(
      measure.phrase,
      `Which column identifies a row of ${table.name}, so that it can be counted once?`,
      table.columns.map(({ name }) => name),
    );
  return table === grain
    ? { ...base, reads: [marker], form: 'count', countsOnce: false }
    : { ...base, reads: [marker], form: 'count-distinct', countsOnce: true };
};

/** A column that a row of the table always has once it takes part in a join: its key, else (where rows need no telling apart) what it is joined on. */
const markerOf = (table: Table, edges: readonly Edge[], anyColumn: boolean): Ref | undefined => {
  const key = keyOf(table);
  if (key !== undefined && (key.declared || !anyColumn)) return { table, column: key.column };
  const own = edges.filter(({ left, right }) => left.table === table || right.table === table);
  const edge = anyColumn ? own[0] : own.find(({ oneOf }) => oneOf.includes(table));
  return edge === undefined ? undefined : otherSide(edge, table).own;
};

const repeated = ({ phrase, of }: Measure, grain: Table): Unreadable => {
  const owner = refsOf(of)[0]?.table.name ?? '';
  return new Unreadable(
    phrase,
    `A row of ${owner} meets several rows of ${grain.name}, so “${phrase}” would count it more than once. Should each row of ${owner} count once?`,
    [`once per row of ${owner}: leave ${grain.name} out`, `once per row of ${grain.name}`],
  );
};

const refsOf = (of: Measured): readonly Ref[] => (of.is === 'rows-of' ? [] : of.is === 'column' ? [of.ref] : of.factors);
export const tablesOfMeasure = (of: Measured): readonly Table[] =>
  of.is === 'rows-of' ? [of.table] : [...new Set(refsOf(of).map(({ table }) => table))];

/** `sum(order_amount)`, `count(distinct employee_id)`, `count(*)` */
export const expressionOf = ({ measure, reads, form }: MeasureColumn, nameOf: (ref: Ref) => string): string => {
  const argument = reads.map(nameOf).join(' * ');
  if (form === 'rows') return 'count(*)';
  if (form === 'count') return `count(${argument})`;
  if (form === 'count-distinct') return `count(distinct ${argument})`;
  return `${nameText(measure.aggregate)}(${argument})`;
};
