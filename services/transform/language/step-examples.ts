// Every step at work, at least once.
import type { StepExample } from './example.ts';
import { groupExamples } from './examples/groups.ts';
import { joinExamples } from './examples/joins.ts';
import { lookupExamples } from './examples/lookups.ts';
import { orderedExamples } from './examples/ordered-rows.ts';
import { rowExamples } from './examples/rows.ts';
import { setExamples } from './examples/sets.ts';
import { shapeExamples } from './examples/shapes.ts';
import { walkExamples } from './examples/walks.ts';
import { windowExamples } from './examples/windows.ts';

export const stepExamples: readonly StepExample[] = [
  ...rowExamples,
  ...orderedExamples,
  ...joinExamples,
  ...lookupExamples,
  ...groupExamples,
  ...windowExamples,
  ...setExamples,
  ...shapeExamples,
  ...walkExamples,
];
