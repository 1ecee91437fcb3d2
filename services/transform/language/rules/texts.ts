// Rules about texts, times and NULL.
import { gives, type RuleSection } from '../rule.ts';

const texts: RuleSection = {
  title: 'Texts',
  rules: [
    {
      id: 'text-order',
      says: 'texts compare and sort by code point',
      examples: [
        { expr: "'Z' < 'a'", gives: 'true' },
        { expr: "'z' < 'é'", gives: 'true' },
        { step: 'text sorts by code point: capitals before small letters, and accents behind both' },
      ],
    },
    {
      id: 'case-by-unicode',
      says: 'upper and lower follow Unicode, whatever the locale of the server',
      examples: gives(["upper('straße')", "'STRASSE'"], ["lower('ÀÉ')", "'àé'"]),
    },
    {
      id: 'empty-text-is-a-value',
      says: 'an empty text is a value, not NULL',
      examples: gives(["coalesce('', 'x')", "''"], ["length('')", '0']),
    },
    {
      id: 'concatenation-of-null',
      says: 'concat and || with NULL are NULL; concat_ws leaves NULLs out',
      examples: gives(
        ["'a' || cast(null as text)", 'cast(null as text)'],
        ["concat('a', cast(null as text))", 'cast(null as text)'],
        ["concat_ws('-', 'a', cast(null as text), 'b')", "'a-b'"],
      ),
    },
    {
      id: 'characters',
      says: 'characters are code points, positions count from 1',
      examples: gives(["length('é😀')", '2'], ["substring('abc', 1, 1)", "'a'"]),
    },
    {
      id: 'like',
      says: 'like is case-sensitive, ilike is not; % stands for any text, _ for one character, a backslash before them for themselves',
      examples: gives(
        ["'Ada' like 'A%'", 'true'],
        ["'Ada' like 'a%'", 'false'],
        ["'Ada' ilike 'a%'", 'true'],
        ["'5%' like '_\\%'", 'true'],
      ),
    },
  ],
};

const times: RuleSection = {
  title: 'Dates and times',
  rules: [
    {
      id: 'weeks-start-monday',
      says: 'weeks start on Monday; isodow counts from 1 Monday to 7 Sunday',
      examples: gives(["date_trunc('week', date '2025-03-09')", "date '2025-03-03'"], ["isodow(date '2025-03-09')", '7']),
    },
    {
      id: 'date-trunc-keeps-its-type',
      says: 'date_trunc gives the type that it is given',
      examples: gives(
        ["date_trunc('month', date '2025-03-09')", "date '2025-03-01'"],
        ["date_trunc('hour', timestamp '2025-03-09 10:20:30')", "timestamp '2025-03-09 10:00:00'"],
      ),
    },
    {
      id: 'months-clamp',
      says: 'a month later is the same day, or the last one where the month is shorter',
      examples: gives(
        ["add_months(date '2025-01-31', 1)", "date '2025-02-28'"],
        ["add_months(date '2024-02-29', 12)", "date '2025-02-28'"],
      ),
    },
    {
      id: 'datediff-counts-starts',
      says: 'datediff(unit, from, to) counts the starts of the unit that lie between',
      examples: gives(
        ["datediff('day', date '2025-02-28', date '2025-03-01')", '1'],
        ["datediff('month', date '2025-01-31', date '2025-02-01')", '1'],
        ["datediff('year', date '2024-12-31', date '2025-01-01')", '1'],
      ),
    },
    {
      id: 'utc',
      says: 'a timestamptz is seen as its wall clock in UTC; at_zone gives the wall clock of another zone',
      examples: gives(
        ["hour(cast(timestamp '2025-07-01 22:30:00' as timestamptz))", '22'],
        ["at_zone(cast(timestamp '2025-07-01 22:30:00' as timestamptz), 'Europe/Vienna')", "timestamp '2025-07-02 00:30:00'"],
      ),
    },
    {
      id: 'clock-changes',
      says: 'of an hour that a clock shows twice the earlier moment is meant; a time that it jumps over is moved forward; zones are named, never abbreviated',
      examples: [
        {
          expr: "at_zone(timestamp '2025-10-26 02:30:00', 'Europe/Vienna')",
          gives: "cast(timestamp '2025-10-26 00:30:00' as timestamptz)",
        },
        {
          expr: "at_zone(timestamp '2025-03-30 02:30:00', 'Europe/Vienna')",
          gives: "cast(timestamp '2025-03-30 01:30:00' as timestamptz)",
        },
        { expr: "at_zone(timestamp '2025-03-30 02:30:00', 'CET')", refused: 'unknown-zone' },
      ],
    },
    {
      id: 'run-date',
      says: 'a date that the words name is a literal; only today is the run date, which is a parameter',
      examples: [{ step: 'a parameter is a value that expressions read' }],
    },
  ],
};

const nulls: RuleSection = {
  title: 'NULL and logic',
  rules: [
    {
      id: 'three-valued-logic',
      says: 'a comparison with NULL is NULL; and, or and not follow three-valued logic; a filter keeps only what is true',
      examples: [
        { expr: 'cast(null as int) = 1 and false', gives: 'false' },
        { expr: 'cast(null as int) = 1 or true', gives: 'true' },
        { step: 'filter keeps rows for which the condition is true, not those where it is NULL' },
      ],
    },
    {
      id: 'null-safe',
      says: 'is distinct from and is not distinct from take NULL for a value',
      examples: gives(['cast(null as int) is not distinct from null', 'true'], ['1 is distinct from null', 'true']),
    },
    {
      id: 'in-with-null',
      says: 'in is NULL where nothing equals and a value is NULL',
      examples: [{ expr: '2 in (1, null)', gives: 'cast(null as boolean)' }, { step: 'not in with NULL among the values keeps nothing' }],
    },
    {
      id: 'greatest-and-least',
      says: 'greatest and least leave NULLs out',
      examples: gives(['greatest(1, cast(null as int))', '1'], ['least(cast(null as int), cast(null as int))', 'cast(null as int)']),
    },
    {
      id: 'null-is-a-group',
      says: 'NULL is a group of its own, and equal to NULL where rows are made distinct; as a key of a join it matches nothing unless the key says so',
      examples: [
        { step: 'aggregate gives one row per group; NULL is a group' },
        { step: 'dedupe without keys keeps equal rows once; NULL equals NULL' },
        { step: 'keys that match NULL with NULL say so' },
      ],
    },
    {
      id: 'names',
      says: 'names without quotes are read in lower case; a name with other letters stands in double quotes',
      examples: [{ corpus: 'hostile-names' }],
    },
    {
      id: 'between-includes-both-ends',
      says: 'between includes both ends',
      examples: gives(['1 between 1 and 2', 'true'], ['2 between 1 and 2', 'true']),
    },
  ],
};

export const textSections: readonly RuleSection[] = [texts, times, nulls];
