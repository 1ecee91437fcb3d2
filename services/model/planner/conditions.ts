// Conditions: an operand (column or measure), a comparison, a value; and those that leave the operand out ("more than 5 orders", "in 2024").
import { wordsAt } from './atoms.ts';
import { mention, type Pattern, type Reader, said, skipArticles } from './cursor.ts';
import { entityName, isNumeric, isTemporal, type Ref, type Table } from './lexicon.ts';
import { measureAt, moneyOf, tablesOf } from './measures.ts';
import { ask, columnAt, guess, tableAt } from './nouns.ts';
import type { Condition, Measure, Operand, Test } from './reading.ts';
import { comparatorAt, literalAt, orMore } from './values.ts';
import { filler } from './words.ts';

type Found = { readonly condition: Condition; readonly used: number };

export const conditionPattern: Pattern = (reader, at) => {
  const found = conditionAt(reader, at);
  if (found === undefined) return 0;
  const alternatives = [found.condition];
  let used = found.used;
  // "or" binds tighter than the "and" between clauses, as in a list of alternatives.
  while (reader.atoms[at + used]?.word === 'or') {
    const more = conditionAt(reader, at + used + 1);
    if (more === undefined) break;
    alternatives.push(more.condition);
    used += 1 + more.used;
  }
  for (const { on } of alternatives)
    if (on.is === 'column' && on.refs[0] !== undefined && on.refs.length === 1) mention(reader, on.refs[0].table);
  reader.reading.conditions.push(alternatives);
  return used;
};

const conditionAt = (reader: Reader, at: number): Found | undefined =>
  withOperand(reader, at) ?? countOf(reader, at) ?? happening(reader, at) ?? bareAmount(reader, at) ?? bareDate(reader, at);

/** column or measure, then its test */
const withOperand = (reader: Reader, at: number): Found | undefined => {
  const start = skipArticles(reader, at);
  for (const { operand, used, undo } of operandsAt(reader, start)) {
    const test = testAt(reader, start + used, operand);
    if (test !== undefined) {
      const end = start + used + test.used;
      return {
        condition: { on: operand, test: test.test, negated: reader.negated !== test.negated, phrase: said(reader, at, end) },
        used: end - at,
      };
    }
    undo();
  }
  return undefined;
};

type OperandHere = { readonly operand: Operand; readonly used: number; readonly undo: () => void };

/** A measure is wanted before a column when an aggregate word stands here; either counts only if a test follows. */
const operandsAt = function* (reader: Reader, at: number): Generator<OperandHere> {
  const guesses = reader.reading.guesses.length;
  const questions = reader.reading.questions.length;
  const conditions = reader.reading.conditions.length;
  const undo = () => {
    reader.reading.conditions.length = conditions;
    reader.reading.guesses.length = guesses;
    reader.reading.questions.length = questions;
  };
  const measures = reader.reading.measures.length;
  const column = columnAt(reader, at);
  const measure = couldTest(reader, at) ? measureAt(reader, at, { reference: true }) : undefined;
  if (measure !== undefined && measure.used >= (column?.used ?? 0))
    yield {
      operand: { is: 'measure', measure: measure.measure },
      used: measure.used,
      undo: () => {
        undo();
        reader.reading.measures.length = measures;
      },
    };
  const again = columnAt(reader, at);
  if (again !== undefined) yield { operand: { is: 'column', refs: again.refs }, used: again.used, undo };
};

/** Cheap look ahead: a comparison within the next words of the clause. */
const couldTest = (reader: Reader, at: number): boolean => {
  for (let next = at; next < at + 9; next += 1) {
    const word = reader.atoms[next]?.word;
    if (word === undefined || word === '.' || word === ';') return false;
    if (comparatorAt(reader, next) !== undefined || word === 'between') return true;
  }
  return false;
};

const testAt = (
  reader: Reader,
  at: number,
  on: Operand,
): { readonly test: Test; readonly used: number; readonly negated: boolean } | undefined => {
  const { atoms } = reader;
  const missing = wordsAt(atoms, at, 'is null', 'is missing', 'is empty', 'are missing', 'are null', 'is unknown', 'is blank');
  if (missing > 0) return { test: { is: 'null' }, used: missing, negated: false };
  const there = wordsAt(
    atoms,
    at,
    'is not null',
    'is not missing',
    'is not empty',
    'are not null',
    'is known',
    'is present',
    'is set',
    'exists',
  );
  if (there > 0) return { test: { is: 'not-null' }, used: there, negated: false };
  const between = wordsAt(atoms, at, 'between', 'is between', 'are between', 'from');
  if (between > 0) {
    const low = literalAt(reader, at + between);
    const joint = low === undefined ? 0 : wordsAt(atoms, at + between + low.used, 'and', 'to');
    const high = low === undefined || joint === 0 ? undefined : literalAt(reader, at + between + low.used + joint);
    if (low !== undefined && high !== undefined)
      return { test: { is: 'between', low: low.value, high: high.value }, used: between + low.used + joint + high.used, negated: false };
  }
  return likeAt(reader, at, on) ?? listAt(reader, at, on) ?? comparisonAt(reader, at, on);
};

const likes: readonly (readonly [readonly string[], (text: string) => string])[] = [
  [['starts with', 'begins with', 'starting with', 'beginning with', 'start with', 'begin with'], (text) => `${text}%`],
  [['ends with', 'ending with', 'ending in', 'ends in', 'end with'], (text) => `%${text}`],
  [['contains', 'containing', 'includes', 'contain'], (text) => `%${text}%`],
];

const likeAt = (reader: Reader, at: number, on: Operand) => {
  if (on.is !== 'column' || on.refs[0]?.column.type !== 'text') return undefined;
  for (const [words, pattern] of likes) {
    const lead = wordsAt(reader.atoms, at, ...words);
    const value = lead === 0 ? undefined : literalAt(reader, at + lead, true);
    // A wildcard among the letters would match more than it says.
    if (value === undefined || /[%_\\]/.test(value.value.text)) continue;
    return {
      test: { is: 'like' as const, pattern: pattern(value.value.text), text: value.value.text },
      used: lead + value.used,
      negated: false,
    };
  }
  return undefined;
};

const listAt = (reader: Reader, at: number, on: Operand) => {
  const { atoms } = reader;
  const into = wordsAt(atoms, at, 'in', 'is in', 'is one of', 'one of', 'are in', 'not in', 'is not in', 'is either', 'either');
  if (into === 0 || on.is !== 'column') return undefined;
  const negated = ['not'].includes(atoms[at + into - 2]?.word ?? '');
  const open = atoms[at + into]?.word === '(' ? 1 : 0;
  const first = literalAt(
    reader,
    at + into + open,
    on.refs[0]?.column.type === 'text' && (open === 1 || into > 1) && isValue(reader, at + into + open),
  );
  if (first === undefined) return undefined;
  const temporal = on.refs[0] !== undefined && isTemporal(on.refs[0]);
  if (temporal) return { test: { is: 'period' as const, value: first.value }, used: into + open + first.used, negated };
  const values = [first.value];
  let used = into + open + first.used;
  for (;;) {
    const gap = wordsAt(atoms, at + used, ', or', ', and', ',', 'or', 'and');
    const next = gap === 0 ? undefined : literalAt(reader, at + used + gap, open === 1);
    if (next === undefined) break;
    values.push(next.value);
    used += gap + next.used;
  }
  if (open === 1 && atoms[at + used]?.word === ')') used += 1;
  return { test: { is: 'in' as const, values }, used, negated };
};

const comparisonAt = (reader: Reader, at: number, on: Operand) => {
  const comparator = comparatorAt(reader, at);
  const loose = comparator === undefined && on.is === 'column' ? literalAt(reader, at) : undefined;
  // "status 'paid'": a quoted text right behind its column
  if (loose?.value.kind === 'text')
    return { test: { is: 'compare' as const, op: '=' as const, value: loose.value }, used: loose.used, negated: false };
  if (comparator === undefined) return undefined;
  const bare =
    on.is === 'column' && on.refs[0]?.column.type === 'text' && !comparator.temporal && (comparator.op === '=' || comparator.op === '<>');
  const value = literalAt(reader, at + comparator.used, bare && isValue(reader, at + comparator.used));
  if (value === undefined || (reader.atoms[at]?.word === 'of' && comparator.used === 1 && value.value.kind === 'text')) return undefined;
  let used = comparator.used + value.used;
  if (bare && reader.atoms[at + comparator.used]?.kind === 'word')
    guess(reader, said(reader, at, at + used), `the value compared with is the text '${value.value.text}', written exactly so`);
  const more = orMore(reader, at + used);
  if (more !== undefined) used += more.used;
  const values = [value.value];
  while (bare && comparator.op === '=' && more === undefined && reader.atoms[at + used]?.word === 'or') {
    const next = literalAt(reader, at + used + 1, true);
    if (next === undefined || columnAt(reader, at + used + 1) !== undefined) break;
    values.push(next.value);
    used += 1 + next.used;
  }
  if (values.length > 1) return { test: { is: 'in' as const, values }, used, negated: false };
  return { test: { is: 'compare' as const, op: more?.op ?? comparator.op, value: value.value }, used, negated: false };
};

/** A bare word is a value only when it names nothing and is no everyday word. */
const isValue = (reader: Reader, at: number): boolean =>
  !filler.has(reader.atoms[at]?.word ?? '') &&
  reader.lexicon.tableAt(reader.atoms, at) === undefined &&
  reader.lexicon.columnAt(reader.atoms, at, reader.scope) === undefined;

/** "more than 5 orders", "at least three employees", "10 or more items" */
const countOf = (reader: Reader, at: number): Found | undefined => {
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
const happening = (reader: Reader, at: number): Found | undefined => {
  const atom = reader.atoms[at];
  if (atom?.kind !== 'word' || !atom.head || !atom.tail || !/(ed|de|id|ade|old|ent)$/.test(atom.word)) return undefined;
  const column = dateNamedLike(reader, atom.word);
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
  const happens = ['placed', 'made', 'created', 'added', 'recorded', 'dated', 'sold', 'joined', 'registered', 'ordered'].includes(word);
  return happens && alike.length === 0 && dates.length === 1 ? dates[0] : undefined;
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
const bareAmount = (reader: Reader, at: number): Found | undefined => {
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

/** Dates of the table named right before, else of the tables measured, else of all in play. */
const datesMeant = (reader: Reader, at: number): readonly Ref[] => {
  const datesOf = (tables: readonly (Table | undefined)[]) =>
    tables.flatMap((table) => table?.columns.map((column) => ({ table, column })) ?? []).filter(isTemporal);
  const near = datesOf([previousTable(reader, at)]);
  const measured = datesOf([...new Set(reader.reading.measures.flatMap(({ of }) => tablesOf(of)))]);
  return near.length > 0 ? near : measured.length > 0 ? measured : datesIn(reader);
};

/** "in 2024", "after 2020-01-01" without a column: the only date in question */
const bareDate = (reader: Reader, at: number): Found | undefined => {
  const test = temporalTest(reader, at);
  if (test === undefined) return undefined;
  const phrase = said(reader, at, at + test.used);
  const dates = datesMeant(reader, at);
  const [only] = dates;
  if (only === undefined || dates.length > 1) {
    ask(
      reader,
      phrase,
      `Which date does “${phrase}” speak of?`,
      dates.map(({ table, column }) => `${table.name}.${column.name}`),
    );
  } else guess(reader, phrase, `“${phrase}” limits ${only.column.name} of ${only.table.name}`);
  const refs = only === undefined ? [] : [only];
  return { condition: { on: { is: 'column', refs }, test: test.test, negated: reader.negated, phrase }, used: test.used };
};
