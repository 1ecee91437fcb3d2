// Functions in PostgreSQL, by family. Where it means something else by a name, the expression is the one measured to equal the language's meaning.
import type { Render } from './functions/arguments.ts';
import { arrayFunctions } from './functions/arrays.ts';
import { choiceFunctions } from './functions/choices.ts';
import { formatFunctions } from './functions/formats.ts';
import { numberFunctions } from './functions/numbers.ts';
import { patternFunctions } from './functions/patterns.ts';
import { textFunctions } from './functions/text.ts';
import { timeFunctions } from './functions/times.ts';

export type { Call, Render } from './functions/arguments.ts';

export const functions: Readonly<Record<string, Render>> = {
  ...textFunctions,
  ...patternFunctions,
  ...numberFunctions,
  ...timeFunctions,
  ...formatFunctions,
  ...choiceFunctions,
  ...arrayFunctions,
};
