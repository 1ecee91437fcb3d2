import { describe, expect, it } from 'vitest';
import type { Ast } from '../../../services/transform/parse/ast.ts';
import { parse } from '../../../services/transform/parse/parse.ts';

// the tree as brackets, so that precedence can be read
const shape = (tree: Ast): string => {
  switch (tree.is) {
    case 'column':
      return tree.quoted ? `"${tree.name}"` : tree.name;
    case 'number':
      return tree.text;
    case 'text':
      return `'${tree.value}'`;
    case 'boolean':
      return String(tree.value);
    case 'null':
      return 'null';
    case 'typed-text':
      return `${tree.type} '${tree.value}'`;
    case 'operator':
      return `(${[tree.name, ...tree.args.map(shape)].join(' ')})`;
    case 'call': {
      const where = tree.where === undefined ? '' : ` where ${shape(tree.where)}`;
      const keys = (tree.order ?? []).map(({ value, direction, nulls }) => `${shape(value)} ${direction} ${nulls}`);
      const order = keys.length === 0 ? '' : ` by ${keys.join(', ')}`;
      return `${tree.name}(${tree.distinct ? 'distinct ' : ''}${tree.star ? '*' : tree.args.map(shape).join(', ')}${order})${where}`;
    }
    case 'case': {
      const branches = tree.branches.map(({ when, value }) => `${shape(when)}: ${shape(value)}`);
      return `case[${tree.subject ? `${shape(tree.subject)} of ` : ''}${[...branches, ...(tree.otherwise ? [shape(tree.otherwise)] : [])].join('; ')}]`;
    }
    case 'cast':
      return `${shape(tree.value)}::${tree.type}`;
  }
};
const read = (text: string): string => {
  const parsed = parse(text, '/expr');
  return parsed.is === 'parsed' ? shape(parsed.tree) : `${parsed.problem.at.replace('/expr', '')} ${parsed.problem.message}`;
};

describe('expressions are read as PostgreSQL reads them', () => {
  it.each([
    ['a + b * c', '(add a (multiply b c))'],
    ['a - b - c', '(subtract (subtract a b) c)'],
    ['a || b + 1', '(join-text a (add b 1))'],
    ['-a * b', '(multiply (negate a) b)'],
    ['-1::int', '(negate 1::int)'],
    ['a * -1', '(multiply a (negate 1))'],
    ['not a = b', '(not (equal a b))'],
    ['not a is null', '(not (is-null a))'],
    ['a = b is null', '(is-null (equal a b))'],
    ['a or b and not c', '(or a (and b (not c)))'],
    ['a between 1 and 2 and b', '(and (between a 1 2) b)'],
    ['a not between b and c + 1', '(not-between a b (add c 1))'],
    ["a like 'x' || 'y'", "(like a (join-text 'x' 'y'))"],
    ['a in (1, 2) or b', '(or (in a 1 2) b)'],
    ['a = b like c', '(equal a (like b c))'],
    ['a is distinct from b = c', '(is-distinct a (equal b c))'],
    ['a is not distinct from null', '(is-not-distinct a null)'],
    ['a is not true', '(is-not-true a)'],
    ['a <> 1', '(not-equal a 1)'],
    ['a != 1', '(not-equal a 1)'],
    ['first(a order by b desc, c + 1 nulls first)', 'first(a by b desc last, (add c 1) asc first)'],
    ["string_agg(distinct a, ',' order by a) filter (where b)", "string_agg(distinct a, ',' by a asc last) where b"],
    ['a <-1', '(less a (negate 1))'],
    ['a=-1', '(equal a (negate 1))'],
    ['case when a then 1 when b then 2 else 3 end', 'case[a: 1; b: 2; 3]'],
    ["case a when 1 then 'x' end", "case[a of 1: 'x']"],
    ['count(*)', 'count(*)'],
    ['count(distinct a, b) filter (where c > 1)', 'count(distinct a, b) where (greater c 1)'],
    ['cast(a as numeric(12, 2))', 'a::decimal(12,2)'],
    ['a::double precision + 1', '(add a::double 1)'],
    ["extract(year from a) + position('x' in b)", "(add year(a) position('x', b))"],
    ["date '2025-03-01'", "date '2025-03-01'"],
    ["timestamp'2025-03-01 10:00:00'", "timestamp '2025-03-01 10:00:00'"],
    ['date', 'date'],
    ['timestamp + 1', '(add timestamp 1)'],
    ['left(a, 1)', 'left(a, 1)'],
    ['Customer_ID', 'customer_id'],
    ['"Customer ""X"""', '"Customer "X""'],
    ["'it''s'", "'it's'"],
    ['(a)', 'a'],
    ['.5 + 1.25', '(add .5 1.25)'],
  ])('%s', (text, tree) => {
    expect(read(text)).toBe(tree);
  });
});

describe('what is not part of the language is refused, with its place', () => {
  it.each([
    ['a +', '#3-3 The expression ends too early'],
    ['a b', '#2-3 B is out of place'],
    ['a < b < c', '#6-7 < is out of place'],
    ["a like 'x' like 'y'", '#11-15 Like is out of place'],
    ['a is distinct from b is null', '#21-23 Is is out of place'],
    ['a -- comment', '#2-4 Comments are not part of the language'],
    ['a /* comment */', '#2-4 Comments are not part of the language'],
    ['a || -1 %-1', '#8-10 There is no operator %-'],
    ['a ^ 2', '#2-3 There is no operator ^'],
    ['o.amount', '#0-2 A step sees the plain columns of its input, without the name of a table'],
    ['user', '#0-4 User is a word of SQL; a column of that name is written in quotes'],
    ['left + 1', '#0-4 Left is a word of SQL; a column of that name is written in quotes'],
    ["'open", "#0-5 The quote ' is not closed"],
    ["e'x'", '#0-2 Literals that begin with e are not part of the language'],
    ['1a', '#0-2 A number ends where a name begins; numbers are written as 12 or 12.5'],
    ['(select 1)', '#1-7 Select is a word of SQL; a column of that name is written in quotes'],
    ['exists (a)', '#0-6 Exists is not part of the language'],
    ['a; b', '#1-2 The character ";" has no meaning here'],
    ['a[1:2]', '#3-4 The character ":" has no meaning here'],
    ['', '#0-0 The expression ends too early'],
    ['a between not b and c', '#10-13 Not binds more weakly than what stands before it: it needs brackets'],
    ['a = not b', '#4-7 Not binds more weakly than what stands before it: it needs brackets'],
    ['except(a)', '#0-6 Except is not part of the language'],
    ['json_value(a)', '#0-10 Json_value is not part of the language'],
    ['operator(a)', '#0-8 Operator is not part of the language'],
    ['first(distinct)', '#14-15 ) is out of place'],
    ['count(* order by a)', '#8-13 Order is out of place'],
    ['coalesce(distinct a)', '#9-17 Distinct is a word of SQL; a column of that name is written in quotes'],
    ['greatest(a) filter (where b)', '#12-18 Filter is out of place'],
    ['nullif(a)', '#0-6 Nullif takes two values'],
    ['cast(a as null)', '#10-14 Null is out of place'],
    ['a::out', '#3-6 Out is out of place'],
    ['a::int(4)', '#3-9 Int is written without these digits'],
    ['a::decimal(99999999999)', '#11-22 A whole number belongs here'],
    [`"${'é'.repeat(32)}"`, '#0-34 A name has at most 63 bytes'],
    [`1${'+1'.repeat(500)}`, '#0-1001 An expression is at most 500 operators deep'],
  ])('%s', (text, problem) => {
    expect(read(text)).toBe(problem);
  });

  it('nests only so deep', () => {
    expect(read(`${'('.repeat(400)}a${')'.repeat(400)}`)).toContain('nested at most 150 deep');
  });
});
