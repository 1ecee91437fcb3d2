// How expressions are written: literals, operators, and the forms that are no functions.
import { gives, type RuleSection } from '../rule.ts';

export const forms: RuleSection = {
  title: 'How expressions are written',
  rules: [
    {
      id: 'literals',
      says: "12, 12.5, 'text' (a quote within is doubled), true, false, null, date '2025-03-01', timestamp '2025-03-01 10:30:00'",
      examples: gives(["length('it''s')", '4'], ["year(date '2025-03-01')", '2025'], ["minute(timestamp '2025-03-01 10:30:00')", '30']),
    },
    {
      id: 'arithmetic',
      says: '+ - * / % with their usual precedence; a minus before a value',
      examples: gives(['2 + 3 * 4', '14'], ['(2 + 3) * 4', '20'], ['10 - 4 - 3', '3'], ['-(2 - 5)', '3']),
    },
    {
      id: 'comparison',
      says: '= <> < <= > >=; != is <>',
      examples: gives(['1 <> 2', 'true'], ['1 != 1', 'false'], ["'a' <= 'b'", 'true']),
    },
    {
      id: 'logic',
      says: 'not binds before and, and before or',
      examples: gives(['true or true and false', 'true'], ['not false and false', 'false'], ['not (false and false)', 'true']),
    },
    {
      id: 'case',
      says: 'case when … then … else … end takes the first branch that is true; case x when … compares; without else it is NULL',
      examples: gives(
        ["case when 1 > 2 then 'a' when 2 > 1 then 'b' else 'c' end", "'b'"],
        ["case 2 when 1 then 'a' when 2 then 'b' end", "'b'"],
        ["case when false then 'a' end", 'cast(null as text)'],
        ["case when cast(null as boolean) then 'a' else 'b' end", "'b'"],
      ),
    },
    {
      id: 'membership',
      says: 'in and not in take a list of values, between and not between two ends',
      examples: gives(["'a' in ('a', 'b')", 'true'], ['3 not in (1, 2)', 'true'], ['3 not between 1 and 2', 'true']),
    },
    {
      id: 'escapes',
      says: 'like and ilike take another escape character than the backslash',
      examples: gives(["'50%' like '50!%' escape '!'", 'true'], ["'500' like '50!%' escape '!'", 'false'], ["'abc' not like 'b%'", 'true']),
    },
    {
      id: 'is-tests',
      says: 'is null, is true, is false, is distinct from, each also with not, are never NULL',
      examples: gives(
        ['cast(null as int) is null', 'true'],
        ['cast(null as boolean) is not true', 'true'],
        ['false is false', 'true'],
        ['cast(null as int) is not null', 'false'],
      ),
    },
    {
      id: 'concatenation',
      says: '|| puts texts one after the other',
      examples: gives(["'a' || 'b' || 'c'", "'abc'"]),
    },
    {
      id: 'casts',
      says: "cast(x as type) or x::type, and try_cast(x, 'type') where failing is no failure",
      examples: gives(["cast('12' as int)", '12'], ["'12'::int", '12'], ["try_cast('12', 'int')", '12']),
    },
    {
      id: 'elements',
      says: 'an element of an array by its place from 1; NULL where there is none',
      examples: gives(["(split('a,b', ','))[1]", "'a'"], ["(split('a,b', ','))[3]", 'cast(null as text)']),
    },
    {
      id: 'durations',
      says: 'a date or timestamp is moved by years(n), months(n), weeks(n), days(n), and a timestamp by hours(n), minutes(n), seconds(n) too',
      examples: gives(
        ["date '2025-01-31' + months(1)", "date '2025-02-28'"],
        ["date '2025-03-01' - days(1)", "date '2025-02-28'"],
        ["timestamp '2025-03-01 00:30:00' - hours(1)", "timestamp '2025-02-28 23:30:00'"],
      ),
    },
    {
      id: 'beside-the-input',
      says: 'param(name) reads a parameter, value(step, column) a step that has at most one row; it is NULL where that has none',
      examples: [{ step: 'a parameter is a value that expressions read' }, { step: 'value reads a column of a step that has one row' }],
    },
    {
      id: 'no-subqueries',
      says: 'there are no subqueries, and no functions but those of this page',
      examples: [
        { expr: '(select 1)', refused: 'syntax' },
        { expr: 'nvl(1, 2)', refused: 'unknown-function' },
      ],
    },
  ],
};
