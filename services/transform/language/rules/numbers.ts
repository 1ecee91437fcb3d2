// Rules about numbers, and about what becomes of what.
import { gives, type RuleSection } from '../rule.ts';

const numbers: RuleSection = {
  title: 'Numbers',
  rules: [
    {
      id: 'division-is-exact',
      says: '/ of exact numbers is decimal division, also of integers, with at least six decimals; div gives the whole part',
      examples: gives(['7 / 2', '3.5'], ['1 / 3', '0.333333'], ['div(7, 2)', '3'], ['div(-7, 2)', '-3']),
    },
    {
      id: 'division-with-a-float',
      says: 'where one side of / is a float, the result is double',
      examples: gives(['cast(1 as double) / 4', 'cast(0.25 as double)']),
    },
    {
      id: 'remainder',
      says: '% takes the sign of the dividend',
      examples: gives(['-7 % 3', '-1'], ['7 % -3', '1'], ['5.5 % 2', '1.5']),
    },
    {
      id: 'decimal-literals',
      says: 'a literal with a point is decimal, never a float, and a literal takes no more digits than it is written with',
      examples: gives(['0.1 + 0.2', '0.3'], ['1.10 * 3', '3.3']),
    },
    {
      id: 'rounding',
      says: 'round goes half away from zero and keeps n decimals; floats are rounded by their shortest text; a negative n rounds to tens, hundreds …',
      examples: gives(
        ['round(2.5)', '3'],
        ['round(-2.5)', '-3'],
        ['round(1.005, 2)', '1.01'],
        ['round(cast(2.675 as double), 2)', 'cast(2.68 as double)'],
        ['round(1250, -2)', '1300'],
      ),
    },
    {
      id: 'float-to-decimal',
      says: 'a float becomes decimal by its shortest text, half away from zero',
      examples: gives(['cast(cast(1.005 as double) as decimal(5,2))', '1.01']),
    },
    {
      id: 'cast-to-integer',
      says: 'a cast to an integer cuts decimals off',
      examples: gives(
        ['cast(2.9 as int)', '2'],
        ['cast(-2.9 as int)', '-2'],
        ['cast(cast(1000.7 as double) as bigint)', 'cast(1000 as bigint)'],
      ),
    },
    {
      id: 'precision-loss',
      says: 'a result that needs more than 38 digits gives up decimals, with a note, as long as six remain; where digits before the point could be lost it is refused',
      examples: [
        { expr: 'cast(1.5 as decimal(20,18)) * cast(1.5 as decimal(20,18))', gives: '2.25' },
        { expr: 'cast(1.5 as decimal(38,18)) * cast(1.5 as decimal(38,18))', refused: 'may-overflow' },
      ],
    },
    {
      id: 'doubles',
      says: 'doubles follow IEEE 754: too large is infinity, too small 0; sqrt, ln and power of what has no result are NULL',
      examples: gives(['power(cast(10 as double), 400) > cast(1 as double)', 'true'], ['sqrt(cast(-1 as double))', 'cast(null as double)']),
    },
    {
      id: 'float-is-marked',
      says: 'what depends on the order in which floats are added is marked float: it is compared within the bound of its own rounding, everything else digit for digit',
      examples: [{ corpus: 'sensor-means' }],
    },
  ],
};

const conversions: RuleSection = {
  title: 'What becomes of what',
  rules: [
    {
      id: 'implicit-widening',
      says: 'only int → bigint → decimal, numbers → double, and date → timestamp (midnight) widen by themselves; anything else is a cast',
      examples: [
        { expr: 'case when true then 1 else 2.5 end', gives: '1.0' },
        { expr: "coalesce(date '2025-03-01', timestamp '2025-03-01 10:00:00')", gives: "timestamp '2025-03-01 00:00:00'" },
        { expr: "'1' + 1", refused: 'type-mismatch' },
        { expr: "coalesce(1, 'x')", refused: 'type-mismatch' },
      ],
    },
    {
      id: 'literals-adapt',
      says: 'a text literal beside a date, a timestamp or a uuid is one; a literal number takes the type of what it stands beside',
      examples: [
        { expr: "date '2025-03-01' >= '2025-01-01'", gives: 'true' },
        { expr: "date '2025-03-01' >= '2025-02-30'", refused: 'type-mismatch' },
      ],
    },
    {
      id: 'casts-fail-to-null',
      says: 'a cast that fails gives NULL and is counted, and a count that is not zero ends the run with examples of the rows; try_cast gives NULL and is not counted',
      examples: gives(
        ["try_cast('12x', 'int')", 'cast(null as int)'],
        ["try_cast('2025-02-30', 'date')", 'cast(null as date)'],
        ["try_cast('300', 'decimal(4,2)')", 'cast(null as decimal(4,2))'],
      ),
    },
    {
      id: 'texts-are-read-strictly',
      says: 'a text is read as a number, date or timestamp only in one spelling, with blanks around it at most: 12, -12.5, 2025-03-01, 2025-03-01 10:30:00; where decimals are read, 1.25e1 is a number as well',
      examples: gives(
        ["cast('-12.5' as decimal(5,2))", '-12.5'],
        ["cast(' 12 ' as int)", '12'],
        ["cast('1.25e1' as decimal(5,2))", '12.5'],
        ["cast('2025-03-01' as date)", "date '2025-03-01'"],
        ["try_cast('2025-3-1', 'date')", 'cast(null as date)'],
        ["try_cast('1e3', 'int')", 'cast(null as int)'],
      ),
    },
    {
      id: 'constants',
      says: 'what fails on constants alone is a mistake, found before anything runs',
      examples: [
        { expr: "cast('abc' as int)", refused: 'bad-literal' },
        { expr: '1 / 0', refused: 'division-by-zero' },
      ],
    },
    {
      id: 'arrays',
      says: 'arrays are equal element by element; they have no order and become nothing else',
      examples: [
        { expr: "split('a,b', ',') = split('a|b', '|')", gives: 'true' },
        { expr: "split('a', ',') < split('b', ',')", refused: 'type-mismatch' },
      ],
    },
    {
      id: 'target-types',
      says: 'the type of a target column is the computed one unless the spec declares another; a narrower one rounds, a note says so, and what does not fit ends the job',
      examples: [{ corpus: 'average-salary' }],
    },
  ],
};

export const numberSections: readonly RuleSection[] = [numbers, conversions];
