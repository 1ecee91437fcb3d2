// The second reader: what it asserts follows from the words, and holds for the table that the first reader computes.
import { describe, expect, it } from 'vitest';
import type { Assertion, Catalog, TransformSpec } from '../../../../contracts/generated/types.ts';
import { validate } from '../../../../contracts/generated/validators/TestSet.js';
import { problemsOf } from '../../../../contracts/validator.ts';
import { planSpec } from '../../../../services/model/planner/plan-spec.ts';
import { planTests } from '../../../../services/model/planner/plan-tests.ts';
import { examples } from '../../../thread/examples.ts';
import { catalogOf } from '../catalogs.ts';
import { evaluate, type Row, type Value } from '../interpreter.ts';
import { shopCatalog, shopRows } from './shop.ts';

type Rows = Readonly<Record<string, readonly Row[]>>;

/** Whether the assertion holds; undefined when its column is not in the target by name. */
const holds = (assertion: Assertion, spec: TransformSpec, tables: Rows, catalog: Catalog): boolean | undefined => {
  const rows = evaluate(spec, tables, catalog);
  const place = (name: string) => spec.target.columns.findIndex((column) => column.name === name);
  if (assertion.rule === 'row-count') {
    const other =
      'number' in assertion.to ? assertion.to.number : (tables[assertion.to.rowsOf.split('.').at(-1) ?? '']?.length ?? Number.NaN);
    return assertion.compare === '=' ? rows.length === other : assertion.compare === '<=' ? rows.length <= other : rows.length >= other;
  }
  const columns = assertion.rule === 'unique' ? assertion.columns : [assertion.column];
  const places = columns.map(({ name }) => place(name));
  if (places.includes(-1)) return undefined;
  const values = rows.map((row) => places.map((at) => row[at] ?? null));
  if (assertion.rule === 'unique') return new Set(values.map((value) => JSON.stringify(value))).size === rows.length;
  if (assertion.rule === 'not-null') return values.every(([value]) => value !== null);
  if (assertion.rule === 'present') return true;
  return values.every(([value = null]) => value !== null && compared(value, assertion.compare, Number(assertion.value)));
};

const compared = (value: Value, compare: string, limit: number): boolean =>
  ({ '>': Number(value) > limit, '>=': Number(value) >= limit, '<': Number(value) < limit, '<=': Number(value) <= limit })[compare] ??
  Number(value) === limit;

const testsOf = (prompt: string, catalog: Catalog) => {
  const tests = planTests({ prompt, catalog });
  expect(problemsOf(validate, tests)).toEqual([]);
  expect(tests.author).toBe('planner');
  for (const { quote } of tests.assertions) expect(prompt).toContain(quote);
  return tests;
};

const cell = (text: string): Value => (text === 'null' ? null : text.startsWith("'") ? text.slice(1, -1) : Number(text));
const cases = examples.flatMap(({ prompt, paraphrases, tables }) => {
  const rows: Rows = Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [
      name,
      table.rows.map((row) => Object.fromEntries(row.split(',').map((text, n) => [table.columns[n]?.split(' ')[0] ?? '', cell(text)]))),
    ]),
  );
  return [prompt, ...paraphrases].map((words) => ({ words, catalog: catalogOf(tables), rows }));
});

const free = [
  'What is the average order value per country?',
  'top 2 products by revenue',
  'top 1 customers per country by total order amount',
  'How many orders did each customer place?',
  'number of active customers per country',
  'total amount per active customer',
  'total amount of paid orders per customer',
  'total order amount per customer, only customers with orders',
  'customers without orders',
  'remove duplicate emails',
  'list employees hired after 2020-01-01',
  'count employees by department name where salary is at least 50001',
  'distinct countries of customers',
  'Show name and email of customers in country "DE" or country "FR"',
  'Count orders per customer and year',
  'total amount per order',
  'orders with an amount of at least 100',
  'number of orders per month in 2024',
  'Exclude orders with amount more than 99, then total amount per customer',
].map((words) => ({ words, catalog: shopCatalog, rows: shopRows }));

describe('no assertion is broken by the table that the words ask for', () => {
  it.each([...cases, ...free])('$words', ({ words, catalog, rows }) => {
    const { spec } = planSpec({ prompt: words, catalog });
    if (spec === null) throw new Error('asked instead');
    for (const assertion of testsOf(words, catalog).assertions)
      expect(holds(assertion, spec, rows, catalog), JSON.stringify(assertion)).not.toBe(false);
  });
});

const rulesOf = (n: number) => {
  const { prompt, tables } = examples[n] ?? { prompt: '', tables: {} };
  return testsOf(prompt, catalogOf(tables)).assertions;
};

it('expects a row for every customer where a total per customer is asked', () => {
  expect(rulesOf(0)).toContainEqual({ rule: 'row-count', quote: 'per customer', compare: '=', to: { rowsOf: 'public.customers' } });
});

it('expects at most as many where customers are filtered, and the limit kept on the total', () => {
  const rules = rulesOf(1);
  expect(rules).toContainEqual({ rule: 'row-count', quote: 'per customer', compare: '<=', to: { rowsOf: 'public.customers' } });
  expect(rules).toContainEqual({
    rule: 'bound',
    quote: 'total > 1000',
    column: { words: 'total', name: 'total_order_amount', aggregate: 'sum', from: { table: 'public.orders', column: 'order_amount' } },
    compare: '>',
    value: '1000',
  });
});

it('expects the columns that are listed', () => {
  const present = rulesOf(2).flatMap((rule) => (rule.rule === 'present' ? [rule.column.name] : []));
  expect(present).toEqual(['department_name', 'employee_count', 'average_salary']);
});

it('notices a table that lost a row, doubled one, or broke a limit', () => {
  const { words, catalog, rows } = cases[3] ?? cases[0] ?? { words: '', catalog: shopCatalog, rows: shopRows };
  const { spec } = planSpec({ prompt: words, catalog });
  if (spec === null) throw new Error('asked instead');
  const loose = { ...spec, steps: spec.steps.filter((step) => step.do !== 'filter') };
  expect(testsOf(words, catalog).assertions.map((assertion) => holds(assertion, loose, rows, catalog))).toContain(false);
});

it('asserts nothing where nothing follows, and says why', () => {
  expect(testsOf('Do something with data', shopCatalog)).toMatchObject({ assertions: [], reason: expect.stringContaining('no group') });
});

it('asserts no bound for what is excluded or one of two', () => {
  for (const prompt of [
    'total amount per customer, exclude customers with total > 10',
    'customers with more than 5 orders or country "DE"',
  ])
    expect(testsOf(prompt, shopCatalog).assertions.map(({ rule }) => rule)).not.toContain('bound');
});
