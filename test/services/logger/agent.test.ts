import { expect, it } from 'vitest';
import { logger } from '../../../services/logger/agent.ts';
import { generated, later, requested, run, runId } from '../../support/builders.ts';
import { memoryLog } from '../../support/fakes/memory-log.ts';
import { given } from '../../support/given.ts';

it('appends one line per fact and says nothing', async () => {
  const log = memoryLog();
  const write = given(logger)(run(), { log });
  await write.when(requested()).then([]);
  await write.when(generated()).then([]);
  expect(log.linesOf(runId).map(({ type, at }) => [type, at])).toEqual([
    ['run-requested', later(0)],
    ['specs-generated', later(1)],
  ]);
});
