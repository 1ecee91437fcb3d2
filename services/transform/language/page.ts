// The language page: everything that can be written in a spec and what it means, made from what the checker knows. `npm run gen:language` writes it.
import { aggregateSection, functionSection, windowSection } from './page/functions.ts';
import { ruleSection } from './page/rules.ts';
import { partSections, specSection, stepSections } from './page/steps.ts';
import { typeSection } from './page/types.ts';

export const languagePage = (): string =>
  `${[
    '<!-- Made by npm run gen:language from the schema, the signatures, the rules and the examples. Do not edit. -->',
    '# The language of specs',
    'A spec says which table is wanted. It names sources, then steps, each of which makes rows of the rows before; the target takes columns of the last one. Both engines obey what stands here; every example on this page is executed on both.',
    specSection(),
    typeSection(),
    stepSections(),
    partSections(),
    functionSection(),
    aggregateSection(),
    windowSection(),
    ruleSection(),
  ].join('\n\n')}\n`;
