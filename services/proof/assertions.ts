// Assertions that were written from the prompt alone: bound to the columns of the target, then asked of both tables in the same scans.
import type { Assertion, BoundAssertion, TestSet } from '../../contracts/generated/types.ts';
import type { Query } from '../../events/ports.ts';
import { comparable } from './expressions.ts';
import { limitFor } from './limit.ts';
import { identifier, qualified } from './quote.ts';
import type { Column, Side, Subject } from './subject.ts';

/** Where each target column comes from. */
export type Lineage = Readonly<
  Record<string, { readonly from: readonly { readonly table: string; readonly column: string }[]; readonly aggregate?: string | undefined }>
>;

export type Test =
  /** The number of rows stands in a relation to a number. */
  | { readonly is: 'rows'; readonly compare: '=' | '<=' | '>='; readonly to: number }
  | { readonly is: 'unique'; readonly columns: readonly Column[] }
  /** No row may satisfy the condition. */
  | { readonly is: 'violations'; readonly column: Column; readonly condition: string }
  | { readonly is: 'present'; readonly found: boolean }
  | { readonly is: 'unbound'; readonly why: string };

export type Bound = { readonly quote: string; readonly rule: string; readonly test: Test };
export type BoundAssertions = readonly Bound[];

export type Binding = {
  readonly columns: readonly Column[];
  readonly lineage: Lineage;
  /** Rows of the sources on the job's snapshot, by table as written. */
  readonly sourceRows: readonly { readonly table: string; readonly rows: number }[];
  /** Whether two written names are one table. */
  readonly sameTable: (a: string, b: string) => boolean;
};

export const bind = (tests: TestSet, binding: Binding): BoundAssertions =>
  tests.assertions.map((assertion) => ({ quote: assertion.quote, rule: sentence(assertion), test: testOf(assertion, binding) }));

const testOf = (assertion: Assertion, binding: Binding): Test => {
  switch (assertion.rule) {
    case 'row-count':
      return rowsTest(assertion.compare, assertion.to, binding);
    case 'unique': {
      const columns = assertion.columns.map((named) => columnFor(named, binding));
      const lost = columns.indexOf(undefined);
      if (lost >= 0) return unbound(assertion.columns[lost]);
      return { is: 'unique', columns: columns.filter((column) => column !== undefined) };
    }
    case 'not-null': {
      const column = columnFor(assertion.column, binding);
      return column === undefined
        ? unbound(assertion.column)
        : { is: 'violations', column, condition: `${identifier(column.name)} is null` };
    }
    case 'bound':
      return boundTest(assertion, binding);
    case 'present':
      return { is: 'present', found: columnFor(assertion.column, binding) !== undefined };
  }
};

const rowsTest = (compare: '=' | '<=' | '>=', to: { number: number } | { rowsOf: string }, binding: Binding): Test => {
  if ('number' in to) return { is: 'rows', compare, to: to.number };
  const source = binding.sourceRows.find(({ table }) => binding.sameTable(table, to.rowsOf));
  if (source === undefined) return { is: 'unbound', why: `the job did not read ${to.rowsOf}, so its rows are not known` };
  return { is: 'rows', compare, to: source.rows };
};

const boundTest = ({ column: named, compare, value }: BoundAssertion, binding: Binding): Test => {
  const column = columnFor(named, binding);
  if (column === undefined) return unbound(named);
  const limit = limitFor(column, value);
  if (limit === undefined) return { is: 'unbound', why: `"${value}" is no ${column.type}, the type of ${column.name}` };
  return { is: 'violations', column, condition: `(${comparable(column)} ${compare} ${limit}) is not true` };
};

type Named = BoundAssertion['column'];
const unbound = (named: Named | undefined): Test => ({
  is: 'unbound',
  why: `no column of the target is certainly "${named?.words ?? ''}"`,
});

/** By lineage, then by name; undefined when no column or more than one fits. */
const columnFor = (named: Named, { columns, lineage, sameTable }: Binding): Column | undefined => {
  const { from, aggregate } = named;
  const byName = columns.find(({ name }) => name.toLowerCase() === named.name.toLowerCase());
  if (from === undefined && aggregate === undefined) return byName;
  const byLineage = columns.filter(({ name }) => {
    const origin = lineage[name];
    if (origin?.aggregate !== aggregate) return false;
    return from === undefined || origin?.from.some(({ table, column }) => column === from.column && sameTable(table, from.table));
  });
  if (byLineage.length === 1) return byLineage[0];
  return byLineage.length === 0 ? byName : byLineage.find(({ name }) => name === byName?.name);
};

/** Counts that the scan of a table makes for the assertions: a0, a1 … in their order. */
export const scanAssertions = (assertions: BoundAssertions): readonly string[] =>
  assertions.flatMap(({ test }, n) => (test.is === 'violations' ? [`(count(*) filter (where ${test.condition}))::text as "a${n}"`] : []));

/** Rows of the oracle that break an assertion, at most three: what a person needs to see to settle a dispute. */
export const brokenRowsQueries = (subject: Subject, assertions: BoundAssertions, breaks: (n: number) => boolean): readonly Query[] => {
  const key = subject.columns.filter(({ name }) => subject.key.includes(name));
  return assertions.flatMap(({ test }, n) => {
    if (test.is !== 'violations' || !breaks(n)) return [];
    const shown = [...new Set([...(key.length > 0 ? key : subject.columns), test.column])].slice(0, 6);
    const cells = shown.map((column) => `left(${identifier(column.name)}::text, 60) as ${identifier(column.name)}`);
    const order = shown.map((column) => comparable(column)).join(', ');
    const sql = `select ${cells.join(', ')} from ${qualified(subject.oracle)} where ${test.condition} order by ${order} limit 3`;
    return [{ name: brokenRowsName(n), sql }];
  });
};

export const brokenRowsName = (n: number): string => `oracle.broken.${n}`;

/** Repeated combinations cannot be counted in the scan. */
export const uniqueQueries = (subject: Subject, side: Side, assertions: BoundAssertions): readonly Query[] =>
  assertions.flatMap(({ test }, n) => {
    if (test.is !== 'unique') return [];
    const by = test.columns.map((column) => comparable(column)).join(', ');
    const sql = `select count(*)::text as repeated from (select 1 from ${qualified(subject[side])} group by ${by} having count(*) > 1) repeated`;
    return [{ name: uniqueName(side, n), sql }];
  });

export const uniqueName = (side: Side, n: number): string => `${side}.unique.${n}`;

const sentence = (assertion: Assertion): string => {
  switch (assertion.rule) {
    case 'row-count': {
      const { to, compare } = assertion;
      return `the number of rows ${compare} ${'number' in to ? to.number : `the rows of ${to.rowsOf}`}`;
    }
    case 'unique':
      return `no two rows share ${assertion.columns.map(({ words }) => words).join(' and ')}`;
    case 'not-null':
      return `every row has ${assertion.column.words}`;
    case 'bound':
      return `${assertion.column.words} ${assertion.compare} ${assertion.value}`;
    case 'present':
      return `there is a column for ${assertion.column.words}`;
  }
};
