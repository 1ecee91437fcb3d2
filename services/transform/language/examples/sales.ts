// Sales of products in regions, for the examples of groups and windows.
import type { ExampleTable } from '../example.ts';

export const sales: ExampleTable = {
  columns: { id: 'integer!', region: 'text', product: 'text', amount: 'integer', price: 'numeric(8,2)' },
  key: ['id'],
  rows: [
    [1, 'north', 'a', 10, '1.00'],
    [2, 'north', 'b', 20, '2.50'],
    [3, 'north', 'b', null, null],
    [4, 'south', 'a', 5, '0.10'],
    [5, null, 'a', 1, '9.99'],
  ],
};
