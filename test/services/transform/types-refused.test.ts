import { describe, expect, it } from 'vitest';
import { diagnosticsOf, notesOf, specOf, targetOf, typeOfExpression, valueSpec } from './fixture.ts';

const first = (expr: string): string => {
  const [problem] = diagnosticsOf(valueSpec(expr, 'bytes'));
  return `${problem?.code} ${problem?.at.replace('/steps/0/columns/0/expr#', '')} → ${problem?.expected.join(' | ')}`;
};

describe('what would fail on every row is a mistake of the spec', () => {
  it.each([
    ["cast('abc' as int)", "bad-literal 0-18 → try_cast(…, 'int')"],
    ["cast('2025-02-30' as date)", "bad-literal 0-26 → try_cast(…, 'date')"],
    ["cast('1.5' as int)", "bad-literal 0-18 → try_cast(…, 'int')"],
    ["cast('1e400' as double)", "bad-literal 0-23 → try_cast(…, 'double')"],
    ["cast('maybe' as boolean)", "bad-literal 0-24 → try_cast(…, 'boolean')"],
    ['cast(3000000000 as int)', "bad-literal 0-23 → try_cast(…, 'int')"],
    ["cast('123456' as decimal(5,2))", "bad-literal 0-30 → try_cast(…, 'decimal(5,2)')"],
    ['quantity / 0', 'division-by-zero 11-12 → nullif(…, 0)'],
    ['quantity % 0', 'division-by-zero 11-12 → nullif(…, 0)'],
    ['weight / 0.0', 'division-by-zero 9-12 → nullif(…, 0)'],
    ['div(quantity, 0)', 'division-by-zero 0-16 → nullif(…, 0)'],
  ])('%s', (expr, problem) => {
    expect(first(expr)).toBe(problem);
  });

  it.each([
    ["try_cast('abc', 'int')", 'int'],
    ["cast(' 12 ' as int)", 'int'],
    ["cast('9.995' as decimal(3,2))", 'decimal(3,2)'],
    ['quantity / nullif(quantity, 0)', 'decimal(21,11)'],
  ])('%s is none', (expr, type) => {
    expect(typeOfExpression(expr)).toBe(type);
  });
});

describe('patterns that engines read differently are refused', () => {
  it.each([
    ["regexp_extract(note, 'a|ab')", 'alternatives that begin alike'],
    ["regexp_extract(note, 'a+?b')", 'lazy repetition'],
    ["regexp_like(note, '(a)\\1')", 'refer back'],
    ["regexp_like(note, '(?=a)')", 'looking ahead'],
    ["regexp_like(note, '[[:alpha:]]')", 'after a backslash'],
    ["regexp_like(note, '\\p{L}')", 'not part of the language'],
    ["regexp_like(note, 'a**')", 'not repeated'],
    ["regexp_like(note, 'a{300}')", 'up to 255'],
    ["regexp_like(note, '(a')", 'not closed'],
    ["regexp_like(note, 'a)')", 'not opened'],
    ["regexp_like(note, '[z-a]')", 'no range'],
    ["regexp_replace(note, 'x*', '-')", 'may not be empty'],
    ["regexp_replace(note, '(a)', '\\2')", 'no group 2'],
    ["regexp_replace(note, 'a', '\\x')", 'number of a group'],
    ["regexp_extract(note, 'a?(ab)?c*')", 'may go on'],
    ["regexp_extract(note, '(.*)-(\\d+)x*', 1)", 'may go on'],
    ["regexp_extract(note, '-(a*|b)')", 'stands last'],
    ["regexp_extract(note, '(a)', 2)", 'no group 2'],
  ])('%s', (expr, reason) => {
    const [problem] = diagnosticsOf(valueSpec(expr, 'bytes'));
    expect(problem?.code).toBe('bad-pattern');
    expect(problem?.message).toContain(reason);
  });

  it.each([
    "regexp_like(note, 'a|ab')",
    "regexp_extract(note, '(.*)@(.*)', 1)",
    "regexp_extract(note, '^(.*)-(.*)-(.*)$', 2)",
    "regexp_extract(note, '\\((.*)\\)', 1)",
    "regexp_extract(note, '([a-z]+)(\\d+)?', 2)",
    "regexp_replace(note, '(foo|bar)+', '')",
    "regexp_extract(note, '-(b|a*)')",
  ])('%s is none of them', (expr) => {
    expect(typeOfExpression(expr)).toMatch(/^(text|boolean)$/);
  });
});

describe('times', () => {
  it.each([
    ["at_zone(shipped, 'Europe/Viena')", 'unknown-zone 0-32 → Europe/Vienna | Europe/Kiev | Europe/Riga | UTC'],
    ["at_zone(shipped, 'europe/vienna')", 'unknown-zone 0-33 → Europe/Vienna'],
    ["at_zone(shipped, 'Vienna')", 'unknown-zone 0-26 → Europe/Vienna'],
    ["to_date(note, 'DD/MM/YYYY')", "bad-pattern 0-27 → 'yyyy-MM-dd' | 'd.M.yyyy' | 'dd/MM/yyyy HH:mm:ss'"],
    ["to_date(note, 'yyyy-MM')", "bad-pattern 0-24 → 'yyyy-MM-dd' | 'd.M.yyyy' | 'dd/MM/yyyy HH:mm:ss'"],
    ["to_date(note, 'yyyy-MM-dd HH')", 'bad-pattern 0-30 → to_timestamp(text, pattern)'],
    ["to_timestamp(note, 'dMyyyy')", "bad-pattern 0-28 → 'yyyy-MM-dd' | 'd.M.yyyy' | 'dd/MM/yyyy HH:mm:ss'"],
    ["date_format(placed, 'HH:mm')", "bad-pattern 0-28 → 'yyyy-MM-dd'"],
    ["next_day(placed, 'mondy')", 'wrong-arguments 0-25 → monday | sunday'],
    ['days(3)', 'wrong-arguments 0-7 → placed + days(1) | placed - days(1)'],
    ['note + days(3)', 'type-mismatch 0-4 → cast(… as date) | cast(… as timestamp)'],
    ['placed + hours(3)', 'type-mismatch 0-6 → cast(… as timestamp)'],
    ['placed + days(1.5)', 'type-mismatch 14-17 → cast(… as int)'],
    ["months_between(placed, shipped, 'full')", 'wrong-arguments 0-39 → months_between(later, earlier, [whole])'],
  ])('%s', (expr, problem) => {
    expect(first(expr)).toBe(problem);
  });

  it.each(['Europe/Vienna', 'America/Argentina/Buenos_Aires', 'Asia/Kolkata', 'Etc/GMT+5', 'UTC'])('%s is a zone', (zone) => {
    expect(typeOfExpression(`at_zone(shipped, '${zone}')`)).toBe('timestamptz');
  });

  it.each(['CET', 'EST', '+01:00', 'Z', ''])('%s is none', (zone) => {
    expect(typeOfExpression(`at_zone(shipped, '${zone}')`)).toBe('unknown-zone');
  });
});

describe('arrays and documents', () => {
  it.each([
    ['note[1]', "type-mismatch 0-4 → split_part(…, ',', 1)"],
    ['details[1]', "type-mismatch 0-7 → json_text(…, '$[0]')"],
    ["tags['a']", 'type-mismatch 5-8 → …[1]'],
    ['tags < tags', "type-mismatch 0-11 → array_join(…, ',') | array_length(…)"],
    ['cast(tags as text)', "type-mismatch 0-18 → array_join(…, ',')"],
    ['cast(details as int)', "type-mismatch 0-20 → json_text(…, '$.name')"],
    ["json_text(details, 'a.b')", "bad-pattern 0-25 → '$.customer.name' | '$.items[0].price'"],
    ["json_text(details, '$.a[*]')", "bad-pattern 0-28 → '$.customer.name' | '$.items[0].price'"],
    ["split(note, '')", 'wrong-arguments 0-15 → split(text, separator)'],
    ['cast(note as uuid[])', 'unknown-type 13-19 → uuid'],
  ])('%s', (expr, problem) => {
    expect(first(expr)).toBe(problem);
  });

  it('arrays are equal element by element, and stored as they are', () => {
    expect(typeOfExpression("tags = split(note, ',')")).toBe('boolean');
    expect(diagnosticsOf(specOf([], targetOf({ tags: 'text[]' })))).toEqual([]);
  });
});

describe('digits', () => {
  const wide = (expr: string, type: string) => notesOf(valueSpec(expr, type)).map(({ code, at, message }) => [code, at, message]);

  it('says which decimals are given up', () => {
    expect(wide('order_amount / cast(order_amount as decimal(38,10))', 'decimal(38,18)')).toEqual([
      [
        'precision-lost',
        '/steps/0/columns/0/expr#0-51',
        '/ of decimal(12,2) and decimal(38,10) is kept to 18 of its 41 decimals, for a decimal has 38 digits',
      ],
    ]);
  });

  it('refuses what may need more digits before the point than there are', () => {
    expect(first('cast(order_amount as decimal(38,10)) * cast(order_amount as decimal(20,2))')).toBe(
      'may-overflow 0-74 → cast(… as decimal(18,6)) in one of both',
    );
  });

  it('says where money is a float', () => {
    const step = { name: 'a', do: 'select', columns: [{ name: 'total_price', expr: 'weight' }], others: 'drop' } as const;
    const doubled = {
      name: 'b',
      do: 'select',
      columns: [{ name: 'value', expr: 'total_price * 2 + total_price' }],
      others: 'drop',
    } as const;
    const notes = notesOf(
      specOf(
        [
          { ...step, columns: [...step.columns] },
          { ...doubled, columns: [...doubled.columns] },
        ],
        targetOf({ value: 'double' }),
      ),
    );
    expect(notes.map(({ code, at, expected }) => [code, at, ...expected])).toEqual([
      ['float-money', '/steps/1/columns/0/expr#0-11', 'cast(total_price as decimal(18,2))'],
      ['float-money', '/steps/1/columns/0/expr#18-29', 'cast(total_price as decimal(18,2))'],
    ]);
  });
});
