// What is assumed about limits said in words: "more than" leaves the limit out.
import type { Assumption, SpecPatch } from '../../../contracts/generated/types.ts';
import type { Step } from './flow.ts';
import { assumption, replace, type Scene } from './scene.ts';

/** One assumption per worded strict limit, with the other reading as a patch of the filter that holds it. */
export const limitAssumptions = ({ reading }: Scene, steps: readonly Step[]): readonly Assumption[] =>
  reading.conditions.flat().flatMap(({ test, phrase, negated }) => {
    if (test.is !== 'compare' || negated || (test.op !== '>' && test.op !== '<') || /[<>]/.test(phrase)) return [];
    const limit = test.value.text;
    const other = including(steps, ` ${test.op} ${limit}`, ` ${test.op}= ${limit}`);
    return [
      assumption(
        phrase,
        `${limit} itself is left out`,
        'exclusive-limit',
        other === undefined ? [] : [{ reading: `${limit} itself stays`, patch: other }],
      ),
    ];
  });

const including = (steps: readonly Step[], strict: string, loose: string): SpecPatch | undefined => {
  const found = steps.find((step) => step.do === 'filter' && step.where.includes(strict));
  return found?.do === 'filter' ? [replace(`/steps/${found.name}/where`, found.where.replace(strict, loose))] : undefined;
};
