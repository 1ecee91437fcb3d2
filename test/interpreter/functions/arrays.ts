// Functions on arrays.
import { NoMeaning } from '../raised.ts';
import { adapted, strict, type Typed } from '../typed.ts';
import { elementOf, isArrayType } from '../types.ts';
import { compare, type Value } from '../values.ts';
import { at, type Family, text, writtenText } from './arguments.ts';

const array = (args: readonly Typed[]): Typed => {
  const arg = at(args, 0);
  if (!isArrayType(arg.type)) throw new NoMeaning(`${arg.type} is no array`);
  return arg;
};

export const arrayFunctions: Family = {
  split: (args) => {
    const separator = writtenText(args, 1);
    if (separator === '') throw new NoMeaning('the separator is not empty');
    return strict('text[]', [text(args, 0)], ([value]) => String(value).split(separator));
  },
  array_length: (args) => strict('int', [array(args)], ([all]) => BigInt((all as readonly Value[]).length)),
  array_contains: (args) => {
    const all = array(args);
    return strict('boolean', [all, adapted(at(args, 1), elementOf(all.type))], ([values, wanted]) => {
      const elements = values as readonly Value[];
      if (elements.some((each) => each !== null && compare(each, wanted ?? null) === 0)) return true;
      return elements.includes(null) ? null : false;
    });
  },
  array_join: (args) => {
    const separator = writtenText(args, 1);
    return strict('text', [array(args)], ([all]) => (all as readonly Value[]).filter((each) => each !== null).join(separator));
  },
};
