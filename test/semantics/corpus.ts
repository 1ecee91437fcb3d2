// All of the corpus: written cases and the examples of the language page.
import type { Case } from './case.ts';
import { aggregates } from './cases/aggregates.ts';
import { casts } from './cases/casts.ts';
import { choices } from './cases/choices.ts';
import { decimals } from './cases/decimals.ts';
import { floats } from './cases/floats.ts';
import { integers } from './cases/integers.ts';
import { otherTypes } from './cases/other-types.ts';
import { patterns } from './cases/patterns.ts';
import { stepGroups } from './cases/steps.ts';
import { texts } from './cases/texts.ts';
import { times } from './cases/times.ts';
import { exampleCases, stepCase } from './example-cases.ts';
import type { Group } from './grid.ts';
import { gridCases } from './grid-cases.ts';

export const groups: readonly Group[] = [
  ...integers,
  ...decimals,
  ...casts,
  ...floats,
  ...texts,
  ...patterns,
  ...times,
  ...choices,
  ...otherTypes,
  ...aggregates,
];
export const writtenCases: readonly Case[] = [
  ...groups.flatMap((group, at) => gridCases(group, at)),
  ...stepGroups.map((group, at) => stepCase(group, `written_${at}`)),
];
export const cases: readonly Case[] = [...writtenCases, ...exampleCases()];
