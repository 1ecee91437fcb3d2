// The section of rules, each with its examples.
import type { RuleExample } from '../rule.ts';
import { ruleSections } from '../rules.ts';
import { code, table } from './markdown.ts';

export const ruleSection = (): string =>
  [
    '## Rules',
    ...ruleSections.map(({ title, rules }) =>
      [
        `### ${title}`,
        table(
          ['rule', 'what it says', 'examples'],
          rules.map(({ id, says, examples }) => [code(id), says, examples.map(exampleText).join('<br>')]),
        ),
      ].join('\n\n'),
    ),
  ].join('\n\n');

const exampleText = (example: RuleExample): string => {
  if ('step' in example) return `step: ${example.step}`;
  if ('corpus' in example) return `case: test/corpus/${example.corpus}`;
  return 'gives' in example ? `${code(example.expr)} = ${code(example.gives)}` : `${code(example.expr)} is refused: ${example.refused}`;
};
