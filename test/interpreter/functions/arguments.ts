// What functions ask of their arguments.
import { NoMeaning } from '../raised.ts';
import { adapted, type Typed } from '../typed.ts';
import { isFloat, isNumber, isTime, isWhole } from '../types.ts';

export type Apply = (args: readonly Typed[]) => Typed;
export type Family = Readonly<Record<string, Apply>>;

export const at = (args: readonly Typed[], index: number): Typed => {
  const arg = args[index];
  if (arg === undefined) throw new NoMeaning(`argument ${index + 1} is missing`);
  return arg;
};

export const text = (args: readonly Typed[], index: number): Typed => adapted(at(args, index), 'text');
export const int = (args: readonly Typed[], index: number): Typed => adapted(at(args, index), 'int');
export const date = (args: readonly Typed[], index: number): Typed => adapted(at(args, index), 'date');
export const whole = (args: readonly Typed[], index: number): Typed => {
  const arg = at(args, index);
  return isWhole(arg.type) ? arg : adapted(arg, 'int');
};

/** Floats calculate as double. */
export const number = (args: readonly Typed[], index: number): Typed => {
  const arg = at(args, index);
  if (isFloat(arg.type)) return adapted(arg, 'double');
  return isNumber(arg.type) ? arg : adapted(arg, 'int');
};
export const double = (args: readonly Typed[], index: number): Typed => adapted(at(args, index), 'double');

/** A date or a moment; a text written out is a date when it can be one, and a moment otherwise. */
export const time = (args: readonly Typed[], index: number): Typed => {
  const arg = at(args, index);
  if (isTime(arg.type)) return arg;
  return adapted(arg, 'date');
};
export const moment = (args: readonly Typed[], index: number): Typed => {
  const arg = at(args, index);
  return arg.type === 'timestamp' || arg.type === 'timestamptz' ? arg : adapted(arg, 'timestamp');
};

export const writtenText = (args: readonly Typed[], index: number): string => {
  const { literal } = at(args, index);
  if (literal?.is !== 'text') throw new NoMeaning(`argument ${index + 1} is a text, written out`);
  return literal.text;
};
export const writtenNumber = (args: readonly Typed[], index: number, otherwise: number): number => {
  const literal = args[index]?.literal;
  if (args[index] === undefined) return otherwise;
  if (literal?.is !== 'number') throw new NoMeaning(`argument ${index + 1} is a number, written out`);
  return Number(literal.text);
};
