import { afterAll, beforeAll, expect, it } from 'vitest';
import { masked, partOf, readme, transcript } from '../support/readme.ts';
import { openThread, type Thread } from '../support/thread.ts';

let thread: Thread;
beforeAll(async () => {
  thread = await openThread('readme');
});
afterAll(() => thread.close());

it('README shows the run that the demo makes', async () => {
  expect(masked(partOf(await readme(), 'transcript') ?? 'README has no transcript')).toBe(masked(await transcript(thread)));
});
