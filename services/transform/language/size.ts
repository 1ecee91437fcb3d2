// How much there is of the language, and of examples that show it.
import { aggregateSynonyms, aggregates } from '../check/aggregates/all.ts';
import { functions } from '../check/functions/all.ts';
import { durations } from '../check/shifts.ts';
import { frameExamples, windowFunctions } from '../check/windows/functions.ts';
import { stepDefinitions } from './page/schema.ts';
import { ruleSections } from './rules.ts';
import { stepExamples } from './step-examples.ts';

export type LanguageSize = {
  readonly steps: number;
  readonly functions: number;
  readonly aggregates: number;
  readonly windowFunctions: number;
  readonly rules: number;
  /** Everything that is executed to show one of them. */
  readonly cases: number;
};

export const languageSize = (): LanguageSize => {
  const rules = ruleSections.flatMap((section) => section.rules);
  const shown = [...functions.values(), ...aggregates.values(), ...windowFunctions.values()].flatMap(
    ({ examples }): readonly unknown[] => examples,
  );
  const ownExamples = rules.flatMap(({ examples }) => examples.filter((example) => 'expr' in example));
  return {
    steps: stepDefinitions.length,
    functions: functions.size + durations.size,
    aggregates: aggregates.size + aggregateSynonyms.size,
    windowFunctions: windowFunctions.size,
    rules: rules.length,
    cases: stepExamples.length + shown.length + frameExamples.length + ownExamples.length,
  };
};
