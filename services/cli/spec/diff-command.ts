// spec diff: what one spec has otherwise than another, in words, as a patch, and as what it does to the rows.
import type { Catalog, TransformSpec } from '../../../contracts/generated/types.ts';
import { check, diff, differences, sentences } from '../../transform/index.ts';
import type { Answer } from './answer.ts';
import type { File } from './files.ts';

/** With a catalog also the sentences of the plan that come and go. */
export const diffCommand = (a: File<TransformSpec>, b: File<TransformSpec>, catalog: Catalog | undefined): Answer => {
  const patch = diff(a.content, b.content);
  if (patch.length === 0) return { code: 0, text: `${a.name} and ${b.name} say the same` };
  const words = differences(a.content, patch).map((sentence) => `  ${sentence}`);
  const effect = catalog === undefined ? [] : changedSentences(a.content, b.content, catalog);
  const sections = [
    [`What ${b.name} has otherwise than ${a.name}:`, ...words],
    ...(effect.length === 0 ? [] : [['What that does:', ...effect]]),
    [`As a patch of ${a.name}:`, JSON.stringify(patch, null, 2)],
  ];
  return { code: 0, text: sections.map((lines) => lines.join('\n')).join('\n\n') };
};

const changedSentences = (a: TransformSpec, b: TransformSpec, catalog: Catalog): readonly string[] => {
  const [before, after] = [a, b].map((spec) => {
    const result = check(spec, catalog);
    return result.is === 'sound' ? sentences(result.plan) : undefined;
  });
  if (before === undefined || after === undefined) return [];
  return [
    ...before.filter((sentence) => !after.includes(sentence)).map((sentence) => `  - ${sentence}`),
    ...after.filter((sentence) => !before.includes(sentence)).map((sentence) => `  + ${sentence}`),
  ];
};
