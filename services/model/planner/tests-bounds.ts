// Bounds: every comparison in the prompt limits a column of the result, plain or aggregated.
import type { Assertion, BoundAssertion } from '../../../contracts/generated/types.ts';
import { wordsAt } from './atoms.ts';
import { isNumeric } from './lexicon.ts';
import { columnHere, countOf, measureHere, type Named, named, quoteOf, says, sentenceStart, tableHere, type View } from './tests-view.ts';

type Compare = BoundAssertion['compare'];
const comparisons: readonly (readonly [Compare, readonly string[]])[] = [
  ['>=', ['at least', 'greater than or equal to', 'more than or equal to', 'no less than', 'not less than', 'no fewer than', '>=']],
  ['<=', ['at most', 'less than or equal to', 'no more than', 'not more than', 'up to', '<=']],
  ['>', ['more than', 'greater than', 'larger than', 'higher than', 'over', 'above', 'exceeding', '>']],
  ['<', ['less than', 'fewer than', 'lower than', 'smaller than', 'under', 'below', '<']],
];

export const boundsIn = (view: View): readonly Assertion[] =>
  view.atoms.flatMap((_, at) => {
    const found = comparisonAt(view, at);
    if (found === undefined || isNegated(view, at) || isAlternative(view, at)) return [];
    const limited = limitedBefore(view, at) ?? countedAfter(view, at + found.used + 1);
    if (limited === undefined) return [];
    return [
      {
        rule: 'bound',
        quote: quoteOf(view, Math.min(limited.from, at), Math.max(limited.to, at + found.used + 1)),
        column: limited.column,
        compare: found.compare,
        value: found.value,
      },
    ];
  });

const comparisonAt = (view: View, at: number): { readonly compare: Compare; readonly value: string; readonly used: number } | undefined => {
  let best: { readonly compare: Compare; readonly used: number } | undefined;
  for (const [compare, words] of comparisons) {
    const used = wordsAt(view.atoms, at, ...words);
    if (used > (best?.used ?? 0)) best = { compare, used };
  }
  // "no more than" is read from its first word only.
  if (best === undefined || ['no', 'not'].includes(view.atoms[at - 1]?.word ?? '')) return undefined;
  const value = view.atoms[at + best.used];
  const after = view.atoms[at + best.used + 1]?.word;
  return value?.kind !== 'number' || after === 'or' ? undefined : { ...best, value: value.word };
};

/** Words that turn the comparison round, or make it one of two: nothing follows for sure. */
const isNegated = (view: View, at: number): boolean =>
  view.atoms
    .slice(sentenceStart(view, at), at)
    .some(
      ({ word }, n, all) =>
        ['exclude', 'excluding', 'without', 'remove', 'drop', 'except', 'ignore', 'omit'].includes(word) ||
        (word === 'out' && all[n - 1]?.word === 'filter'),
    );
const isAlternative = (view: View, at: number): boolean => {
  const end = view.atoms.findIndex(({ word }, n) => n >= at && ['.', ';', '?'].includes(word));
  return view.atoms.slice(sentenceStart(view, at), end === -1 ? undefined : end).some(({ word }) => word === 'or');
};

type Limited = { readonly column: Named; readonly from: number; readonly to: number };

/** The measure or column whose words end right before the comparison. */
const limitedBefore = (view: View, at: number): Limited | undefined => {
  const end = ['is', 'are', 'of', 'was'].includes(view.atoms[at - 1]?.word ?? '') ? at - 1 : at;
  for (let from = Math.max(0, end - 8); from < end; from += 1) {
    const measure = measureHere(view, from);
    if (measure !== undefined && from + measure.used === end) return { column: measure.named, from, to: end };
  }
  if (view.atoms[end - 1]?.word === 'total') return totalBefore(view, end);
  for (let from = Math.max(0, end - 5); from < end; from += 1) {
    const column = columnHere(view, from);
    const isTable = (tableHere(view, from)?.used ?? 0) >= (column?.used ?? 0);
    if (column === undefined || isTable || from + column.used !== end || !isNumeric(column.ref)) continue;
    // Rows that are limited before they are summed up leave no such column behind.
    return says(view, 'total', 'sum', 'average', 'count', 'number of', 'per')
      ? undefined
      : { column: named(view, column.ref, from, end), from, to: end };
  }
  return undefined;
};

/** "total > 1000": the total asked for elsewhere, if there is one only. */
const totalBefore = (view: View, end: number): Limited | undefined => {
  const totals = view.atoms.flatMap((_, from) => {
    const measure = measureHere(view, from);
    return measure?.named.aggregate === 'sum' ? [measure.named] : [];
  });
  const [total] = totals;
  const isOne = total !== undefined && totals.every(({ name }) => name === total.name);
  return isOne ? { column: { ...total, words: quoteOf(view, end - 1, end) }, from: end - 1, to: end } : undefined;
};

/** "more than 5 orders" */
const countedAfter = (view: View, at: number): Limited | undefined => {
  const table = tableHere(view, at);
  return table === undefined ? undefined : { column: countOf(view, table.table, at, at + table.used), from: at, to: at + table.used };
};
