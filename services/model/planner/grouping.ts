// Grouping: "per customer", "by region and year", "for each department", "daily".
import { wordsAt } from './atoms.ts';
import { mention, type Pattern, type Reader, said, skipArticles } from './cursor.ts';
import { isTemporal, type Ref } from './lexicon.ts';
import { measureAt } from './measures.ts';
import { columnAt, qualifies, tableAt, valuePattern } from './nouns.ts';
import type { Group, Period } from './reading.ts';
import { keyOf } from './relations.ts';
import { partsOf, spoken } from './words.ts';

const leads: readonly string[] =
  spoken(`per | by | for each | for every | for all | in each | in every | of each | of every | within each | within every | within | inside each | grouped by |
    group by | grouping by | group them by | group the results by | group results by | group it by | group the data by |
    group rows by | broken down by | split by | each | every | aggregate by | aggregated by | aggregated per | grouped per |
    group per | across`);
const periods: Readonly<Record<string, Period>> = {
  day: 'day',
  date: 'day',
  calendar_day: 'day',
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
  quarterly: 'quarter',
  yearly: 'year',
  annual: 'year',
  annually: 'year',
};

export const groupPattern: Pattern = (reader, at) => {
  const lead = wordsAt(reader.atoms, at, ...leads) || aggregateSubjectBy(reader, at);
  if (lead === 0) return 0;
  const first = groupAt(reader, at + lead, at);
  if (first === undefined) return 0;
  take(reader, first.group);
  let used = lead + first.used;
  for (;;) {
    const gap = wordsAt(reader.atoms, at + used, 'and per', 'and by', ', and', ', by', 'and', ',', '&', 'then');
    // "per customer and total amount" names a measure next, "per department, filter …" another clause.
    const next = gap === 0 || startsMeasure(reader, at + used + gap) ? undefined : groupAt(reader, at + used + gap, at + used + gap);
    if (next === undefined || !staysInList(reader, at + used, at + used + gap + next.used)) break;
    take(reader, next.group);
    used += gap + next.used;
  }
  if (reader.mode === 'join') reader.mode = 'plain';
  return used;
};

/** "aggregate transactions by cust_id", "group orders by status" */
const aggregateSubjectBy = (reader: Reader, at: number): number => {
  const verb = wordsAt(reader.atoms, at, 'aggregate', 'group', 'summarize', 'summarise');
  if (verb === 0) return 0;
  const start = skipArticles(reader, at + verb);
  const table = tableAt(reader, start);
  const by = table === undefined ? 0 : wordsAt(reader.atoms, start + table.used, 'by', 'per', 'for each');
  if (table === undefined || by === 0) return 0;
  mention(reader, table.table, true);
  return start - at + table.used + by;
};

const startsMeasure = (reader: Reader, at: number): boolean => {
  const { reading } = reader;
  const before = [
    reading.guesses.length,
    reading.questions.length,
    reading.measures.length,
    reading.tables.length,
    reading.joined.length,
    reading.conditions.length,
  ] as const;
  const shown = reading.measures.map(({ shown: is, name }) => ({ is, name }));
  const found = measureAt(reader, at, { reference: true }) !== undefined;
  [
    reading.guesses.length,
    reading.questions.length,
    reading.measures.length,
    reading.tables.length,
    reading.joined.length,
    reading.conditions.length,
  ] = before;
  for (const [n, measure] of reading.measures.entries())
    Object.assign(measure, { shown: shown[n]?.is ?? measure.shown, name: shown[n]?.name ?? measure.name });
  return found;
};

/** In "by region and year" the list goes on; in "for each customer, show name" the comma ends it. */
const staysInList = (reader: Reader, gap: number, end: number): boolean => {
  if (reader.atoms[gap]?.word !== ',') return true;
  const after = reader.atoms[end]?.word;
  return after === undefined || after === '.' || after === 'and' || after === ',';
};

const groupAt = (reader: Reader, at: number, from: number): { readonly group: Group; readonly used: number } | undefined => {
  const first = skipArticles(reader, at);
  // "per active customer"
  const start = qualifies(reader, first) ? first + valuePattern(reader, first) : first;
  const table = tableAt(reader, start);
  const column = columnAt(reader, start);
  const phrase = (used: number) => said(reader, from, start + used);
  const atom = reader.atoms[start];
  const period = atom?.kind === 'word' && atom.head && atom.tail ? periods[atom.stem] : undefined;
  if (period !== undefined && (column === undefined || (column.used === 1 && column.strength !== 'exact'))) {
    const of = periodOf(reader, start + 1);
    return { group: { is: 'period', period, ref: of.ref, phrase: phrase(1 + of.used) }, used: start - at + 1 + of.used };
  }
  if (table !== undefined && table.used >= (column?.used ?? 0)) {
    const inPlay = column === undefined || reader.scope.includes(table.table);
    if (inPlay) return { group: { is: 'entity', table: table.table, phrase: phrase(table.used) }, used: start - at + table.used };
  }
  if (column !== undefined) {
    const of = wordsAt(reader.atoms, start + column.used, 'month', 'year', 'day', 'week', 'quarter');
    const asked = of === 0 ? undefined : periods[reader.atoms[start + column.used]?.word ?? ''];
    const [ref] = column.refs;
    if (ref !== undefined && isTemporal(ref))
      return {
        group: { is: 'period', period: asked ?? 'day', ref, phrase: phrase(column.used + of) },
        used: start - at + column.used + of,
      };
    return { group: { is: 'column', refs: column.refs, phrase: phrase(column.used) }, used: start - at + column.used };
  }
  const reference = referenceAt(reader, start);
  return reference === undefined ? undefined : { group: { is: 'column', refs: reference, phrase: phrase(1) }, used: start - at + 1 };
};

/** "per month of the order date" */
const periodOf = (reader: Reader, at: number): { readonly ref: Ref | undefined; readonly used: number } => {
  const lead = wordsAt(reader.atoms, at, 'of', 'of the', 'by', 'using', 'based on', 'from');
  const column = lead === 0 ? undefined : columnAt(reader, at + lead);
  const ref = column?.refs.find(isTemporal);
  return column === undefined || ref === undefined ? { ref: undefined, used: 0 } : { ref, used: lead + column.used };
};

/** "per customer" where only orders.customer_id knows customers. */
const referenceAt = (reader: Reader, at: number): readonly Ref[] | undefined => {
  const stem = reader.atoms[at]?.stem;
  const tables = reader.scope.length > 0 ? reader.scope : reader.lexicon.tables;
  const refs = tables.flatMap((table) =>
    table.columns
      .filter(({ name }) => ['id', 'key', 'code', 'no', 'number'].some((end) => partsOf(name).join() === `${stem},${end}`))
      .map((column) => ({ table, column })),
  );
  return stem === undefined || refs.length === 0 ? undefined : refs;
};

/** "daily total sales" */
export const adverbPeriod: Pattern = (reader, at) => {
  const atom = reader.atoms[at];
  const isAdverb = atom?.kind === 'word' && atom.head && atom.tail && (atom.word.endsWith('ly') || atom.word === 'annual');
  const period = isAdverb ? periods[atom.word] : undefined;
  if (period === undefined) return 0;
  take(reader, { is: 'period', period, ref: undefined, phrase: said(reader, at, at + 1) });
  return 1;
};

/** A second word for the same grouping only makes the first one clearer. */
const take = (reader: Reader, group: Group): void => {
  const { groups } = reader.reading;
  if (group.is === 'entity') mention(reader, group.table);
  if (group.is === 'column' && group.refs.length === 1 && group.refs[0] !== undefined) mention(reader, group.refs[0].table);
  if (group.is === 'period' && group.ref !== undefined) mention(reader, group.ref.table);
  const same = groups.findIndex((known) => isSame(known, group));
  const known = groups[same];
  if (known === undefined) groups.push(group);
  else if (known.is === 'period' && group.is === 'period' && known.ref === undefined) groups[same] = { ...known, ref: group.ref };
};

const isSame = (known: Group, group: Group): boolean => {
  if (known.is === 'period' && group.is === 'period')
    return known.period === group.period || (known.ref === undefined && group.period === 'day');
  if (known.is === 'entity' && group.is === 'entity') return known.table === group.table;
  if (known.is === 'column' && group.is === 'column')
    return known.refs.some((ref) => group.refs.some((other) => other.column === ref.column));
  if (known.is === 'entity' && group.is === 'column')
    return group.refs.some(({ table, column }) => table === known.table && keyOf(table)?.column === column);
  return false;
};
