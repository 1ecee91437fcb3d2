// What is assumed about conditions said in words: "more than" leaves the limit out, "with an email" keeps those that have one.
import type { Assumption, SpecPatch } from '../../../contracts/generated/types.ts';
import { assumption, replace } from './assumptions.ts';
import { nameText } from './expressions.ts';
import type { Step } from './flow.ts';
import type { Scene } from './scene.ts';

/** One assumption per worded condition, with the other reading as a patch of the filter that holds it. */
export const limitAssumptions = (scene: Scene, steps: readonly Step[]): readonly Assumption[] => [
  ...strictLimits(scene, steps),
  ...ownedColumns(scene, steps),
];

const strictLimits = ({ reading }: Scene, steps: readonly Step[]): readonly Assumption[] =>
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

/** "with an email" could also only ask to see it. */
const ownedColumns = ({ reading }: Scene, steps: readonly Step[]): readonly Assumption[] =>
  reading.conditions.flat().flatMap(({ on, test, phrase, negated }) => {
    if (test.is !== 'not-null' || test.owned !== true || on.is !== 'column') return [];
    const [ref] = on.refs;
    const name = ref?.column.name ?? '';
    const found = negated ? undefined : without(steps, `${nameText(name)} is not null`);
    const empty = ref?.column.type === 'text' ? '; an empty text counts as known' : '';
    return [
      assumption(
        phrase,
        `${negated ? `rows whose ${name} is known are left out` : `only rows whose ${name} is known stay`}${empty}`,
        undefined,
        found === undefined ? [] : [{ reading: `rows whose ${name} is not known stay too`, patch: found }],
      ),
    ];
  });

const without = (steps: readonly Step[], condition: string): SpecPatch | undefined => {
  const step = steps.find((each) => each.do === 'filter' && each.where.split(' and ').includes(condition));
  if (step?.do !== 'filter') return undefined;
  const rest = step.where.split(' and ').filter((each) => each !== condition);
  return [replace(`/steps/${step.name}/where`, rest.length === 0 ? 'true' : rest.join(' and '))];
};
