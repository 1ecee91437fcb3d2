// Columns as rows, elements as rows, filled gaps.
import type { Step } from '../../../contracts/generated/types.ts';
import { stepCase as of, type StepCase } from './step-case.ts';
import { writtenJson } from './step-tables.ts';

const label = { name_as: 'which', value_as: 'v' } as const;
export const unpivotCases: readonly StepCase[] = [
  of(
    'unpivot keeps NULLs and widens',
    'quarters',
    {
      name: 'u',
      do: 'unpivot',
      columns: [
        { column: 'q1', label: 'it\'s "1"' },
        { column: 'q2', label: 'q.2' },
        { column: 'q3', label: '' },
      ],
      keep: ['id'],
      ...label,
      nulls: 'keep',
    },
    { id: 'int', which: 'text', v: 'decimal(20,1)' },
    `1|it's "1"|10, 1|q.2|9007199254740993, 1||0.5, 2|it's "1"|∅, 2|q.2|∅, 2||∅`,
  ),
  of(
    'unpivot drops NULLs, and two columns may share a label',
    'quarters',
    {
      name: 'u',
      do: 'unpivot',
      columns: [
        { column: 'day', label: 'time' },
        { column: 'at', label: 'time' },
      ],
      keep: [],
      ...label,
      nulls: 'drop',
    },
    { which: 'text', v: 'timestamp' },
    'time|2024-02-29 00:00:00, time|2024-02-29 10:00:00',
  ),
  of(
    'unpivot of which only the value is taken',
    'quarters',
    { name: 'u', do: 'unpivot', columns: [{ column: 'q1', label: 'a' }], keep: ['id', 'q1'], ...label, nulls: 'drop' },
    { v: 'int' },
    '10',
  ),
];

export const unnestCases: readonly StepCase[] = [
  of(
    'unnest of an array, with places; NULL elements stay',
    'documents',
    { name: 'u', do: 'unnest', column: 'tags', as: 'tag', position_as: 'place', empty: 'drop' },
    { id: 'int', tag: 'text', place: 'int' },
    [
      ['1', 'a', '1'],
      ['1', null, '2'],
      ['1', '', '3'],
      ['1', 'b,c', '4'],
      ['1', 'a', '5'],
      ['4', '{}', '1'],
    ],
  ),
  of(
    'unnest that keeps rows whose array is empty or NULL',
    'documents',
    { name: 'u', do: 'unnest', column: 'numbers', as: 'n', position_as: 'place', empty: 'keep' },
    { place: 'int', id: 'int', n: 'int' },
    '1|1|3, 2|1|1, ∅|2|∅, ∅|3|∅, 1|4|∅, ∅|5|∅',
  ),
  of(
    'unnest of JSON: an element is its part of the text, null is NULL',
    'documents',
    [
      { name: 'f', do: 'filter', where: 'id = 1' },
      { name: 'u', do: 'unnest', column: 'raw', as: 'item', position_as: 'place', empty: 'drop' },
      asText('place'),
    ],
    { place: 'int', item: 'text' },
    [...writtenJson.map(([, text], at) => [`${at + 1}`, text]), [`${writtenJson.length + 1}`, null]],
  ),
  of(
    'unnest of JSON that is no array, or nothing',
    'documents',
    [{ name: 'u', do: 'unnest', column: 'raw', as: 'item', empty: 'keep' }, { name: 'f', do: 'filter', where: 'id > 1' }, asText('id')],
    { id: 'int', item: 'text' },
    [
      ['2', null],
      ['3', null],
      ['4', null],
      ['5', '[1, 2]'],
    ],
  ),
  of(
    'unnest of jsonb',
    'documents',
    [{ name: 'u', do: 'unnest', column: 'items', as: 'item', empty: 'drop' }, asText('id')],
    { id: 'int', item: 'text' },
    [
      ['1', '{"a": "ß", "b": 1}'],
      ['1', '"x"'],
      ['1', '1.10'],
      ['1', null],
    ],
  ),
];
function asText(beside: string): Step {
  return {
    name: 'texts',
    do: 'select',
    columns: [
      { name: beside, expr: beside },
      { name: 'item', expr: 'cast(item as text)' },
    ],
    others: 'drop',
  };
}

const fill = (columns: Extract<Step, { do: 'fill' }>['columns'], more: Partial<Extract<Step, { do: 'fill' }>> = {}): Step => ({
  name: 'f',
  do: 'fill',
  columns,
  ...more,
});
const previous = (name: string) => ({ name, with: 'previous' as const });
export const fillCases: readonly StepCase[] = [
  of(
    'fill with constants and expressions over the row as it was',
    'readings',
    [
      { name: 'p', do: 'filter', where: 'id < 4' },
      fill([
        { name: 'value', with: 'value', value: 'at * 10' },
        { name: 'unit', with: 'value', value: "concat('u', cast(value as text))" },
      ]),
    ],
    { id: 'int', value: 'int', unit: 'text' },
    '1|10|∅, 2|5|C, 3|30|∅',
  ),
  of(
    'fill with the last value before, per partition; nothing stands before the first',
    'readings',
    fill([previous('value'), previous('unit'), previous('ok')], { partition: ['sensor'], order: [{ expr: 'at', direction: 'asc' }] }),
    { id: 'int', value: 'int', unit: 'text', ok: 'boolean' },
    '1|∅|∅|∅, 2|5|C|true, 3|5|C|true, 4|5|F|true, 5|0|F|false, 6|0|F|false, 7|∅|∅|∅, 8|∅|K|∅, 9|9|∅|∅, 10|9|∅|∅',
  ),
  of(
    'fill in an order over all rows, backwards, beside a constant',
    'readings',
    [
      { name: 'p', do: 'filter', where: "sensor = 'a'" },
      fill([previous('value'), { name: 'unit', with: 'value', value: "'?'" }], { order: [{ expr: 'at', direction: 'desc' }] }),
    ],
    { id: 'int', value: 'int', unit: 'text' },
    '1|5|?, 2|5|C, 3|0|?, 4|0|F, 5|0|?, 6|∅|?',
  ),
];
