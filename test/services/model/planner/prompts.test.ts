// Prompts that nobody listed beforehand: either the right table, computed on rows with traps, or a question.
import { describe, expect, it } from 'vitest';
import type { TransformSpec } from '../../../../contracts/generated/types.ts';
import { planSpec } from '../../../../services/model/planner/plan-spec.ts';
import { applyPatch, check } from '../../../../services/transform/index.ts';
import { evaluate, type Value } from '../interpreter.ts';
import { read } from './prompt-cases.ts';
import { shopCatalog, shopRows } from './shop.ts';

const answer = (prompt: string) => planSpec({ prompt, catalog: shopCatalog });
const specOf = (prompt: string): TransformSpec => {
  const { spec, questions } = answer(prompt);
  if (spec === null) throw new Error(`asked instead: ${questions.map(({ question }) => question).join('; ')}`);
  expect(check(spec, shopCatalog)).toMatchObject({ is: 'sound' });
  return spec;
};
const sorted = (rows: readonly (readonly Value[])[]) => rows.map((row) => JSON.stringify(row)).sort();

/** Rows of one table, by their first column. */
const chosen: readonly (readonly [prompt: string, ids: readonly Value[]])[] = [
  ['customers without orders', [4]],
  ['Which customers have never ordered?', [4]],
  ['Which departments have no employees?', [30]],
  ['list employees hired after 2020-01-01', [2, 4]],
  ['employees hired in 2020', [1, 2]],
  ['the 2 employees with the highest salary', [2, 3]],
  ['employees who earn more than 50000 and were hired before 2019', [3]],
  ['employees whose last name is Smith', [2]],
  ['customers whose name starts with A', [1, 3]],
  ['remove duplicate emails', [1, 2]],
  ['Deduplicate customers by email', [1, 2]],
  ['active customers', [1, 2, 4]],
  ['customers whose email is missing', [2, 4]],
  ['Remove customers without email', [1, 3]],
  ['orders between 2024-01-01 and 2024-02-01', [2, 3, 5]],
  ['orders over 100', [4]],
  ['orders with an amount of at least 100', [1, 3, 4]],
  ['list all products that cost more than 20', [2]],
  ['customers created before 2023 without orders', [4]],
  ['customers with orders over 100', [3]],
  ['customers with orders in 2024', [1, 2, 3]],
  ['orders of customers in country "DE"', [1, 2, 4]],
  ['employees where department name is Eng', [1, 2]],
  ['Give me the 2 most recent orders', [4, 6]],
  ['total amount per customer where country is "FR"', [2]],
  ['customers who ordered more than 1 times', [1, 2]], // exactly one order is not more
  ['customers who ordered more than once', [1, 2]],
  ['customers who ordered at least once', [1, 2, 3]],
  ['customers who ordered 2 times or more', [1, 2]],
  ['customers who ordered fewer than 1 times', [4]],
  ['customers who ordered', [1, 2, 3]],
  ['customers who ordered in 2023', [1]], // ordered then, not created
  ['Give me every customer from DE with an email', [1, 3]],
  ['customers with an email', [1, 3]],
  ['customers having an email', [1, 3]],
  ['which customers have an email?', [1, 3]],
  ['customers with an email or a country', [1, 2, 3]],
  ['customers with a country and no email', [2]],
  ['customers without email and country', [4]],
  ['customers who do not have an email', [2, 4]],
  ['exclude customers with an email', [2, 4]],
  ['customers with no country', [4]],
  ['employees that have a department', [1, 2, 3]],
  ['employees without a department', [4]],
  ['orders with status paid or cancelled', [1, 2, 3, 5, 6]], // an unknown status is neither
  ['orders with status cancelled', [2]],
  ['customers from DE and FR', [1, 2, 3]], // nobody is from both
  ['the 3 latest orders', [4, 5, 6]],
  ['customers with at least 1 order in 2024', [1, 2, 3]],
  ['customers with a valid email', [1, 3]],
  ['customers whose email is invalid', [2, 4]], // NULL is not valid
  ['Drop customers without a valid email address', [1, 3]],
  ['top 2 orders by amount including ties', [1, 3, 4]], // two of 100
  ['the 2 orders with the highest amount', [1, 4]],
];

describe('a prompt that can be read gives the right table', () => {
  it.each(read)('%s', (prompt, rows) => {
    expect(sorted(evaluate(specOf(prompt), shopRows, shopCatalog))).toEqual(sorted(rows));
  });
  it.each(chosen)('%s', (prompt, ids) => {
    expect(
      evaluate(specOf(prompt), shopRows, shopCatalog)
        .map(([id]) => id)
        .toSorted(),
    ).toEqual([...ids].toSorted());
  });
});

it('takes the target from the request before the words, and from the words before a name of its own', () => {
  const prompt = 'number of orders per status, save the result as order_report';
  expect(planSpec({ prompt, catalog: shopCatalog, target: 'mine.report' }).spec?.target.table).toBe('mine.report');
  expect(specOf(prompt).target.table).toBe('order_report');
  expect(specOf('number of orders per status').target.table).toBe('status_counts');
});

it('says that sorting does nothing to a table', () => {
  expect(specOf('number of orders per status, sorted by status').assumptions).toContainEqual(
    expect.objectContaining({ phrase: 'sorted by status', convention: 'no-order' }),
  );
});

describe('a key has no NULL', () => {
  it.each([
    ['average order value per country', []],
    ['number of orders per customer and status', []],
    ['the latest order per country', []],
    ['average order value per country where country is "DE"', ['country']],
    ['number of orders per customer', ['customer_id']],
    ['the latest order of each customer', ['customer_id']],
    ['customers from DE', ['id']],
  ])('%s', (prompt, key) => {
    expect(specOf(prompt).target.key).toEqual(key);
  });
});

it('says what "with an email" could mean too', () => {
  const spec = specOf('Give me every customer from DE with an email');
  const said = spec.assumptions.find(({ phrase }) => phrase === 'with an email');
  const [other] = said?.alternatives ?? [];
  const patched = applyPatch(spec, other?.patch ?? []);
  expect(patched.is === 'patched' ? sorted(evaluate(patched.spec, shopRows, shopCatalog)) : patched).toEqual(
    sorted(evaluate(specOf('customers from DE'), shopRows, shopCatalog)),
  );
});

it.each([...read, ...chosen].map(([prompt]) => prompt))('offers only alternatives that are sound, in words of the prompt: %s', (prompt) => {
  const spec = specOf(prompt);
  for (const { phrase, alternatives } of spec.assumptions) {
    expect(prompt).toContain(phrase);
    for (const { patch } of alternatives) {
      const patched = applyPatch(spec, patch);
      expect(patched.is === 'patched' ? check(patched.spec, shopCatalog) : patched).toMatchObject({ is: 'sound' });
    }
  }
});

it('says that an order without a verb does nothing to a table', () => {
  expect(specOf('number of customers per country, most first').assumptions).toContainEqual(
    expect.objectContaining({ phrase: 'most first', convention: 'no-order' }),
  );
});
