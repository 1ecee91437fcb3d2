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
  ...formats(scene, steps),
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

/** What "valid" asks of a text, and that nothing known is not valid. */
const formats = ({ reading }: Scene, steps: readonly Step[]): readonly Assumption[] =>
  reading.conditions.flat().flatMap(({ on, test, phrase, negated }) => {
    if (test.is !== 'format' || on.is !== 'column') return [];
    const name = on.refs[0]?.column.name ?? '';
    const found = steps.find((step) => step.do === 'filter' && step.where.includes('regexp_like('));
    const call = found?.do === 'filter' ? /\(?(regexp_like\([^,]+, '[^']*'\))(\) is not true)?/.exec(found.where) : null;
    const other = call === null ? undefined : negated ? `(${call[1]}) is false` : `(${call[1]}) is not false`;
    return [
      assumption(
        phrase,
        `a valid ${name} is written as name@domain with a dot in the domain, one @ and no blanks; NULL and an empty text are not valid`,
        'valid-email',
        found?.do !== 'filter' || call === null || other === undefined
          ? []
          : [
              {
                reading: negated ? 'NULL is not invalid' : 'NULL is not invalid: such rows stay',
                patch: [
                  replace(
                    `/steps/${found.name}/where`,
                    found.where.replace(call[0], () => other),
                  ),
                ],
              },
            ],
      ),
    ];
  });

const without = (steps: readonly Step[], condition: string): SpecPatch | undefined => {
  const step = steps.find((each) => each.do === 'filter' && each.where.split(' and ').includes(condition));
  if (step?.do !== 'filter') return undefined;
  const rest = step.where.split(' and ').filter((each) => each !== condition);
  return [replace(`/steps/${step.name}/where`, rest.length === 0 ? 'true' : rest.join(' and '))];
};
