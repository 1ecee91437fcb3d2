// Functions in PySpark, by family.
import { arrayFunctions } from './functions/arrays.ts';
import { choiceFunctions } from './functions/choices.ts';
import { formatFunctions } from './functions/formats.ts';
import { numberFunctions } from './functions/numbers.ts';
import { patternFunctions } from './functions/patterns.ts';
import { textFunctions } from './functions/text.ts';
import { timeFunctions } from './functions/times.ts';
import type { Render } from './renderer.ts';

export const functions: Readonly<Record<string, Render>> = {
  ...textFunctions,
  ...patternFunctions,
  ...numberFunctions,
  ...timeFunctions,
  ...formatFunctions,
  ...choiceFunctions,
  ...arrayFunctions,
};
