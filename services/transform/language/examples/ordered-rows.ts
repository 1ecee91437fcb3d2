// Rows by an order: dedupe, top, fill.
import type { StepExample } from '../example.ts';
import { orders } from './orders.ts';

export const orderedExamples: readonly StepExample[] = [
  {
    name: 'dedupe with keys keeps the first row by an order, which the remaining columns complete',
    shows: 'dedupe',
    tables: { orders },
    steps: [{ name: 'latest', do: 'dedupe', keys: ['customer'], order: [{ expr: 'placed', direction: 'desc' }] }],
    columns: { customer: 'text', order_id: 'int' },
    expect: [
      ['Ada', 2],
      ['Bo', 3],
      [null, 5],
    ],
  },
  {
    name: 'dedupe without keys keeps equal rows once; NULL equals NULL',
    shows: 'dedupe',
    tables: {
      visits: {
        columns: { page: 'text', day: 'date' },
        rows: [
          ['a', '2025-01-01'],
          ['a', '2025-01-01'],
          ['a', null],
          ['a', null],
          ['b', null],
        ],
      },
    },
    steps: [{ name: 'once', do: 'dedupe' }],
    columns: { page: 'text', day: 'date' },
    expect: [
      ['a', '2025-01-01'],
      ['a', null],
      ['b', null],
    ],
  },
  {
    name: 'top with ties kept gives also the rows that are equal to the last one',
    shows: 'top',
    tables: { orders },
    steps: [{ name: 'best', do: 'top', n: 2, order: [{ expr: 'amount', direction: 'desc' }], ties: 'keep', rank_as: 'place' }],
    columns: { order_id: 'int', place: 'bigint' },
    expect: [
      [1, 1],
      [2, 2],
      [3, 2],
    ],
  },
  {
    name: 'top with ties broken gives n rows per group, the order completed by the remaining columns',
    shows: 'top',
    tables: { orders },
    steps: [
      { name: 'first', do: 'top', n: 1, by: ['customer'], order: [{ expr: 'placed', direction: 'asc' }], ties: 'break', rank_as: 'place' },
    ],
    columns: { customer: 'text', order_id: 'int', place: 'bigint' },
    expect: [
      ['Ada', 1, 1],
      ['Bo', 3, 1],
      [null, 5, 1],
    ],
  },
  {
    name: 'NULLs sort last, in both directions',
    shows: 'top',
    tables: { orders },
    steps: [
      {
        name: 'order',
        do: 'top',
        n: 9,
        order: [
          { expr: 'placed', direction: 'desc' },
          { expr: 'order_id', direction: 'asc' },
        ],
        ties: 'break',
        rank_as: 'place',
      },
    ],
    columns: { place: 'bigint', order_id: 'int' },
    expect: [
      [1, 5],
      [2, 2],
      [3, 3],
      [4, 1],
      [5, 4],
    ],
  },
  {
    name: 'text sorts by code point: capitals before small letters, and accents behind both',
    shows: 'top',
    tables: { words: { columns: { word: 'text!' }, key: ['word'], rows: [['b'], ['a'], ['Z'], ['é'], ['z']] } },
    steps: [{ name: 'order', do: 'top', n: 9, order: [{ expr: 'word', direction: 'asc' }], ties: 'break', rank_as: 'place' }],
    columns: { place: 'bigint', word: 'text' },
    expect: [
      [1, 'Z'],
      [2, 'a'],
      [3, 'b'],
      [4, 'z'],
      [5, 'é'],
    ],
  },
  {
    name: 'fill puts constants, and the previous value in an order',
    shows: 'fill',
    tables: {
      readings: {
        columns: { sensor: 'text!', hour: 'integer!', value: 'integer', unit: 'text' },
        key: ['sensor', 'hour'],
        rows: [
          ['x', 1, null, null],
          ['x', 2, 20, 'C'],
          ['x', 3, null, null],
          ['y', 1, 7, null],
          ['y', 2, null, 'F'],
        ],
      },
    },
    steps: [
      {
        name: 'filled',
        do: 'fill',
        columns: [
          { name: 'value', with: 'previous' },
          { name: 'unit', with: 'value', value: "'C'" },
        ],
        partition: ['sensor'],
        order: [{ expr: 'hour', direction: 'asc' }],
      },
    ],
    columns: { sensor: 'text', hour: 'int', value: 'int', unit: 'text' },
    expect: [
      ['x', 1, null, 'C'],
      ['x', 2, 20, 'C'],
      ['x', 3, 20, 'C'],
      ['y', 1, 7, 'C'],
      ['y', 2, 7, 'F'],
    ],
  },
];
