// A rank beside each row: equal ones share it.
import type { Assumption } from '../../../contracts/generated/types.ts';
import { assumption, replace } from './assumptions.ts';
import { nameText } from './expressions.ts';
import { addStep, type Flow } from './flow.ts';
import type { Ranking } from './reading.ts';

export type Added = { readonly names: readonly string[]; readonly assumptions: readonly Assumption[] };

export const ranked = ({ phrase, direction }: Ranking, flow: Flow, by: string, within: readonly string[], from?: string): Added => {
  const input = flow.steps.at(-1)?.name ?? from ?? '';
  const step = addStep(flow, 'ranked', (free) => ({
    name: free,
    do: 'window',
    input,
    compute: [{ name: 'rank', expr: 'rank()', partition: [...within], order: [{ expr: nameText(by), direction, nulls: 'last' }] }],
  }));
  const at = `/steps/${step}/compute/rank/expr`;
  return {
    names: ['rank'],
    assumptions: [
      assumption(
        phrase,
        `the ${direction === 'desc' ? 'highest' : 'lowest'} ${by} is first, rows without one come last; equal ones share a rank, and the next rank is left out`,
        'ranks-occur',
        [
          { reading: 'no rank is left out behind equal ones', patch: [replace(at, 'dense_rank()')] },
          { reading: 'equal ones get ranks of their own', patch: [replace(at, 'row_number()')] },
        ],
      ),
    ],
  };
};
