import { expect, it } from 'vitest';
import { itemFailures } from '../../../infra/local/host/poll-queue.ts';

const ids = ['a', 'b'];
const failed = (...identifiers: unknown[]) => ({ batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })) });

it.each([
  ['nothing', undefined, []],
  ['null', null, []],
  ['an object without a list', {}, []],
  ['an empty list', failed(), []],
  ['a list that is null', { batchItemFailures: null }, []],
  ['one message', failed('b'), ['b']],
  ['a message it was not given', failed('b', 'c'), ids],
  ['an empty name', failed(''), ids],
  ['an item without a name', { batchItemFailures: [{}] }, ids],
  ['no list', { batchItemFailures: 'b' }, ids],
  ['a text', 'fine', ids],
])('an answer with %s', (_, answer, expected) => {
  expect(itemFailures(answer, ids)).toEqual(expected);
});
