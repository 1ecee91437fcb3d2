// What rows are ranked or sorted by: a measure, a column, or how many rows of a table there are.
import { mention, type Reader, said, skipArticles } from './cursor.ts';
import type { Ref } from './lexicon.ts';
import { measureAt } from './measures.ts';
import { columnAt, tableAt } from './nouns.ts';
import type { Measure } from './reading.ts';
import { spoken } from './words.ts';

export const best: readonly string[] = spoken(
  `highest | largest | biggest | most | best | top | greatest | most expensive | latest | newest | most recent`,
);
export const worst: readonly string[] = ['lowest', 'smallest', 'least', 'worst', 'bottom', 'fewest', 'cheapest', 'earliest', 'oldest'];

export const thingToRankBy = (
  reader: Reader,
  at: number,
  counts: boolean,
): { readonly by: Measure | readonly Ref[]; readonly used: number } | undefined => {
  const start = skipArticles(reader, at);
  const measure = measureAt(reader, start, { reference: true });
  const column = columnAt(reader, start);
  if (measure !== undefined && measure.used >= (column?.used ?? 0)) return { by: measure.measure, used: start - at + measure.used };
  if (column !== undefined) return { by: column.refs, used: start - at + column.used };
  const table = counts ? tableAt(reader, start) : undefined;
  if (table === undefined) return undefined;
  // "with the most orders" counts them
  const count: Measure = {
    aggregate: 'count',
    of: { is: 'rows-of', table: table.table },
    name: `${said(reader, start, start + table.used)}_count`,
    phrase: said(reader, at, start + table.used),
    shown: false,
  };
  mention(reader, table.table);
  reader.reading.measures.push(count);
  return { by: count, used: start - at + table.used };
};
