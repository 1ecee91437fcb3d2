// Conditions that leave their operand out: "more than 5 orders", "hired after 2020-01-01", "orders over 1000", "in 2024".
import { wordsAt } from './atoms.ts';
import { mention, type Reader, said } from './cursor.ts';
import { askWhichDate, datesOf } from './dates.ts';
import { deedAt } from './deeds.ts';
import { entityName, isNumeric, isTemporal, type Ref, type Table } from './lexicon.ts';
import { moneyOf } from './measure-result.ts';
import { columnAt, guess, tableAt } from './nouns.ts';
import type { Condition, Measure, Operand, Test } from './reading.ts';
import { comparatorAt, literalAt, orMore } from './values.ts';

export type Found = { readonly condition: Condition; readonly used: number };

/** "more than 5 orders", "at least three employees", "10 or more items" */
export const countOf = (reader: Reader, at: number): Found | undefined => {
  const comparator = comparatorAt(reader, at);
  const start = at + (comparator?.used ?? 0);
  const value = literalAt(reader, start);
  if (value?.value.kind !== 'number' && value?.value.kind !== 'year') return undefined;
  const more = orMore(reader, start + value.used);
  if (comparator === undefined && more === undefined) return undefined;
  const noun = start + value.used + (more?.used ?? 0);
  const distinct = wordsAt(reader.atoms, noun, 'different', 'distinct', 'unique');
  const table = tableAt(reader, noun + distinct);
  if (table === undefined || (columnAt(reader, noun + distinct)?.used ?? 0) > table.used) return undefined;
  mention(reader, table.table);
  const measure = sharedMeasure(reader, table.table, said(reader, noun, noun + distinct + table.used));
  const used = noun + distinct + table.used - at;
  const test: Test = { is: 'compare', op: more?.op ?? comparator?.op ?? '=', value: { kind: 'number', text: value.value.text } };
  return { condition: { on: { is: 'measure', measure }, test, negated: reader.negated, phrase: said(reader, at, at + used) }, used };
};

const sharedMeasure = ({ reading }: Reader, table: Table, phrase: string): Measure => {
  const known = reading.measures.find(({ aggregate, of }) => aggregate === 'count' && of.is === 'rows-of' && of.table === table);
  if (known !== undefined) return known;
  const measure: Measure = { aggregate: 'count', of: { is: 'rows-of', table }, name: `${entityName(table)}_count`, phrase, shown: false };
  reading.measures.push(measure);
  return measure;
};

/** "hired after 2020-01-01": the word begins like the name of a date column */
export const happening = (reader: Reader, at: number): Found | undefined => {
  const atom = reader.atoms[at];
  if (atom?.kind !== 'word' || !atom.head || !atom.tail || !/(ed|de|id|ade|old|ent)$/.test(atom.word)) return undefined;
  const column = dateNamedLike(reader, atom.word) ?? dateOfDeed(reader, at);
  if (column === undefined) return undefined;
  const on: Operand = { is: 'column', refs: [column] };
  const test = temporalTest(reader, at + 1);
  if (test === undefined) return undefined;
  const phrase = said(reader, at, at + 1 + test.used);
  guess(reader, phrase, `“${atom.word}” is the ${column.column.name} of ${column.table.name}`);
  mention(reader, column.table);
  return { condition: { on, test: test.test, negated: reader.negated, phrase }, used: 1 + test.used };
};

const dateNamedLike = (reader: Reader, word: string): Ref | undefined => {
  const root = word.replace(/(ed|d)$/, '').slice(0, 6);
  const dates = datesIn(reader);
  const alike = dates.filter(({ column }) => root.length >= 3 && column.name.toLowerCase().startsWith(root));
  if (alike.length === 1) return alike[0];
  const happens = ['placed', 'made', 'created', 'added', 'recorded', 'dated', 'joined', 'registered'].includes(word);
  return happens && alike.length === 0 && dates.length === 1 ? dates[0] : undefined;
};

/** "ordered in 2024": the only date of the table where the deed leaves its rows. */
const dateOfDeed = (reader: Reader, at: number): Ref | undefined => {
  const table = deedAt(reader, at)?.table;
  const dates = table === undefined ? [] : datesOf([table]);
  return dates.length === 1 ? dates[0] : undefined;
};

/** "ordered more than 10 times", "ordered at least twice" */
export const timesOf = (reader: Reader, at: number): Found | undefined => {
  const { atoms } = reader;
  const table = deedAt(reader, at)?.table;
  if (table === undefined) return undefined;
  const comparator = comparatorAt(reader, at + 1);
  const start = at + 1 + (comparator?.used ?? 0);
  const spelled = wordsAt(atoms, start, 'once', 'twice');
  const digits = spelled > 0 ? undefined : literalAt(reader, start);
  if ((spelled === 0 && digits?.value.kind !== 'number') || comparator?.temporal === true) return undefined;
  const number = start + (spelled || (digits?.used ?? 0));
  const times = spelled > 0 ? 0 : wordsAt(atoms, number, 'times', 'time');
  const more = orMore(reader, number + times);
  const late = spelled > 0 || times > 0 ? 0 : wordsAt(atoms, number + (more?.used ?? 0), 'times', 'time');
  if (spelled + times + late === 0) return undefined;
  mention(reader, table);
  const end = number + times + (more?.used ?? 0) + late;
  const phrase = said(reader, at, end);
  const text = spelled === 0 ? (digits?.value.text ?? '') : atoms[start]?.word === 'once' ? '1' : '2';
  const op = more?.op ?? comparator?.op ?? '=';
  if (comparator === undefined && more === undefined) guess(reader, phrase, `“${phrase}” means exactly ${text} rows of ${table.name}`);
  const measure = sharedMeasure(reader, table, said(reader, at, at + 1));
  return {
    condition: {
      on: { is: 'measure', measure },
      test: { is: 'compare', op, value: { kind: 'number', text } },
      negated: reader.negated,
      phrase,
    },
    used: end - at,
  };
};

const datesIn = ({ scope, reading }: Reader): readonly Ref[] =>
  [...new Set([...scope, ...reading.tables])].flatMap((table) => table.columns.map((column) => ({ table, column }))).filter(isTemporal);

const temporalTest = (reader: Reader, at: number): { readonly test: Test; readonly used: number } | undefined => {
  const { atoms } = reader;
  const between = wordsAt(atoms, at, 'between', 'from');
  const low = between === 0 ? undefined : literalAt(reader, at + between);
  const joint = low === undefined ? 0 : wordsAt(atoms, at + between + low.used, 'and', 'to', 'until');
  const high = low === undefined || joint === 0 ? undefined : literalAt(reader, at + between + low.used + joint);
  if (low !== undefined && high !== undefined && isDate(low.value.kind) && isDate(high.value.kind))
    return { test: { is: 'between', low: low.value, high: high.value }, used: between + low.used + joint + high.used };
  const during = wordsAt(atoms, at, 'in', 'on', 'during', 'in the year', 'for', 'for the year');
  const period = during === 0 ? undefined : literalAt(reader, at + during);
  if (period !== undefined && isDate(period.value.kind)) return { test: { is: 'period', value: period.value }, used: during + period.used };
  const comparator = comparatorAt(reader, at);
  const value = comparator?.temporal === true ? literalAt(reader, at + comparator.used) : undefined;
  if (comparator === undefined || value === undefined || !isDate(value.value.kind)) return undefined;
  return { test: { is: 'compare', op: comparator.op, value: value.value }, used: comparator.used + value.used };
};
const isDate = (kind: string): boolean => kind === 'date' || kind === 'year' || kind === 'month';

/** "orders over 1000": the one amount of the table just named */
export const bareAmount = (reader: Reader, at: number): Found | undefined => {
  const comparator = comparatorAt(reader, at);
  if (comparator === undefined || comparator.temporal || comparator.op === '=' || comparator.op === '<>') return undefined;
  const value = literalAt(reader, at + comparator.used);
  const { subject } = reader.reading;
  if (value?.value.kind !== 'number' || subject === undefined || previousTable(reader, at) !== subject) return undefined;
  const used = comparator.used + value.used;
  const phrase = said(reader, at, at + used);
  const amount = moneyOf(reader, [subject], phrase);
  if (amount?.is !== 'column' || !isNumeric(amount.ref)) return undefined;
  guess(reader, phrase, `the limit is on ${amount.ref.column.name} of a row of ${subject.name}`);
  return {
    condition: {
      on: { is: 'column', refs: [amount.ref] },
      test: { is: 'compare', op: comparator.op, value: value.value },
      negated: reader.negated,
      phrase,
    },
    used,
  };
};

const previousTable = (reader: Reader, at: number): Table | undefined => {
  for (let start = Math.max(0, at - 4); start < at; start += 1) {
    const link = reader.lexicon.tableAt(reader.atoms, start);
    if (link !== undefined && start + link.used === at) return link.tables[0];
  }
  return undefined;
};

/** "in 2024", "after 2020-01-01" without a column: a date of the table named right before, else one that the whole prompt decides. */
export const bareDate = (reader: Reader, at: number): Found | undefined => {
  const test = temporalTest(reader, at);
  if (test === undefined) return undefined;
  const phrase = said(reader, at, at + test.used);
  const before = previousTable(reader, at);
  // "per customer in 2024" speaks of what is counted for them.
  const group = reader.reading.groups.at(-1);
  const isGroup = group?.is === 'entity' && group.table === before;
  const near = before === undefined || isGroup ? [] : datesOf([before]);
  const [only] = near;
  if (near.length > 1) askWhichDate(reader, phrase, near);
  else if (only !== undefined) guess(reader, phrase, `“${phrase}” limits ${only.column.name} of ${only.table.name}`);
  const on: Operand = only === undefined ? { is: 'open-date' } : { is: 'column', refs: [only] };
  return { condition: { on, test: test.test, negated: reader.negated, phrase }, used: test.used };
};
