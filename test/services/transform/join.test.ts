import { describe, expect, it } from 'vitest';
import type { Step, TransformSpec } from '../../../contracts/generated/types.ts';
import { sentences } from '../../../services/transform/index.ts';
import { parse } from '../../../services/transform/parse/parse.ts';
import { catalogOf, diagnosticsOf, notesOf, planOf, specOf, tableOf, targetOf } from './fixture.ts';

const catalog = catalogOf(
  tableOf('shop', 'sales', ['sale_id'], {
    sale_id: 'integer!',
    store: 'integer',
    product: 'text',
    sold: 'timestamp without time zone',
    amount: 'numeric(8,2)',
  }),
  tableOf('shop', 'prices', ['product', 'since'], {
    product: 'text!',
    since: 'date!',
    until: 'date',
    price: 'numeric(8,2)',
    paid: 'boolean',
  }),
  tableOf('shop', 'stores', ['store'], { store: 'integer!', city: 'text', sold: 'integer' }),
  tableOf('shop', 'regions', ['city'], { city: 'text!', region: 'text' }),
);
const sources = ['sales', 'prices', 'stores', 'regions'].map((name) => ({ name, table: name }));
type Join = Extract<Step, { do: 'join' }>;
const join = (more: Partial<Join> = {}): Join => ({
  name: 'j',
  do: 'join',
  left: 'sales',
  right: 'prices',
  kind: 'left',
  on: [{ left: 'product', right: 'product' }],
  keep: [{ side: 'left', columns: ['sale_id'] }],
  expect: 'many',
  ...more,
});
type Lookup = NonNullable<Join['lookups']>[number];
const followed = (first: Join, ...lookups: Lookup[]): Join => ({ ...first, ...Object.fromEntries([['lookups', lookups]]) });
const target = targetOf({ sale_id: 'int' });
const specWith = (steps: Step[], columns = target): TransformSpec => specOf(steps, columns, sources);
const brief = (...steps: Step[]): string[] =>
  diagnosticsOf(specWith(steps), catalog).map(({ code, at, expected }) => `${code} ${at} → ${expected.join(' | ')}`);
/** Whether the steps make these columns a key, as the checker sees it. */
const isKey = (steps: Step[], columns: Readonly<Record<string, string>>, key: string[]): boolean => {
  const declared = targetOf(columns, { key });
  const notNull = { ...declared, columns: declared.columns.map((column) => ({ ...column, nullable: false })) };
  return !notesOf(specWith(steps, notNull), catalog).some(({ code }) => code === 'key-not-unique');
};

describe('a condition between two inputs', () => {
  const of = (condition: string): string[] => brief(join({ on: [], condition }));
  it.each([
    ['left.sold >= right.since', []],
    ['"left".sold >= "right"."since"', []],
    ['left.sold = since', ['ambiguous-column /steps/0/condition#12-17 → right.since']],
    ['product = right.product', ['ambiguous-column /steps/0/condition#0-7 → left.product | right.product']],
    ['colour = right.product', ['ambiguous-column /steps/0/condition#0-6 → left.colour | right.colour']],
    ['left.produkt = right.product', ['unknown-column /steps/0/condition#0-12 → left.product | left.amount']],
    ['left.sale_id', ['type-mismatch /steps/0/condition#0-12 → boolean']],
    ['sales.sold >= right.since', ['syntax /steps/0/condition#0-6 → sold']],
    ['left. >= 1', ['syntax /steps/0/condition#6-8 → a column']],
    ['sum(left.sale_id) > 1', ['aggregate-misuse /steps/0/condition#0-17 → an aggregate step | a window step']],
  ])('%s', (condition, problems) => expect(of(condition)).toEqual(problems));

  it('is the only place where a column names its side', () => {
    expect(brief({ name: 's', do: 'filter', input: 'sales', where: 'left.sale_id > 1' })).toEqual(['syntax /steps/0/where#0-12 → sale_id']);
    expect(brief(join({ on: [{ left: 'left.product', right: 'product' }] }))).toEqual(['syntax /steps/0/on/0/left#0-12 → product']);
  });

  it('left(…) and right(…) stay functions, and a lone left stays reserved', () => {
    expect(parse('left(product, 2)', '/x')).toMatchObject({ is: 'parsed', tree: { is: 'call', name: 'left' } });
    expect(parse('left', '/x')).toMatchObject({ is: 'wrong', problem: { expected: ['"left"'] } });
    expect(parse('left.sold', '/x')).toMatchObject({ is: 'parsed', tree: { is: 'column', name: 'sold', side: 'left', start: 0, end: 9 } });
  });
});

describe('what belongs to a kind of join', () => {
  it.each<[string, Partial<Join>, string[]]>([
    ['a cross join with keys', { kind: 'cross' }, ['join-keys /steps/0/on → inner']],
    ['a cross join with a condition', { kind: 'cross', on: [], condition: 'true' }, ['join-keys /steps/0/condition → inner']],
    ['a left join with neither', { on: [] }, ['join-keys /steps/0/on → cross']],
    ['an asof join without times', { kind: 'asof' }, ['join-asof /steps/0/asof → asof: { left, right }']],
    ['times without asof', { asof: { left: 'sold', right: 'since' } }, ['join-asof /steps/0/asof → kind: asof']],
    ['a flag that is always true', { kind: 'inner', matched_as: 'm' }, ['join-matched /steps/0/matched_as → left | full']],
    [
      'both sides of a semi join',
      { kind: 'semi', coalesce: [{ left: 'product', right: 'product', as: 'p' }] },
      ['join-keep /steps/0/coalesce → left'],
    ],
    [
      'times of two types',
      { kind: 'asof', asof: { left: 'amount', right: 'since' } },
      ['type-mismatch /steps/0/asof → cast(since as decimal(8,2)) | cast(amount as date)'],
    ],
    [
      'times that are text',
      { kind: 'asof', asof: { left: 'product', right: 'product' } },
      ['type-mismatch /steps/0/asof → cast(product as text) | cast(product as text)'],
    ],
    [
      'one column of two types',
      { coalesce: [{ left: 'sold', right: 'price', as: 'x' }] },
      ['type-mismatch /steps/0/coalesce/0 → a select before the join, with cast(price as timestamp)'],
    ],
    [
      'an unknown column of both',
      { coalesce: [{ left: 'sould', right: 'since', as: 'x' }] },
      ['unknown-column /steps/0/coalesce/0/left → sold'],
    ],
    ['a flag of a name that is taken', { matched_as: 'sale_id' }, ['duplicate-column /steps/0/matched_as → sale_id_2']],
    ['nothing kept', { keep: [{ side: 'left', columns: [] }] }, ['no-columns /steps/0/keep → all']],
  ])('%s', (_, more, problems) => expect(brief(join(more))).toEqual(problems));

  it('a name from both sides is renamed, or one column is made of both', () => {
    const keep: Join['keep'] = [
      { side: 'left', columns: 'all' },
      { side: 'right', columns: ['city', 'sold'] },
    ];
    const on = [{ left: 'store', right: 'store' }];
    expect(brief(join({ right: 'stores', on, keep }))).toEqual([
      'duplicate-column /steps/0/keep/1/columns/1 → { "column": "sold", "as": "stores_sold" } | coalesce: { "left": "sold", "right": "sold", "as": "sold" }',
    ]);
  });
});

describe('a list of lookups', () => {
  const base = join({
    right: 'stores',
    on: [{ left: 'store', right: 'store' }],
    keep: [
      { side: 'left', columns: ['sale_id', 'product', 'sold'] },
      { side: 'right', columns: ['city'] },
    ],
    expect: 'at-most-one',
  });
  const region: Lookup = { right: 'regions', kind: 'left', on: [{ left: 'city', right: 'city' }], keep: ['region'], expect: 'at-most-one' };
  const price: Lookup = {
    right: 'prices',
    kind: 'asof',
    on: [{ left: 'product', right: 'product' }],
    asof: { left: 'sold', right: 'since' },
    keep: ['price'],
    expect: 'at-most-one',
  };
  const lookups = followed(base, region, price);
  const wide = targetOf({ sale_id: 'int', region: 'text', price: 'decimal(8,2)' });

  it('is a chain of joins, of which the last has the name of the step', () => {
    const plan = planOf(specWith([lookups], wide), catalog);
    expect(plan.steps.map(({ name }) => name)).toEqual(['j with stores', 'j with regions', 'j']);
    expect(plan.result).toBe('j');
    expect(sentences(plan)[2]).toBe(
      'j: every row of j with regions, with the last row of prices where product of j with regions equals product of prices and since of prices is not after sold of j with regions, or with nothing; each row of j with regions meets at most one.',
    );
  });

  it('names that are taken, or too long for PostgreSQL, become others', () => {
    const name = 'a'.repeat(60);
    const taken: Step = { name: 'j with stores', do: 'filter', input: 'sales', where: 'sale_id > 1' };
    expect(planOf(specWith([taken, { ...lookups, left: 'j with stores' }], wide), catalog).steps[1]?.name).toBe('j with stores 2');
    const long = planOf(specWith([{ ...lookups, name }], wide), catalog).steps.map((step) => step.name);
    expect(new Set(long).size).toBe(3);
    expect(long.every((each) => each.length <= 63)).toBe(true);
  });

  it('tells one row per sale still, and what is wrong in which of them', () => {
    expect(isKey([lookups], { sale_id: 'int', price: 'decimal(8,2)' }, ['sale_id'])).toBe(true);
    const wrong = followed(base, { ...region, on: [{ left: 'town', right: 'city' }], keep: ['nation'] }, price);
    expect(brief(wrong)).toEqual([
      'unknown-column /steps/0/lookups/0/on/0/left#0-4 → ',
      'unknown-column /steps/0/lookups/0/keep/0 → region',
    ]);
  });
});

describe('keys after a join', () => {
  const keep = (left: Join['keep'][number]['columns'], right: Join['keep'][number]['columns']): Join['keep'] => [
    { side: 'left', columns: left },
    { side: 'right', columns: right },
  ];
  const bySum = (name: string, input: string): Step => ({
    name,
    do: 'aggregate',
    input,
    by: ['product'],
    compute: [{ name: `${name}_rows`, expr: 'count(*)' }],
  });
  const full = (more: Partial<Join> = {}): Step[] => [
    { name: 'known', do: 'filter', input: 'sales', where: 'product is not null' },
    bySum('a', 'known'),
    bySum('b', 'prices'),
    join({
      left: 'a',
      right: 'b',
      kind: 'full',
      coalesce: [{ left: 'product', right: 'product', as: 'product' }],
      keep: keep(['a_rows'], ['b_rows']),
      ...more,
    }),
  ];

  it('a full join of unique keys made one column is unique by it', () => {
    expect(isKey(full(), { product: 'text' }, ['product'])).toBe(true);
  });
  it('but not where a condition keeps rows of one key apart', () => {
    expect(isKey(full({ condition: 'left.a_rows > right.b_rows' }), { product: 'text' }, ['product'])).toBe(false);
  });
  it('nor where both sides may have NULL keys, unless those match', () => {
    const either = (nulls: boolean): Step[] => [
      { name: 'loose', do: 'select', input: 'prices', columns: [{ name: 'product', expr: "nullif(product, '')" }], others: 'drop' },
      bySum('a', 'sales'),
      bySum('b', 'loose'),
      join({
        left: 'a',
        right: 'b',
        kind: 'full',
        on: [{ left: 'product', right: 'product', ...(nulls && { nulls: 'match' }) }],
        coalesce: [{ left: 'product', right: 'product', as: 'product' }],
        keep: keep(['a_rows'], ['b_rows']),
      }),
      { name: 'present', do: 'filter', where: 'product is not null' },
    ];
    expect(isKey(either(true), { product: 'text' }, ['product'])).toBe(true);
    expect(isKey(either(false), { product: 'text' }, ['product'])).toBe(false);
  });
  it('asof finds one row at most, whatever the right key is', () => {
    const asof = join({ kind: 'asof', asof: { left: 'sold', right: 'since' }, keep: keep(['sale_id'], ['price']), expect: 'at-most-one' });
    expect(isKey([asof], { sale_id: 'int' }, ['sale_id'])).toBe(true);
    expect(notesOf(specWith([asof]), catalog).map(({ code }) => code)).not.toContain('join-may-multiply');
  });
  it('a pair of rows is told apart by both keys, also where a left row is alone', () => {
    const many = join({ right: 'stores', on: [{ left: 'product', right: 'city' }], keep: keep(['sale_id'], ['store']) });
    const present: Step = { name: 'p', do: 'filter', where: 'store is not null' };
    expect(isKey([many, present], { sale_id: 'int', store: 'int' }, ['sale_id', 'store'])).toBe(true);
    expect(isKey([many, present], { sale_id: 'int', store: 'int' }, ['sale_id'])).toBe(false);
  });
  it('a range may find several', () => {
    const range = join({ condition: 'left.sold >= right.since', expect: 'at-most-one' });
    expect(isKey([range], { sale_id: 'int' }, ['sale_id'])).toBe(false);
    expect(notesOf(specWith([range]), catalog).map(({ code }) => code)).toContain('join-may-multiply');
  });
  it('rows without a partner in a one-row table are many', () => {
    const one: Step = { name: 'one', do: 'aggregate', input: 'stores', by: [], compute: [{ name: 'store', expr: 'max(store)' }] };
    const anti = join({
      left: 'stores',
      right: 'one',
      kind: 'anti',
      on: [{ left: 'store', right: 'store' }],
      keep: [{ side: 'left', columns: 'all' }],
    });
    expect(isKey([one, anti], { city: 'text' }, [])).toBe(true);
    expect(brief(one, anti, { name: 'x', do: 'select', columns: [{ name: 'sale_id', expr: 'value(j, store)' }], others: 'drop' })).toEqual([
      'not-one-row /steps/2/columns/0/expr#6-7 → an aggregate with by: [] | top with n: 1 and ties: break',
    ]);
  });
  it('a filter on what an outer join may leave NULL is noted, also after asof and for both sides of a full join', () => {
    const noted = (more: Partial<Join>, where: string): boolean =>
      notesOf(specWith([join({ keep: keep(['sale_id', 'store'], ['price']), ...more }), { name: 'f', do: 'filter', where }]), catalog).some(
        ({ code }) => code === 'filter-undoes-outer-join',
      );
    expect(noted({ kind: 'asof', asof: { left: 'sold', right: 'since' } }, 'price > 1')).toBe(true);
    expect(noted({ kind: 'full' }, 'store > 1')).toBe(true);
    expect(noted({ kind: 'inner' }, 'price > 1')).toBe(false);
    expect(noted({ kind: 'left', matched_as: 'm' }, 'm')).toBe(false);
  });
});

describe('a join in words', () => {
  const said = (more: Partial<Join>): string | undefined =>
    sentences(planOf(specWith([join({ keep: [{ side: 'left', columns: 'all' }], ...more })]), catalog))[0];
  it.each<[Partial<Join>, string]>([
    [
      { condition: 'left.sold >= right.since', on: [] },
      'j: every row of sales, with each row of prices where sold of sales >= since of prices, or with nothing.',
    ],
    [
      { on: [{ left: 'product', right: 'product', nulls: 'match' }] },
      'j: every row of sales, with each row of prices where product of sales equals product of prices, also where both are NULL, or with nothing.',
    ],
    [
      { right: 'sales', on: [{ left: 'store', right: 'sale_id' }] },
      'j: every row of the left sales, with each row of the right sales where store of the left sales equals sale_id of the right sales, or with nothing.',
    ],
  ])('%j', (more, words) => expect(said(more)).toBe(words));
});
