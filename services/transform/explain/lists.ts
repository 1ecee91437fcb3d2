// Lists and orders as people read them.
import type { SortKey } from '../plan.ts';
import { wordsOf } from './words.ts';

export const listed = (parts: readonly string[], most = 12): string => {
  const shown = parts.length > most ? [...parts.slice(0, most - 1), `${parts.length - most + 1} more`] : parts;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
};

export const orderWords = (order: readonly SortKey[]): string =>
  listed(
    order.map(
      ({ value, direction, nulls }) =>
        `${wordsOf(value)}${direction === 'desc' ? ' from the top' : ''}${nulls === 'first' ? ', NULL first' : ''}`,
    ),
  );
