import { describe, expect, it } from 'vitest';
import { eventNames } from '../../../contracts/generated/names.ts';
import type { AnyEvent } from '../../../events/catalog.ts';
import { logLine } from '../../../services/run/log-line.ts';
import {
  disproved,
  fact,
  generated,
  jobFailed,
  jobSucceeded,
  passed,
  profiled,
  ref,
  requested,
  started,
  tested,
} from '../../support/builders.ts';

const secret = 'Ann Smith earns 4711';
const every: readonly AnyEvent[] = [
  requested({ prompt: secret }),
  profiled(),
  generated({ assumptions: [{ phrase: secret, reading: secret, alternatives: [secret] }] }),
  fact('SpecSettled', { spec: ref('TransformSpec'), priced: 2 }),
  fact('SpecApproved', { spec: ref('TransformSpec'), by: 'x' }),
  tested({ reason: secret }),
  started(),
  jobSucceeded(),
  jobFailed(1, { message: secret }),
  passed(),
  disproved(),
  fact('FixProposed', { next: 2, kind: 'restart', spec: ref('TransformSpec'), catalog: ref('Catalog'), because: secret }),
  fact('RunCancelRequested', { by: 'x', reason: secret }),
  fact('RunCancelled', { stopped: [] }),
  fact('TargetPublished', {
    table: 'datamorph_out.t',
    rows: 1,
    verdict: ref('VerdictReport'),
    previous: null,
    publishedAt: '2026-11-01T10:00:00Z',
  }),
  fact('RunFailed', { code: 'data-invalid', message: secret }),
  fact('ClarificationNeeded', { questions: [{ phrase: secret, question: secret, options: [secret] }], because: 'dispute' }),
];

describe('every fact is one line', () => {
  it('and none is forgotten here', () => expect(every.map(({ name }) => name).toSorted()).toEqual(eventNames.toSorted()));
  for (const event of every)
    it(`${event.name}: a title, one sentence, and no word of a prompt or row`, () => {
      const { type, title, description, eventId } = logLine(event);
      expect(type).toMatch(/^[a-z]+(-[a-z]+)+$/);
      expect(title).not.toBe('');
      expect(description).toMatch(/^[^\n]+\.$/);
      expect(`${title} ${description}`).not.toContain('Ann');
      expect(eventId).toBe(event.meta.eventId);
    });
});
