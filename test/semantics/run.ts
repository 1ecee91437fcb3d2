// What the corpus has: groups, cases, and what of the language is without one.

import { stepGroups } from './cases/steps.ts';
import { cases, groups, writtenCases } from './corpus.ts';
import { coverageOf } from './coverage.ts';
import { readRecorded } from './recorded.ts';

const values = groups.flatMap((group) => group.samples.flatMap((sample) => sample.gives));
const raising = values.filter(({ is }) => is === 'raises').length;
const refused = groups.flatMap(({ refuses }) => refuses).length;

console.log(
  `${groups.length + stepGroups.length} groups, ${writtenCases.length} written cases with ${values.length} values, ${raising} of them the end of the job`,
);
console.log(`${refused} refused expressions`);
console.log(
  `${cases.length - writtenCases.length} cases from the examples of the language page, ${cases.length} in all, ${readRecorded().size} recorded from Spark`,
);
for (const [of, some] of [
  ['written', writtenCases],
  ['all', cases],
] as const)
  for (const [name, { all, missing }] of Object.entries(coverageOf(some))) {
    const without = missing.length === 0 ? '' : `, without: ${missing.join(', ')}`;
    console.log(`${of} cases use ${all - missing.length} of ${all} ${name}${without}`);
  }
