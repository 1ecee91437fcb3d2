// What one write mode needs and another has no use for: the interval that an append brings, what a merge does with vanished keys.
import type { TransformSpec, Type } from '../../../contracts/generated/types.ts';
import { nearest } from '../diagnostics.ts';
import type { Watermark } from '../plan.ts';
import type { Context, Frame } from './frames.ts';
import { canonicalNumber, canonicalTime } from './literals.ts';
import { isInteger, isTime } from './types.ts';

type Target = TransformSpec['target'];

export const checkVanished = ({ mode, vanished = 'keep' }: Target, { problems }: Context): 'keep' | 'delete' => {
  if (vanished === 'delete' && mode !== 'merge') {
    const message = mode === 'replace' ? 'replace leaves no row that the result does not have' : 'append leaves every row that is there';
    problems.add('vanished-misplaced', { path: '/target/vanished' }, vanished, message, ['mode: merge', 'no vanished']);
  }
  return vanished;
};

/** Undefined when the target has none, or one with problems, which are then reported. */
export const checkWatermark = (target: Target, result: Frame | undefined, { problems, notes }: Context): Watermark | undefined => {
  const { watermark, mode, columns } = target;
  if (watermark === undefined) return undefined;
  if (mode !== 'append') {
    const message = `a watermark says which rows an append brings; ${mode} has no use for it`;
    problems.add('watermark-misplaced', { path: '/target/watermark' }, mode, message, ['mode: append', 'a filter', 'no watermark']);
  }
  const column = columns.find(({ name }) => name === watermark.column);
  if (column === undefined) {
    const names = columns.map(({ name }) => name);
    const near = nearest(watermark.column, names);
    const message = `the watermark column ${watermark.column} is not among the target's columns`;
    problems.add('unknown-column', { path: '/target/watermark/column' }, watermark.column, message, near.length > 0 ? near : names);
    return undefined;
  }
  const { name, type } = column;
  if (!canMark(type)) {
    const fit = columns.filter((each) => canMark(each.type)).map((each) => each.name);
    const message = `a watermark is a date, a timestamp or a whole number; ${name} is ${type}`;
    problems.add('watermark-type', { path: '/target/watermark/column' }, name, message, fit.length > 0 ? fit : ['a key']);
    return undefined;
  }
  if (result?.columns.find((each) => each.name === name)?.nullable ?? column.nullable) {
    const message = `a row whose ${name} is NULL lies in no interval, and fails the run`;
    notes.add('watermark-may-be-null', { path: '/target/watermark/column' }, name, message, [`a filter: ${name} is not null`]);
  }
  const ends = (['from', 'to'] as const).map((end) => checkEnd(watermark[end], `/target/watermark/${end}`, type, problems));
  const [from, to] = ends;
  if (from === undefined || to === undefined) return undefined;
  if (!isBefore(from, to, type)) {
    const message = `no value lies from ${from} up to, and without, ${to}`;
    problems.add('watermark-empty', { path: '/target/watermark/to' }, watermark.to, message, [`a value after ${from}`]);
  }
  return { column: name, type, from, to };
};

const canMark = (type: Type): boolean => isTime(type) || isInteger(type);

/** In its one spelling, so that two intervals can be compared as text. */
const checkEnd = (text: string, path: string, type: Type, problems: Context['problems']): string | undefined => {
  const value = isInteger(type) ? whole(text, type) : canonicalTime(text, type === 'date' ? 'date' : 'timestamp');
  if (value === undefined) problems.add('bad-literal', { path }, text, `'${text}' is no ${type}`, [examples[type] ?? '1000']);
  return value;
};
const examples: Readonly<Record<string, string>> = {
  date: '2025-03-01',
  timestamp: '2025-03-01 00:00:00',
  timestamptz: '2025-03-01 00:00:00',
};

const whole = (text: string, type: Type): string | undefined => {
  if (!/^[+-]?\d{1,19}$/.test(text)) return undefined;
  const value = BigInt(text.replace('+', ''));
  return BigInt.asIntN(type === 'int' ? 32 : 64, value) === value ? canonicalNumber(String(value)) : undefined;
};

/** Times in their one spelling are in the order of their texts. */
const isBefore = (from: string, to: string, type: Type): boolean => (isInteger(type) ? BigInt(from) < BigInt(to) : from < to);
