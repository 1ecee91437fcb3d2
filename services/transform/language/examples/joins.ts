// Joins of every kind.
import type { StepExample } from '../example.ts';
import { customers, join, leftOnly, pair, tables } from './join-tables.ts';

export const joinExamples: readonly StepExample[] = [
  {
    name: 'an inner join gives each left row with each of its partners; NULL never matches',
    shows: 'join',
    tables,
    steps: [join('inner')],
    columns: pair,
    expect: [
      ['Ada', 11],
      ['Ada', 12],
      ['Bo', 13],
    ],
  },
  {
    name: 'a left join keeps every left row, with NULL where it has no partner',
    shows: 'join',
    tables,
    steps: [join('left', { matched_as: 'has_order' })],
    columns: { ...pair, has_order: 'boolean' },
    expect: [
      ['Ada', 11, true],
      ['Ada', 12, true],
      ['Bo', 13, true],
      ['Cy', null, false],
    ],
  },
  {
    name: 'a right join keeps every right row',
    shows: 'join',
    tables,
    steps: [join('right')],
    columns: pair,
    expect: [
      ['Ada', 11],
      ['Ada', 12],
      ['Bo', 13],
      [null, 14],
      [null, 15],
    ],
  },
  {
    name: 'a full join keeps every row of both sides',
    shows: 'join',
    tables,
    steps: [join('full')],
    columns: pair,
    expect: [
      ['Ada', 11],
      ['Ada', 12],
      ['Bo', 13],
      ['Cy', null],
      [null, 14],
      [null, 15],
    ],
  },
  {
    name: 'a semi join gives left rows that have a partner, each once',
    shows: 'join',
    tables,
    steps: [join('semi', { keep: leftOnly })],
    columns: { name: 'text' },
    expect: [['Ada'], ['Bo']],
  },
  {
    name: 'an anti join gives left rows that have no partner',
    shows: 'join',
    tables,
    steps: [join('anti', { keep: leftOnly })],
    columns: { name: 'text' },
    expect: [['Cy']],
  },
  {
    name: 'a cross join gives every pair',
    shows: 'join',
    tables: { customers, sizes: { columns: { size: 'text!' }, key: ['size'], rows: [['S'], ['L']] } },
    steps: [join('cross', { right: 'sizes', keep: [...leftOnly, { side: 'right', columns: ['size'] }] })],
    columns: { name: 'text', size: 'text' },
    expect: [
      ['Ada', 'S'],
      ['Ada', 'L'],
      ['Bo', 'S'],
      ['Bo', 'L'],
      ['Cy', 'S'],
      ['Cy', 'L'],
    ],
  },
];
