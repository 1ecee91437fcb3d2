// Every kind of join.
import type { Step } from '../../../contracts/generated/types.ts';
import type { Case } from '../postgres.ts';
import { caseOf } from './case.ts';

type Join = Extract<Step, { do: 'join' }>;
const join = (kind: Join['kind'], more: Partial<Join> = {}): Step => ({
  name: 'joined',
  do: 'join',
  left: 't',
  right: 'r',
  kind,
  on: kind === 'cross' ? [] : [{ left: 'i', right: 'i' }],
  keep: [
    { side: 'left', columns: ['id', 'x'] },
    ...(kind === 'semi' || kind === 'anti' ? [] : [{ side: 'right' as const, columns: ['rid', 'name'] }]),
  ],
  expect: 'many',
  ...more,
});
const both = ['id', 'x', 'rid', 'name'];

export const joinCases: readonly Case[] = [
  ...(['inner', 'left', 'right', 'full', 'cross'] as const).map((kind) => caseOf(`${kind} join`, [join(kind)], both)),
  ...(['semi', 'anti'] as const).map((kind) => caseOf(`${kind} join`, [join(kind)], ['id', 'x'])),
  caseOf(
    'full join on a condition, with a flag',
    [join('full', { on: [], condition: 'left.i > right.rid and left.b', matched_as: 'met' })],
    [...both, 'met'],
  ),
  caseOf(
    'left join with a condition and NULLs that match',
    [join('left', { on: [{ left: 'i', right: 'i', nulls: 'match' }], condition: "right.name <> 'seven'" })],
    both,
  ),
  caseOf('right join with a flag', [join('right', { matched_as: 'met' })], [...both, 'met']),
  caseOf('asof join', [join('asof', { on: [], asof: { left: 'j', right: 'rid' } })], both),
  caseOf(
    'asof join per key',
    [
      join('asof', {
        right: 't',
        on: [{ left: 'b', right: 'b' }],
        asof: { left: 'dt', right: 'du' },
        keep: [
          { side: 'left', columns: ['id'] },
          { side: 'right', columns: [{ column: 'id', as: 'other' }] },
        ],
      }),
    ],
    ['id', 'other'],
  ),
  caseOf('coalesced keys', [join('full', { coalesce: [{ left: 'i', right: 'i', as: 'key' }] })], ['key', ...both]),
  caseOf(
    'lookups one after the other',
    [
      join('left', {
        lookups: [
          {
            right: 'r',
            kind: 'left',
            on: [{ left: 'rid', right: 'rid' }],
            keep: [{ column: 'name', as: 'again' }],
            expect: 'many',
            matched_as: 'met',
          },
        ],
      }),
    ],
    [...both, 'again', 'met'],
  ),
];
