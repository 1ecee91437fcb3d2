// Random steps over the frames there are. They need not be sound: the caller asks the checker, and drops what is not.
import { aggregate, dedupe, pivot, top, window } from './steps/groups.ts';
import { join, set } from './steps/joins.ts';
import { sequence, walk } from './steps/makers-of-rows.ts';
import { groupable, type Make } from './steps/making.ts';
import { fill, filter, project, select, unnest, unpivot } from './steps/row-steps.ts';

export const stepOf: Make = (name, above, frames, random, beside) => {
  // a frame of JSON and arrays alone can only be computed with
  const rich = new Map([...frames].filter(([, columns]) => groupable(columns).length > 0));
  // of few columns rows are equal now and then: what counts them, takes them out or holds them against each other
  const narrow = (frames.get(above)?.length ?? 0) <= 2 && random.chance(0.5) ? random.pick(ofEqualRows) : undefined;
  if (narrow !== undefined && rich.has(above)) return narrow(name, above, frames, random, beside);
  return (rich.has(above) ? random.pick(weighted) : select)(name, above, rich.has(above) ? rich : frames, random, beside);
};

const ofEqualRows: readonly Make[] = [set, set, set, dedupe, dedupe, filter, top];

/** How often each is chosen, by the side of the others. Sequences begin anew, so they are rare. */
const weights: readonly (readonly [Make, number])[] = [
  [select, 8],
  [project, 1.5],
  [filter, 2],
  [join, 3],
  [aggregate, 3],
  [window, 3],
  [dedupe, 1.5],
  [top, 1.5],
  [set, 3],
  [pivot, 1],
  [unpivot, 1],
  [unnest, 1.2],
  [fill, 1],
  [sequence, 0.5],
  [walk, 1],
];
const weighted: readonly Make[] = weights.flatMap(([make, weight]) => Array.from({ length: weight * 10 }, () => make));
