// Printed expressions: brackets and quotes only where the meaning needs them.
import { describe, expect, it } from 'vitest';
import { parse } from '../../../services/transform/parse/parse.ts';
import { print } from '../../../services/transform/parse/print.ts';

const printed = (text: string): string => {
  const parsed = parse(text, '/expr');
  if (parsed.is === 'wrong') throw new Error(parsed.problem.message);
  return print(parsed.tree);
};

describe('an expression is printed in one way', () => {
  it.each([
    ['((a)) + ((b * c))', 'a + b * c'],
    ['(a + b) * c', '(a + b) * c'],
    ['a - (b - c)', 'a - (b - c)'],
    ['(a - b) - c', 'a - b - c'],
    ['(a = b) = c', '(a = b) = c'],
    ['NOT (a AND b) OR c', 'not (a and b) or c'],
    ['(a or b) is null', '(a or b) is null'],
    ['(a = b) is not true', 'a = b is not true'],
    ['a is distinct from (b is null)', 'a is distinct from (b is null)'],
    ['- (-a)', '- -a'],
    ['(-1)::int', 'cast(-1 as int)'],
    ['a::double precision', 'cast(a as double)'],
    ['cast(a as float)', 'cast(a as real)'],
    ['"a" + "A" + "select"', 'a + "A" + "select"'],
    ['Größe', '"größe"'],
    ["'it''s'", "'it''s'"],
    ["extract(year from a) + position('x' in b)", "year(a) + position('x' in b)"],
    ["trim(leading '0' from a)", "ltrim(a, '0')"],
    ["a like '10!%' escape '!'", "a like '10!%' escape '!'"],
    ['a between (b) and (c + 1)', 'a between b and c + 1'],
    ['(a || b)[1]', '(a || b)[1]'],
    ['Sum(DISTINCT a) FILTER (WHERE b)', 'sum(distinct a) filter (where b)'],
    ["string_agg(a, ',' order by b desc, c)", "string_agg(a, ',' order by b desc nulls last, c)"],
    ['case a when 1 then (b) else c end', 'case a when 1 then b else c end'],
    ['left.a = right."B"', 'left.a = right."B"'],
  ])('%s', (text, expected) => {
    expect(printed(text)).toBe(expected);
  });
});
