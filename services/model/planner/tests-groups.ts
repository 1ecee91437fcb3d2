// What a row of the result stands for, by the words: an entity, a value, a day, a row of the one table named; and how many rows there can be.
import type { Assertion } from '../../../contracts/generated/types.ts';
import { formatTableName } from '../../transform/names.ts';
import { wordsAt } from './atoms.ts';
import { isQualifier, isTemporal, type Table } from './lexicon.ts';
import { keyOf } from './relations.ts';
import { afterArticles, columnHere, type Named, named, quoteOf, says, sentenceStart, tableHere, type View } from './tests-view.ts';
import { spoken } from './words.ts';

type Stand = {
  readonly quote: string;
  readonly columns: readonly Named[];
  readonly table: Table;
  readonly isEntity: boolean;
  readonly sure: boolean;
};

export const rowsStandFor = (view: View): readonly Assertion[] => {
  const top = topOf(view);
  if (!isAggregated(view)) return [...plainRows(view), ...top];
  const stands = groupsIn(view);
  const [stand, ...others] = stands;
  if (
    stand === undefined ||
    others.some(({ columns }) => columns[0]?.name !== stand.columns[0]?.name) ||
    listsMore(view) ||
    ranksWithin(view)
  )
    return top;
  const { quote, columns, table, isEntity, sure } = stand;
  const rowsOf = formatTableName(table.schema, table.name);
  const keepsAll =
    isEntity &&
    sure &&
    !isNarrowed(view) &&
    !says(view, 'average', 'avg', 'mean', 'minimum', 'maximum', 'min', 'max', 'highest', 'lowest', 'largest', 'smallest');
  const [key] = columns;
  return [
    { rule: 'unique', quote, columns: [...columns] },
    ...(isEntity && sure && key !== undefined ? [{ rule: 'not-null' as const, quote, column: key }] : []),
    { rule: 'row-count', quote, compare: keepsAll ? '=' : '<=', to: { rowsOf } },
    ...top,
  ];
};

const isAggregated = (view: View): boolean =>
  says(
    view,
    ...spoken(`total | sum | average | avg | mean | count | number of | how many | minimum | maximum | aggregate | revenue | sales |
      sold | daily | monthly`),
  ) || view.atoms.some(({ word, head, tail }) => !(head && tail) && ['total', 'avg', 'count', 'sum', 'average'].includes(word));

/** "Join customers with orders" narrows nothing by its "with", nor does "from" before a table. */
const isNarrowed = (view: View): boolean => {
  const { atoms } = view;
  return atoms.some((_, at) => {
    if (
      wordsAt(
        atoms,
        at,
        ...spoken(`filter | where | only | whose | having | keep | exclude | excluding | without | remove | top | bottom | limit | except |
          inner | in | after | before | since | who | between | > | < | >= | <=`),
      ) > 0
    )
      return true;
    const link = wordsAt(atoms, at, 'with', 'from', '=', 'first');
    return link > 0 && (tableHere(view, afterArticles(view, at + link)) === undefined || !joins(view, at));
  });
};

/** "top 3 customers per country": a row is a customer, not a country. */
const ranksWithin = (view: View): boolean =>
  view.atoms.some((_, at) => wordsAt(view.atoms, at, 'top', 'bottom') > 0 && tableHere(view, at + 2) !== undefined) ||
  says(view, 'highest', 'most', 'latest', 'newest');

const joins = (view: View, at: number): boolean =>
  view.atoms
    .slice(sentenceStart(view, at), at)
    .some(({ stem, word }) => ['join', 'joining', 'joined', 'merge', 'combine', 'extract', 'link'].includes(word) || stem === 'join');

const leads: readonly string[] = spoken(
  `per | for each | for every | by | grouped by | group by | of each | of every | aggregate by | in each`,
);

const groupsIn = (view: View): readonly Stand[] =>
  view.atoms.flatMap((_, at) => {
    const lead = wordsAt(view.atoms, at, ...leads);
    const before = view.atoms[at - 1]?.word ?? '';
    if (lead === 0 || ['order', 'ordered', 'sort', 'sorted', 'ranked', 'group', 'grouped', 'aggregate', 'for'].includes(before)) return [];
    if (view.atoms[at]?.word === 'by' && (joins(view, at) || ranks(view, at))) return [];
    const start = afterArticles(view, at + lead);
    return isQualifier(view.lexicon, view.atoms, start) ? [] : (standAt(view, at, start) ?? []);
  });

/** "top 5 products by revenue" */
const ranks = (view: View, at: number): boolean =>
  view.atoms.slice(sentenceStart(view, at), at).some(({ word }) => word === 'top' || word === 'bottom');

const standAt = (view: View, from: number, at: number): Stand | undefined => {
  const table = tableHere(view, at);
  const column = columnHere(view, at);
  if (table !== undefined && table.used >= (column?.used ?? 0)) {
    const key = keyOf(table.table);
    const quote = quoteOf(view, from, at + table.used);
    if (key === undefined) return undefined;
    return {
      quote,
      columns: [named(view, { table: table.table, column: key.column }, at, at + table.used)],
      table: table.table,
      isEntity: true,
      sure: key.declared && !key.column.nullable,
    };
  }
  if (column === undefined) return undefined;
  const quote = quoteOf(view, from, at + column.used);
  const columns = [named(view, column.ref, at, at + column.used)];
  // A day is a cast of its column; other periods get a name that the words do not tell.
  const isMonthly = isTemporal(column.ref) && says(view, 'monthly', 'yearly', 'weekly', 'quarterly', 'month', 'year', 'week', 'quarter');
  return isMonthly ? undefined : { quote, columns, table: column.ref.table, isEntity: false, sure: false };
};

/** "per customer and year": rows are told apart by more than the first name. */
const listsMore = (view: View): boolean =>
  view.atoms.some((_, at) => {
    const lead = wordsAt(view.atoms, at, ...leads);
    if (lead === 0) return false;
    const start = afterArticles(view, at + lead);
    const first = Math.max(tableHere(view, start)?.used ?? 0, columnHere(view, start)?.used ?? 0);
    const gap = first === 0 ? 0 : wordsAt(view.atoms, start + first, 'and', 'and per', 'and by', ', and', ',');
    const next = afterArticles(view, start + first + gap);
    const more = view.atoms[next]?.word ?? '';
    const isColumn = columnHere(view, next) !== undefined && (tableHere(view, next)?.used ?? 0) <= (columnHere(view, next)?.used ?? 0);
    return gap > 0 && (['day', 'week', 'month', 'quarter', 'year'].includes(more) || isColumn || tableHere(view, next) !== undefined);
  }) ||
  says(
    view,
    ...spoken(`monthly | yearly | weekly | quarterly | per month | per year | per week | per quarter | by month | by year | by week |
      by quarter`),
  );

/** Without totals and joins the rows are rows of the one table that is named. */
const plainRows = (view: View): readonly Assertion[] => {
  const { atoms, scope } = view;
  const [table, ...others] = scope;
  const isJoined = says(view, 'join', 'joining', 'joined', 'merge', 'combine', 'left', 'right', 'full');
  const isListed = others.length === 0 || says(view, 'without', 'never', 'with no', 'have no');
  if (table === undefined || isJoined || !isListed) return duplicates(view);
  const at = atoms.findIndex((_, n) => tableHere(view, n)?.table === table);
  const quote = quoteOf(view, at, at + (tableHere(view, at)?.used ?? 1));
  const key = keyOf(table);
  const shown = says(view, 'distinct', 'unique', 'name', 'only') ? undefined : key;
  return [
    { rule: 'row-count', quote, compare: '<=', to: { rowsOf: formatTableName(table.schema, table.name) } },
    ...(shown?.declared === true
      ? [{ rule: 'unique' as const, quote, columns: [named(view, { table, column: shown.column }, at, at + 1)] }]
      : []),
    ...duplicates(view),
  ];
};

/** "remove duplicate emails", "deduplicate customers by email" */
const duplicates = (view: View): readonly Assertion[] =>
  view.atoms.flatMap((_, at): readonly Assertion[] => {
    const lead = wordsAt(view.atoms, at, 'duplicate', 'duplicates', 'deduplicate', 'dedupe', 'distinct', 'unique');
    if (lead === 0 || wordsAt(view.atoms, at - 2, 'number of', 'count of') > 0) return [];
    const table = tableHere(view, afterArticles(view, at + lead));
    const start = table === undefined ? at + lead : afterArticles(view, at + lead) + table.used;
    const by = wordsAt(view.atoms, start, 'by', 'on', 'based on');
    const column = table !== undefined && by === 0 ? undefined : columnHere(view, start + by);
    return column === undefined
      ? []
      : [
          {
            rule: 'unique',
            quote: quoteOf(view, at, start + by + column.used),
            columns: [named(view, column.ref, start + by, start + by + column.used)],
          },
        ];
  });

/** At most n rows, unless they are n of each group. */
const topOf = (view: View): readonly Assertion[] =>
  says(view, 'per', 'for each', 'in each', 'of each', 'within each', 'each')
    ? []
    : view.atoms.flatMap((_, at): readonly Assertion[] => {
        const lead = wordsAt(view.atoms, at, 'top', 'bottom', 'limit', 'limit to');
        const n = view.atoms[at + lead];
        if (lead === 0 || n?.kind !== 'number' || !/^[1-9]\d{0,8}$/.test(n.word)) return [];
        return [{ rule: 'row-count', quote: quoteOf(view, at, at + lead + 1), compare: '<=', to: { number: Number(n.word) } }];
      });
