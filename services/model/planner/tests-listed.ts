// Columns that the prompt lists for the result must be there.
import type { Assertion } from '../../../contracts/generated/types.ts';
import { wordsAt } from './atoms.ts';
import { columnHere, measureHere, type Named, named, quoteOf, tableHere, type View } from './tests-view.ts';
import { spoken } from './words.ts';

const verbs: readonly string[] = ['include', 'output', 'show', 'showing', 'display', 'return', 'with columns', 'including', 'give'];
const ends: ReadonlySet<string> = new Set(
  spoken(`. | ; | ? | where | whose | using | for | per | of | from | join | joining | filter | with | sorted | ordered |
    grouped | without | only | who | that`),
);

export const listedIn = (view: View): readonly Assertion[] =>
  view.atoms.flatMap((_, at): readonly Assertion[] => {
    const lead = wordsAt(view.atoms, at, ...verbs);
    return lead === 0
      ? []
      : itemsFrom(view, at + lead).map(({ column, from, to }): Assertion => ({ rule: 'present', quote: quoteOf(view, from, to), column }));
  });

type Item = { readonly column: Named; readonly from: number; readonly to: number };

/** Measures and columns up to the end of the list; what is compared is no item. */
const itemsFrom = (view: View, start: number): readonly Item[] => {
  const items: Item[] = [];
  for (let at = start; at < view.atoms.length; ) {
    const measure = measureHere(view, at);
    const column = columnHere(view, at);
    const isColumn = column !== undefined && (tableHere(view, at)?.used ?? 0) < column.used;
    const used = measure?.used ?? (isColumn ? column.used : 0);
    if (used === 0) {
      if (ends.has(view.atoms[at]?.word ?? '')) break;
      at += 1;
      continue;
    }
    if (isCompared(view, at + used)) break;
    if (measure !== undefined) items.push({ column: measure.named, from: at, to: at + used });
    else if (column !== undefined) items.push({ column: named(view, column.ref, at, at + used), from: at, to: at + used });
    at += used;
  }
  return items;
};

const isCompared = ({ atoms }: View, at: number): boolean =>
  wordsAt(
    atoms,
    at,
    ...spoken(`is | are | more than | greater than | less than | over | above | below | under | at least | at most | between | > | < |
      >= | <= | =`),
  ) > 0;
