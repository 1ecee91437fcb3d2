// Orders of customers, for the examples of steps that take rows as they are.
import type { ExampleTable } from '../example.ts';

export const orders: ExampleTable = {
  columns: { order_id: 'integer!', customer: 'text', amount: 'numeric(8,2)', placed: 'date' },
  key: ['order_id'],
  rows: [
    [1, 'Ada', '10.00', '2025-01-31'],
    [2, 'Ada', '5.50', '2025-02-01'],
    [3, 'Bo', '5.50', '2025-02-01'],
    [4, 'Bo', null, null],
    [5, null, '1.00', '2025-03-01'],
  ],
};
