// Every function of the language by name.
import type { Apply } from './arguments.ts';
import { arrayFunctions } from './arrays.ts';
import { choiceFunctions } from './choices.ts';
import { formatFunctions } from './formats.ts';
import { jsonFunctions } from './json.ts';
import { mathFunctions } from './math.ts';
import { numberFunctions } from './numbers.ts';
import { patternFunctions } from './patterns.ts';
import { pieceFunctions } from './pieces.ts';
import { spanFunctions } from './spans.ts';
import { textFunctions } from './text.ts';
import { timeFunctions } from './times.ts';

export const functions: ReadonlyMap<string, Apply> = new Map(
  Object.entries({
    ...textFunctions,
    ...pieceFunctions,
    ...patternFunctions,
    ...numberFunctions,
    ...mathFunctions,
    ...timeFunctions,
    ...spanFunctions,
    ...formatFunctions,
    ...choiceFunctions,
    ...arrayFunctions,
    ...jsonFunctions,
  }),
);
