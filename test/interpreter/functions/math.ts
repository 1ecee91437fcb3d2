// Functions of doubles beyond arithmetic; where no number is the result there is NULL.
import { strict, type Typed } from '../typed.ts';
import type { Value } from '../values.ts';
import { double, type Family } from './arguments.ts';

const ofDouble = (args: readonly Typed[], apply: (x: number) => Value): Typed =>
  strict('double', [double(args, 0)], ([x]) => apply(x as number));

export const mathFunctions: Family = {
  sqrt: (args) => ofDouble(args, (x) => (x < 0 ? null : Math.sqrt(x))),
  exp: (args) => ofDouble(args, Math.exp),
  ln: (args) => ofDouble(args, (x) => (x <= 0 ? null : Math.log(x))),
  log10: (args) => ofDouble(args, (x) => (x <= 0 ? null : Math.log10(x))),
  power: (args) => strict('double', [double(args, 0), double(args, 1)], ([x, y]) => power(x as number, y as number)),
};

const power = (x: number, y: number): Value => {
  if ((x === 0 && y < 0) || (x < 0 && Number.isFinite(y) && !Number.isInteger(y) && Number.isFinite(x))) return null;
  return x ** y;
};
