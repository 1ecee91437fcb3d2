// What the second reader knows that it does not read: it asserts nothing of what such words change.
import { says, type View } from './tests-view.ts';
import { spoken } from './words.ts';

/** Rows become columns, tables are stacked, periods without rows appear: what a row stands for is not said by its groups alone. */
export const isBeyond = (view: View): boolean =>
  says(
    view,
    ...spoken(`pivot | pivoted | spread by | column per | column for each | columns per | columns for each | stack | union | unite | append | all rows of |
      the rows of | ties | months without | days without | weeks without | quarters without | years without | months with no | days with no |
      weeks with no | quarters with no | years with no | rank | ranking`),
  );

/** Shares, running totals, changes: what is listed there is not shown itself. */
export const looksAtOtherRows = (view: View): boolean =>
  says(
    view,
    ...spoken(
      `share | percent | percentage | proportion | fraction | % | running | cumulative | growth | change | difference | previous | prior`,
    ),
  );
