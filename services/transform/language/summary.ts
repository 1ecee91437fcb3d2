// The language in a few lines, for who writes specs by heart: how everything is called. What it means stands on the page.
import { aggregates } from '../check/aggregates/all.ts';
import { forms } from '../check/aggregates/signature.ts';
import { usage } from '../check/calls.ts';
import { functions } from '../check/functions/all.ts';
import type { Parameter } from '../check/functions/signature.ts';
import { durations } from '../check/shifts.ts';
import { windowFunctions } from '../check/windows/functions.ts';

/** Optional arguments in brackets; arguments that must be written out as a literal bear a quote or a number. */
export const languageSummary = (): string =>
  [
    `Functions: ${[...functions].map(([name, signature]) => usage(name, { ...signature, params: signature.params.map(literalShown) })).join(', ')}.`,
    `Added to or taken from a date or timestamp: ${[...durations.keys()].map((name) => `${name}(n)`).join(', ')}.`,
    `Aggregates, in compute of aggregate, window and pivot, each also with filter (where …): ${[...aggregates].flatMap(([name, signature]) => forms(name, signature)).join(', ')}.`,
    `In compute of window only: ${[...windowFunctions.values()].flatMap((signature) => signature.forms.at(-1) ?? []).join(', ')}.`,
    'Values beside the input: param(name), value(step, column).',
  ].join('\n');

const literalShown = (parameter: Parameter): Parameter =>
  parameter.literal && parameter.accepts === 'text' ? { ...parameter, name: `'${parameter.name}'` } : parameter;
