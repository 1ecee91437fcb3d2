import { describe, expect, it } from 'vitest';
import type { Step, TransformSpec } from '../../../contracts/generated/types.ts';
import { boundedPlan, check, expectations, lineage, renderOracle, renderPyspark, sentences } from '../../../services/transform/index.ts';
import type { Plan } from '../../../services/transform/plan.ts';
import { catalogOf, diagnosticsOf, notesOf, planOf, specOf, tableOf, targetOf } from './fixture.ts';

const tables = catalogOf(
  tableOf('shop', 'a', ['id'], { id: 'integer!', name: 'text', amount: 'numeric(10,2)', body: 'jsonb' }),
  tableOf('shop', 'b', ['id'], { id: 'bigint!', nme: 'text', amount: 'text', body: 'jsonb' }),
  tableOf('shop', 'c', ['id'], { id: 'integer!', Name: 'text', wide: 'numeric(38,0)' }),
  tableOf('shop', 'd', ['id'], { id: 'integer!', wide: 'numeric(38,18)', g: 'double precision', h: 'double precision' }),
  tableOf('shop', 'e', ['id'], { id: 'bigint!', g: 'double precision' }),
);
const all = 'a b c d e'.split(' ').map((name) => ({ name, table: name }));
const pick = (input: string, ...names: string[]): Step => ({
  name: `${input}_only`,
  do: 'select',
  input,
  columns: names.map((name) => ({ name, expr: name })),
  others: 'drop',
});
type Kind = 'union' | 'intersect' | 'except';
const together = (kind: Kind, inputs: string[], more: { rows?: 'all' | 'distinct'; missing?: 'null' } = {}): Step =>
  ({ name: 'together', do: kind, inputs, rows: more.rows ?? 'all', ...(more.missing && { missing: more.missing }) }) as Step;
const spec = (steps: Step[], columns: Readonly<Record<string, string>> = { id: 'bigint' }, key: string[] = []): TransformSpec => {
  const target = targetOf(columns, { key });
  return specOf(steps, { ...target, columns: target.columns.map((each) => ({ ...each, nullable: !key.includes(each.name) })) }, all);
};
const brief = (from: TransformSpec): string[] =>
  diagnosticsOf(from, tables).map(({ code, at, got, expected }) => `${code} ${at} ${got} → ${expected.join(' | ')}`);
const planned = (steps: Step[], columns?: Readonly<Record<string, string>>): Plan => planOf(spec(steps, columns), tables);

describe('rows of several inputs', () => {
  it('name a column that an input lacks, with the nearest of its names, and what to do', () => {
    expect(brief(spec([pick('a', 'id', 'name'), pick('b', 'id', 'nme'), together('union', ['a_only', 'b_only'])]))).toEqual([
      'missing-column /steps/2/inputs/0 a_only → a select with nme from name | missing: null, to have NULL in its rows',
      'missing-column /steps/2/inputs/1 b_only → a select with name from nme | missing: null, to have NULL in its rows',
    ]);
    expect(brief(spec([pick('a', 'id', 'name'), pick('b', 'id'), together('except', ['a_only', 'b_only'])]))).toEqual([
      'missing-column /steps/2/inputs/1 b_only → a select of a_only without name',
    ]);
  });
  it('refuse types that nothing holds, naming both casts and the input', () => {
    expect(brief(spec([pick('a', 'id', 'amount'), pick('b', 'id', 'amount'), together('union', ['a_only', 'b_only'])]))).toEqual([
      'type-mismatch /steps/2/inputs/1 amount → cast(amount as decimal(10,2)) in b_only | cast(amount as text) in a_only',
    ]);
    expect(brief(spec([pick('c', 'id', 'wide'), pick('d', 'id', 'wide'), together('union', ['c_only', 'd_only'])]))).toEqual([
      'type-mismatch /steps/2/inputs/1 wide → cast(wide as decimal(38,0)) in d_only | cast(wide as decimal(38,18)) in c_only',
    ]);
  });
  it('take names that differ in case for a clash, for Spark knows only one of them', () => {
    expect(brief(spec([pick('a', 'id', 'name'), together('union', ['a_only', 'c'], { missing: 'null' })]))).toEqual([
      'duplicate-column /steps/1 Name → Name_2',
    ]);
  });
  it('cannot be compared by JSON, and need not be where all rows stay', () => {
    expect(brief(spec([pick('a', 'id', 'body'), together('union', ['a_only', 'a_only'], { rows: 'distinct' })]))).toEqual([
      'type-mismatch /steps/1 body → a select without body | rows: all',
    ]);
    expect(brief(spec([pick('a', 'id', 'body'), together('intersect', ['a_only', 'a_only'])]))).toEqual([
      'type-mismatch /steps/1 body → a select without body',
    ]);
    expect(brief(spec([together('union', ['a', 'a'])]))).toEqual([]);
  });
  it('name inputs that are not there', () => {
    expect(brief(spec([together('union', ['a', 'aa'])]))).toEqual(['unknown-input /steps/0/inputs/1 aa → a | b | c']);
  });
  it('are NULL where any input of a union may be, and only where all inputs of an intersect may be', () => {
    const of = (kind: Kind, ...inputs: string[]) =>
      planned([
        pick('a', 'id'),
        { name: 'maybe', do: 'select', input: 'd', columns: [{ name: 'id', expr: 'nullif(id, 3)' }], others: 'drop' },
        together(kind, inputs),
      ]).steps.at(-1)?.columns[0]?.nullable;
    expect([
      of('union', 'a_only', 'maybe'),
      of('union', 'a_only', 'a_only'),
      of('intersect', 'maybe', 'a_only'),
      of('intersect', 'maybe', 'maybe'),
    ]).toEqual([true, false, false, true]);
    expect([of('except', 'a_only', 'maybe'), of('except', 'maybe', 'a_only')]).toEqual([false, true]);
  });
});

describe('keys of several inputs', () => {
  const isKey = (...steps: Step[]): boolean =>
    !notesOf(spec(steps, { id: 'bigint' }, ['id']), tables).some(({ code }) => code === 'key-not-unique');
  it('are none after a union of all rows, and all columns after one of different rows', () => {
    expect(isKey(pick('a', 'id'), together('union', ['a_only', 'a_only']))).toBe(false);
    expect(isKey(pick('a', 'id'), together('union', ['a_only', 'a_only'], { rows: 'distinct' }))).toBe(true);
  });
  it('are those of the first input where rows are only taken away', () => {
    expect(isKey(pick('a', 'id', 'name'), together('except', ['a_only', 'a_only']))).toBe(true);
    expect(isKey(pick('a', 'id', 'name'), together('intersect', ['a_only', 'a_only']))).toBe(true);
  });
  it('are lost where great numbers become floats', () => {
    const floats: Step = {
      name: 'floats',
      do: 'select',
      input: 'd',
      columns: [
        { name: 'id', expr: 'g' },
        { name: 'g', expr: 'h' },
      ],
      others: 'drop',
    };
    const filtered: Step = { name: 'f', do: 'filter', where: 'id is not null' };
    const target = spec([floats, together('except', ['e', 'floats']), filtered], { id: 'double' }, ['id']);
    expect(notesOf(target, tables).map(({ code }) => code)).toContain('key-not-unique');
  });
});

describe('a plan of several inputs', () => {
  it('reads only wanted columns where all rows stay, and all columns where rows are compared', () => {
    const read = (rows: 'all' | 'distinct') =>
      planned([pick('a', 'id', 'name'), together('union', ['a_only', 'a_only'], { rows })], { id: 'int' }).sources.map(({ columns }) =>
        columns.map(({ name }) => name),
      );
    expect([read('all'), read('distinct')]).toEqual([[['id']], [['id', 'name']]]);
  });
  it('says in words what is missing, and where values come from', () => {
    const plan = planned([together('union', ['a', 'd'], { missing: 'null' })], { id: 'int', name: 'text', g: 'double' });
    expect(sentences(plan)[0]).toBe('together: the rows of a and d; name and g NULL where there is no such column.');
    expect(lineage(plan).id?.from).toEqual([
      { table: 'shop.a', column: 'id' },
      { table: 'shop.d', column: 'id' },
    ]);
    expect(lineage(plan).name?.from).toEqual([{ table: 'shop.a', column: 'name' }]);
  });
  it('carries the bounds of floats through all rows, and none where rows are compared', () => {
    const sums: Step = { name: 'sums', do: 'aggregate', input: 'd', by: ['id'], compute: [{ name: 'g', expr: 'sum(g)' }] };
    const of = (rows: 'all' | 'distinct') => boundedPlan(planned([sums, together('union', ['sums', 'e'], { rows })], { g: 'double' }));
    expect(of('all').bounds).toHaveProperty('g');
    expect(renderOracle(of('all').plan)).toContain('0::double precision as "bound');
    expect(of('distinct').bounds).toEqual({});
  });
  it('does not ask for promises', () => {
    expect(expectations(planned([together('union', ['a', 'a'])]))).toEqual([]);
  });
});

it('a plan without sources compiles: a sequence is made of nothing', () => {
  const checked = check(
    {
      sources: [],
      steps: [{ name: 'n', do: 'sequence', column: 'n', from: '1', to: '3', every: 1, unit: 'number' }],
      target: targetOf({ n: 'int' }),
      assumptions: [],
    },
    tables,
  );
  expect(checked.is === 'sound' && renderPyspark(checked.plan)).toContain(
    'n = spark.range(1, 4).select(F.col("id").cast("int").alias("n"))\n\n    return n',
  );
});
