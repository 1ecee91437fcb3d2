// Truth in three values, and comparisons.
import { NoMeaning } from './raised.ts';
import { adapted, type Typed, unified } from './typed.ts';
import { noType } from './types.ts';
import { compare, type Value } from './values.ts';

export const and = (parts: readonly Typed[]): Typed => ({
  type: 'boolean',
  value: (here) => {
    let result: Value = true;
    for (const part of parts) {
      const value = part.value(here);
      if (value === false) return false;
      if (value === null) result = null;
    }
    return result;
  },
});

export const or = (parts: readonly Typed[]): Typed => not(and(parts.map(not)));

export const not = (part: Typed): Typed => ({
  type: 'boolean',
  value: (here) => {
    const value = part.value(here);
    return value === null ? null : !value;
  },
});

const truths: Readonly<Record<string, (value: Value) => boolean>> = {
  IS_TRUE: (value) => value === true,
  IS_NOT_TRUE: (value) => value !== true,
  IS_FALSE: (value) => value === false,
  IS_NOT_FALSE: (value) => value !== false,
  IS_UNKNOWN: (value) => value === null,
  IS_NOT_UNKNOWN: (value) => value !== null,
};

export const isTruth = (kind: string, part: Typed): Typed => ({
  type: 'boolean',
  value: (here) => truths[kind]?.(part.value(here)) ?? null,
});

const holds: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

export const comparison = (symbol: string, left: Typed, right: Typed): Typed => {
  const decides = holds[symbol];
  if (decides === undefined) throw new NoMeaning(`there is no operator ${symbol}`);
  const [a, b] = comparable([left, right]) as [Typed, Typed];
  return {
    type: 'boolean',
    value: (here) => {
      const [x, y] = [a.value(here), b.value(here)];
      return x === null || y === null ? null : decides(compare(x, y));
    },
  };
};

/** As one type that can be compared. */
export const comparable = (all: readonly Typed[]): readonly Typed[] => {
  const { type, all: same } = unified(all);
  if (type === 'json') throw new NoMeaning('json is not compared');
  return type === noType ? all.map((each) => adapted(each, 'boolean')) : same;
};

export const distinct = (left: Typed, right: Typed): Typed => {
  const [a, b] = comparable([left, right]) as [Typed, Typed];
  return {
    type: 'boolean',
    value: (here) => {
      const [x, y] = [a.value(here), b.value(here)];
      return x === null || y === null ? x !== y : compare(x, y) !== 0;
    },
  };
};

export const isIn = (left: Typed, items: readonly Typed[]): Typed => {
  const [value, ...others] = comparable([left, ...items]) as [Typed, ...Typed[]];
  return or(others.map((other) => comparison('=', value, other)));
};
