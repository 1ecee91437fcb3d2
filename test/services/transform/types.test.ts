import { describe, expect, it } from 'vitest';
import { pgType, readExpression, sparkType, typeOf } from '../../../services/transform/index.ts';
import { planOf, specOf, targetOf, typeOfExpression } from './fixture.ts';

describe('every expression has one type', () => {
  it.each([
    ['1', 'int'],
    ['3000000000', 'bigint'],
    ['-2147483648', 'int'],
    ['12345678901234567890', 'decimal(20,0)'],
    ['0.05', 'decimal(2,2)'],
    ['1.50', 'decimal(3,2)'],
    ['quantity + 1', 'int'],
    ['quantity * 3000000000', 'bigint'],
    ['quantity / 2', 'decimal(16,6)'],
    ['quantity / order_id', 'decimal(21,11)'],
    ['order_amount * 2', 'decimal(14,2)'],
    ['order_amount * quantity', 'decimal(23,2)'],
    ['order_amount / quantity', 'decimal(23,13)'],
    ['order_amount + 0.005', 'decimal(14,3)'],
    ['order_amount % 3', 'decimal(3,2)'],
    ['order_amount * order_amount * order_amount * order_amount', 'may-overflow'],
    ['order_amount * order_amount * order_amount', 'decimal(38,6)'],
    ['trunc(order_amount, 1)', 'decimal(11,1)'],
    ['trunc(order_amount, -2)', 'decimal(10,0)'],
    ['sqrt(order_amount)', 'double'],
    ['tags', 'text[]'],
    ['tags[1]', 'text'],
    ["split(note, ',')", 'text[]'],
    ["(split(note, ','))[quantity]", 'text'],
    ['array_length(tags)', 'int'],
    ['placed + days(1)', 'date'],
    ['months(2) + shipped', 'timestamp'],
    ["at_zone(shipped, 'Europe/Vienna')", 'timestamptz'],
    ['seconds_between(placed, shipped)', 'decimal(18,6)'],
    ["months_between(shipped, placed, 'whole')", 'int'],
    ["json_text(details, '$.a')", 'text'],
    ['cast(quantity as boolean)', 'boolean'],
    ['weight * order_amount', 'double'],
    ['coalesce(order_amount, 0)', 'decimal(12,2)'],
    ['coalesce(quantity, 0.5)', 'decimal(11,1)'],
    ['coalesce(placed, shipped)', 'timestamp'],
    ['case when paid then order_amount end', 'decimal(12,2)'],
    ['round(order_amount)', 'decimal(11,0)'],
    ['round(order_amount, 1)', 'decimal(12,1)'],
    ['ceil(order_amount)', 'decimal(11,0)'],
    ['round(weight, 2)', 'double'],
    ["date_trunc('month', placed)", 'date'],
    ["date_trunc('month', shipped)", 'timestamp'],
    ["datediff('day', placed, shipped)", 'int'],
    ["datediff('hour', shipped, shipped)", 'bigint'],
    ["placed >= '2025-01-01'", 'boolean'],
    ['cast(note as decimal(10,2))', 'decimal(10,2)'],
    ["try_cast(note, 'bigint')", 'bigint'],
  ])('%s is %s', (expr, type) => {
    expect(typeOfExpression(expr)).toBe(type);
  });

  it.each([
    ['sum(quantity)', 'bigint'],
    ['sum(order_amount)', 'decimal(22,2)'],
    ['avg(quantity)', 'decimal(16,6)'],
    ['avg(order_amount)', 'decimal(16,6)'],
    ['avg(weight)', 'double'],
    ['count(*)', 'bigint'],
    ['max(placed)', 'date'],
    ['bool_or(paid)', 'boolean'],
  ])('%s is %s', (expr, type) => {
    const plan = planOf(specOf([{ name: 'a', do: 'aggregate', by: [], compute: [{ name: 'value', expr }] }], targetOf({ value: type })));
    expect(plan.target.columns[0]?.computed).toBe(type);
  });

  it('marks what depends on the order of adding', () => {
    const compute = ['sum(weight)', 'sum(order_amount)', 'max(weight)', 'count(weight)', 'round(avg(weight), 2)'].map((expr, at) => ({
      name: `c${at}`,
      expr,
    }));
    const plan = planOf(
      specOf(
        [{ name: 'a', do: 'aggregate', by: [], compute }],
        targetOf({ c0: 'double', c1: 'decimal(22,2)', c2: 'double', c3: 'bigint', c4: 'double' }),
      ),
    );
    expect(plan.target.columns.map(({ exactness }) => exactness)).toEqual(['float', 'exact', 'exact', 'exact', 'float']);
  });
});

const listOf = (element: string): string =>
  `case when "c" is not null then array(select ${element} from unnest("c") with ordinality as u(e, o) order by u.o) end`;

describe('PostgreSQL’s types', () => {
  it.each([
    ['smallint', 'int', '"c"::integer'],
    ['integer', 'int', '"c"'],
    ['real', 'float', '"c"'],
    ['numeric', 'decimal(38,18)', '"c"::numeric(38,18)'],
    ['numeric(12,2)', 'decimal(12,2)', '"c"'],
    ['numeric(50,10)', 'decimal(38,10)', '"c"::numeric(38,10)'],
    ['numeric(5,-2)', 'decimal(7,0)', '"c"::numeric(7,0)'],
    ['character varying(20)', 'text', '"c"::text'],
    ['character(3)', 'text', 'rpad("c"::text, 3)'],
    ['timestamp(3) without time zone', 'timestamp', '"c"'],
    ['timestamp with time zone', 'timestamptz', `("c" at time zone 'UTC')`],
    ['uuid', 'uuid', '"c"::text'],
    ['jsonb', 'json', '"c"::text'],
    ['inet', 'text', '"c"::text'],
    ['text[]', 'text[]', listOf('u.e::text')],
    ['character varying(5)[]', 'text[]', listOf('u.e::text::text')],
    ['smallint[]', 'int[]', listOf('u.e::integer::integer')],
    ['numeric(12,2)[]', 'decimal(12,2)[]', listOf('u.e::numeric(12,2)')],
    ['uuid[]', 'text[]', listOf('u.e::text::text')],
    ['timestamp with time zone[]', 'timestamp[]', listOf("(u.e at time zone 'UTC')::timestamp without time zone")],
    ['constructor', 'text', '"c"::text'],
    ['shop.mood', 'text', '"c"::text'],
    ['time without time zone', 'text', '"c"::text'],
  ])('%s is read as %s', (sourceType, type, sql) => {
    expect(typeOf(sourceType).type).toBe(type);
    expect(readExpression({ name: 'c', sourceType })).toBe(sql);
  });

  it.each(['bytea[]', 'money', 'money[]', 'numeric(1000,500)'])('%s is refused with advice', (sourceType) => {
    expect(typeOf(sourceType)).toEqual({ type: null, advice: expect.stringMatching(/view/) });
  });

  it('quotes the column', () => {
    expect(readExpression({ name: 'a"b', sourceType: 'smallint' })).toBe('"a""b"::integer');
  });

  it('stores each type of the language, and Spark knows each', () => {
    const types = ['int', 'float', 'decimal(12,2)', 'timestamptz', 'json', 'uuid', 'text', 'bytes', 'int[]', 'decimal(12,2)[]'];
    const stored = [
      'integer',
      'real',
      'numeric(12,2)',
      'timestamp with time zone',
      'jsonb',
      'uuid',
      'text',
      'bytea',
      'integer[]',
      'numeric(12,2)[]',
    ];
    const inSpark = [
      'int',
      'float',
      'decimal(12,2)',
      'timestamp',
      'string',
      'string',
      'string',
      'binary',
      'array<int>',
      'array<decimal(12,2)>',
    ];
    expect(types.map(pgType)).toEqual(stored);
    expect(types.map(sparkType)).toEqual(inSpark);
  });
});
