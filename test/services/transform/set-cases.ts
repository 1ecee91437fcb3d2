// Rows of several inputs, and first rows with their places.
import type { Step } from '../../../contracts/generated/types.ts';
import { stepCase as of, type StepCase } from './step-case.ts';

type SetStep = Extract<Step, { do: 'union' | 'intersect' | 'except' }>;
const together = (kind: SetStep['do'], rows: SetStep['rows'], inputs: readonly string[] = ['a', 'b']): Step => ({
  name: 'together',
  do: kind,
  inputs: [...inputs],
  rows,
});
const all = { k: 'bigint', x: 'text', d: 'decimal(12,4)', g: 'double' };

export const setCases: readonly StepCase[] = [
  of(
    'union all: columns by name, widened',
    'a b',
    together('union', 'all'),
    { k: 'bigint', x: 'text', d: 'decimal(12,4)' },
    `1|a|1.5, 1|a|1.5, 1|a|1.5, 2|∅|∅, 2|∅|∅, 3|A|2, 4|é|3
     1|a|1.5, 1|a|1.5, 2|∅|∅, 3|A|2.0001, 4|é|3`,
  ),
  of(
    'union distinct: NULL equals NULL and NaN equals NaN',
    'a b',
    together('union', 'distinct'),
    all,
    '1|a|1.5|1, 2|∅|∅|∅, 3|A|2|0, 3|A|2.0001|0, 4|é|3|NaN',
  ),
  of(
    'union with columns that one input lacks',
    'c a',
    { name: 'u', do: 'union', inputs: ['a', 'c', 'c'], rows: 'distinct', missing: 'null' },
    { more: 'date', k: 'int', x: 'text' },
    '∅|1|a, ∅|2|∅, ∅|3|A, ∅|4|é, 2024-02-29|7|∅, ∅|1|∅',
  ),
  of('intersect all: as often as in both', 'a b', together('intersect', 'all'), all, '1|a|1.5|1, 1|a|1.5|1, 2|∅|∅|∅, 4|é|3|NaN'),
  of('intersect distinct', 'a b', together('intersect', 'distinct'), all, '1|a|1.5|1, 2|∅|∅|∅, 4|é|3|NaN'),
  of('except all: as often as more than in the other', 'a b', together('except', 'all'), all, '1|a|1.5|1, 2|∅|∅|∅, 3|A|2|0'),
  of('except distinct', 'a b', together('except', 'distinct'), all, '3|A|2|0'),
  of('except of three: what neither of the others has', 'a c', together('except', 'all', ['c', 'c', 'c']), { k: 'int' }, ''),
  of('rows are compared by columns that the target does not take', 'a', together('except', 'distinct', ['a', 'a']), { k: 'int' }, ''),
];

const ranked = (more: Partial<Extract<Step, { do: 'top' }>>): Step => ({
  name: 't',
  do: 'top',
  n: 3,
  order: [{ expr: 'at', direction: 'asc' }],
  ties: 'break',
  rank_as: 'place',
  ...more,
});
export const topCases: readonly StepCase[] = [
  of('top with places of all rows', 'readings', ranked({}), { place: 'bigint', id: 'int' }, '1|1, 2|7, 3|9'),
  of(
    'top with places of all rows, ties kept',
    'readings',
    ranked({ ties: 'keep', n: 4 }),
    { place: 'bigint', id: 'int' },
    '1|1, 1|7, 1|9, 4|2, 4|8, 4|10',
  ),
  of(
    'top with places per group',
    'readings',
    ranked({ by: ['sensor'], n: 1 }),
    { sensor: 'text', place: 'bigint', id: 'int' },
    'a|1|1, b|1|7, ∅|1|9',
  ),
  of('top with places that are not taken', 'readings', ranked({ by: ['sensor'], n: 1 }), { id: 'int' }, '1, 7, 9'),
];
