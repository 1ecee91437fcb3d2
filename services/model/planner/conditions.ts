// Conditions: an operand (column or measure), a comparison, a value; and those that leave the operand out ("more than 5 orders", "in 2024").
import { bareAmount, bareDate, countOf, type Found, happening, timesOf } from './bare-conditions.ts';
import { testAt } from './condition-tests.ts';
import { mention, type Pattern, type Reader, said, skipArticles } from './cursor.ts';
import { measureAt } from './measures.ts';
import { ask, columnAt, guess } from './nouns.ts';
import type { Operand } from './reading.ts';
import { comparatorAt, literalAt } from './values.ts';

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
  if (alternatives.length > 1 && reader.reading.conditions.length > 1)
    guess(reader, said(reader, at, at + used), 'the alternatives are one condition, beside the others');
  return used;
};

const conditionAt = (reader: Reader, at: number): Found | undefined =>
  withOperand(reader, at) ??
  countOf(reader, at) ??
  timesOf(reader, at) ??
  happening(reader, at) ??
  bareAmount(reader, at) ??
  bareDate(reader, at);

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
  if (measure !== undefined) askWhoseLimit(reader, at, measure.used);
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

/** "total amount of orders greater than 100": the total, or the orders? */
const askWhoseLimit = (reader: Reader, at: number, used: number): void => {
  const table = [1, 2, 3]
    .map((size) => ({ size, link: reader.lexicon.tableAt(reader.atoms, at + used - size) }))
    .find(({ size, link }) => link?.used === size);
  const isQualified =
    table !== undefined && ['of', 'the', 'their'].includes(reader.atoms[at + used - table.size - 1]?.word ?? '') && used > table.size + 1;
  const test = isQualified ? comparatorAt(reader, at + used) : undefined;
  if (table === undefined || test === undefined || reader.atoms.slice(at, at + used).every(({ word }) => word !== 'of')) return;
  if (literalAt(reader, at + used + test.used)?.value.kind !== 'number' || ['is', 'are'].includes(reader.atoms[at + used]?.word ?? ''))
    return;
  if (['number', 'count'].includes(reader.atoms[at]?.word ?? '')) return;
  const phrase = said(reader, at, at + used + test.used + 1);
  ask(reader, phrase, `What does the limit in “${phrase}” limit?`, [
    said(reader, at, at + used),
    `each of the ${said(reader, at + used - table.size, at + used)}`,
  ]);
};
