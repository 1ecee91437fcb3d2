// Rows made of nothing, and rows reached from others.
import type { Step } from '../../../contracts/generated/types.ts';
import { stepCase as of, type StepCase } from './step-case.ts';

type Sequence = Extract<Step, { do: 'sequence' }>;
const sequence = (from: string, to: string, unit: Sequence['unit'], every = 1): Sequence => ({
  name: 's',
  do: 'sequence',
  column: 'v',
  from,
  to,
  unit,
  every,
});
const least: Step = {
  name: 'least',
  do: 'aggregate',
  by: [],
  compute: [
    { name: 'first', expr: 'min(first)' },
    { name: 'last', expr: 'max(last)' },
    { name: 'n', expr: 'max(n)' },
  ],
};
export const sequenceCases: readonly StepCase[] = [
  of('sequence of numbers', 'ends', sequence('-1', '8', 'number', 4), { v: 'int' }, '-1, 3, 7'),
  of(
    'sequence of great numbers up to the greatest',
    'ends',
    sequence('9223372036854775805', '9223372036854775807', 'number', 2),
    { v: 'bigint' },
    '9223372036854775805, 9223372036854775807',
  ),
  of(
    'sequence of months from the 31st',
    'ends',
    sequence("date '2024-01-31'", "date '2024-05-31'", 'month'),
    { v: 'date' },
    '2024-01-31, 2024-02-29, 2024-03-31, 2024-04-30, 2024-05-31',
  ),
  of(
    'sequence of quarters that ends before its end',
    'ends',
    sequence("'2023-11-30'", "'2024-08-29'", 'quarter'),
    { v: 'date' },
    '2023-11-30, 2024-02-29, 2024-05-30',
  ),
  of(
    'sequence of years from a leap day',
    'ends',
    sequence("date '2020-02-29'", "date '2024-02-28'", 'year', 2),
    { v: 'date' },
    '2020-02-29, 2022-02-28',
  ),
  of(
    'sequence of weeks',
    'ends',
    sequence("date '2024-02-26'", "date '2024-03-11'", 'week'),
    { v: 'date' },
    '2024-02-26, 2024-03-04, 2024-03-11',
  ),
  of(
    'sequence of hours between dates',
    'ends',
    sequence("date '2024-03-31'", "date '2024-04-01'", 'hour', 8),
    { v: 'timestamp' },
    '2024-03-31 00:00:00, 2024-03-31 08:00:00, 2024-03-31 16:00:00, 2024-04-01 00:00:00',
  ),
  of(
    'sequence of minutes',
    'ends',
    sequence("timestamp '2024-12-31 23:59:30'", "timestamp '2025-01-01 00:03:00'", 'minute', 2),
    { v: 'timestamp' },
    '2024-12-31 23:59:30, 2025-01-01 00:01:30',
  ),
  of(
    'sequence of days of times',
    'ends',
    sequence("timestamp '2024-02-28 23:00:00'", "timestamp '2024-03-01 22:59:59'", 'day'),
    { v: 'timestamp' },
    '2024-02-28 23:00:00, 2024-02-29 23:00:00',
  ),
  of('sequence from one value to itself', 'ends', sequence("date '2024-01-01'", "date '2024-01-01'", 'day'), { v: 'date' }, '2024-01-01'),
  of('sequence whose end is before its start', 'ends', sequence("date '2024-01-02'", "date '2024-01-01'", 'day'), { v: 'date' }, ''),
  of('sequence of numbers whose end is before its start', 'ends', sequence('3', '1', 'number'), { v: 'int' }, ''),
  of('sequence to NULL', 'ends', sequence('1', 'cast(null as int)', 'number'), { v: 'int' }, ''),
  of(
    'sequence between values of one row',
    'ends',
    [least, sequence('value(least, first)', 'value(least, last)', 'month')],
    { v: 'date' },
    '2024-01-01, 2024-02-01, 2024-03-01, 2024-04-01, 2024-05-01',
  ),
  of('sequence up to a value of one row', 'ends', [least, sequence('1', 'value(least, n)', 'number')], { v: 'bigint' }, '1, 2, 3'),
  of(
    'sequence to a value of a row that is not there',
    'ends',
    [
      { name: 'none', do: 'filter', where: 'id > 99' },
      { name: 'one', do: 'top', n: 1, order: [{ expr: 'id', direction: 'asc' }], ties: 'break' },
      sequence("date '2024-01-01'", 'value(one, last)', 'day'),
    ],
    { v: 'date' },
    '',
  ),
];

type Walk = Extract<Step, { do: 'walk' }>;
const walk = (more: Partial<Walk> & Pick<Walk, 'start' | 'direction'>): Step => ({
  name: 'w',
  do: 'walk',
  id: 'id',
  parent: 'boss',
  level_as: 'level',
  depth: 5,
  ...more,
});
export const walkCases: readonly StepCase[] = [
  of(
    'walk down from the roots',
    'staff',
    walk({
      start: 'boss is null',
      direction: 'down',
      carry: [
        { column: 'name', as: 'top' },
        { column: 'id', as: 'top_id' },
      ],
      path_as: 'path',
    }),
    { top: 'text', name: 'text', level: 'int', path: 'text', top_id: 'int' },
    'ann|ann|0|1|1, ann|bob|1|1/2|1, ann|cid|1|1/3|1, ann|dan|2|1/2/4|1, ann|eve|3|1/2/4/5|1, fay|fay|0|6|6',
  ),
  of(
    'walk down from every row: a row once per start row',
    'staff',
    walk({ start: 'id in (1, 2, 4)', direction: 'down', carry: [{ column: 'id', as: 'start' }], depth: 50 }),
    { start: 'int', id: 'int', level: 'int' },
    '1|1|0, 1|2|1, 1|3|1, 1|4|2, 1|5|3, 2|2|0, 2|4|1, 2|5|2, 4|4|0, 4|5|1',
  ),
  of(
    'walk up ends where the parent is NULL or not there',
    'staff',
    walk({ start: 'id in (5, 7)', direction: 'up', carry: [{ column: 'name', as: 'who' }], path_as: 'way' }),
    { who: 'text', name: 'text', level: 'int', way: 'text' },
    'eve|eve|0|5, eve|dan|1|5/4, eve|bob|2|5/4/2, eve|ann|3|5/4/2/1, gil|gil|0|7',
  ),
  of(
    'walk of which neither keys nor way are taken',
    'staff',
    walk({ start: 'boss is null', direction: 'down', path_as: 'path' }),
    { name: 'text' },
    'ann, bob, cid, dan, eve, fay',
  ),
  of(
    'walk through rows that share an id',
    'loose',
    walk({ start: 'boss is null', direction: 'down', path_as: 'path' }),
    { name: 'text', level: 'int', path: 'text' },
    'one|0|1, two|1|1/2, zwei|1|1/2, three|2|1/2/3, three|2|1/2/3, nobody|3|∅, nobody|3|∅, lost|0|∅',
  ),
  of(
    'walk up from a row without an id',
    'loose',
    walk({ start: 'id is null', direction: 'up', path_as: 'path' }),
    { name: 'text', level: 'int', path: 'text' },
    'nobody|0|∅, three|1|∅, two|2|∅, zwei|2|∅, one|3|∅, one|3|∅, lost|0|∅',
  ),
  of(
    'walk never enters what is on the way already',
    'codes',
    walk({ id: 'code', parent: 'above', start: "code in ('x', 'p')", direction: 'down', path_as: 'path' }),
    { code: 'text', level: 'int', path: 'text' },
    'x|0|x, y|1|x/y, p|0|p, r|1|p/r, s|1|p/s, q|2|p/r/q',
  ),
  of(
    'walk ends at its greatest level',
    'staff',
    walk({ start: 'id = 1', direction: 'down', depth: 1 }),
    { name: 'text', level: 'int' },
    'ann|0, bob|1, cid|1',
  ),
];
