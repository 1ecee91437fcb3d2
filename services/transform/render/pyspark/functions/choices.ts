// Functions that choose among values in PySpark.
import { known } from '../operators.ts';
import { atom, binary, bracketed, call, method } from '../python.ts';
import type { Render } from '../renderer.ts';
import { simple } from './arguments.ts';

export const choiceFunctions: Readonly<Record<string, Render>> = {
  coalesce: simple('F.coalesce'),
  nullif: ([a, b], renderer) => {
    const isEqual = binary(bracketed(renderer.column(known(a))), '==', bracketed(renderer.bare(known(b))));
    return method(call('F.when', isEqual, atom('None')), 'otherwise', renderer.column(known(a)));
  },
  greatest: simple('F.greatest'),
  least: simple('F.least'),
};
