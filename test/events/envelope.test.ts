import { describe, expect, it } from 'vitest';
import { say } from '../../events/catalog.ts';
import { assertSayable, ContractViolation, cause, parse, requestMeta, ulid } from '../../events/envelope.ts';

const runId = '01JBK4Z0000000000000000000';
const bus = (over: object) =>
  JSON.stringify({ id: 'e1', source: 'datamorph', time: '2026-11-01T10:00:00Z', 'detail-type': 'RunRequested', detail: {}, ...over });
const violation = (body: string): ContractViolation => {
  try {
    parse(body);
  } catch (error) {
    if (error instanceof ContractViolation) return error;
  }
  throw new Error('accepted');
};

describe('a bare request by a stranger', () => {
  const asked = (over: object = {}) => parse(bus({ source: 'somebody', detail: { data: { prompt: 'a table' } }, ...over }));
  it('is the same run however often it is delivered', () => expect(asked()).toEqual(asked()));
  it('is another run when it is another event', () => expect(JSON.stringify(asked())).not.toBe(JSON.stringify(asked({ id: 'e2' }))));
  it('gets an id that sorts by time', () => {
    const [early, late] = [ulid(1000, 'z'), ulid(2000, 'a')];
    expect(early < late).toBe(true);
    expect(early).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
  });
  it('belongs to the run that it continues', () => {
    const heard = asked({ detail: { data: { prompt: 'a table', continues: runId } } });
    expect(heard.is === 'fact' && heard.event.meta.correlationId).toBe(runId);
  });
});

describe('a request that brings a meta of its own', () => {
  const meta = (over: object) => ({ ...requestMeta(runId, '2026-11-01T10:00:00.250Z', 'cli'), ...over });
  const heard = (over: object) => {
    const { event } = parse(bus({ source: 'somebody', detail: { meta: meta(over), data: { prompt: 'a table' } } })) as {
      event: { meta: object };
    };
    return event.meta;
  };
  it('is believed its run id and its time, for they open the run', () =>
    expect(heard({})).toMatchObject({ runId, occurredAt: '2026-11-01T10:00:00.250Z' }));
  it('is not believed another place in a run', () =>
    expect(
      heard({ hop: 58, attempt: 7, eventId: `${runId}.7.GlueStarted`, causationId: 'x', correlationId: `${runId.slice(0, -1)}1` }),
    ).toEqual(meta({ causationId: 'cli' })));
  it('is not believed a time far from that of the bus, for its deadline counts from there', () =>
    expect(heard({ occurredAt: '2036-11-01T10:00:00.000Z' })).toMatchObject({ occurredAt: '2026-11-01T10:00:00.000Z' }));
});

describe('what is refused', () => {
  it.each([
    ['text that is no JSON', 'nonsense', '/'],
    ['an event without source', bus({ source: undefined }), '/source'],
    ['a fact of ours from another source', bus({ source: 'somebody', 'detail-type': 'TestsWritten' }), '/source'],
    ['a fact that nobody knows', bus({ 'detail-type': 'TestsFaked' }), '/detail-type'],
    ['a request without words or spec', bus({ detail: { data: {} } }), '/data'],
    ['an AWS event that we do not rely on', bus({ source: 'aws.glue', 'detail-type': 'Glue Crawler State Change' }), '/detail-type'],
    [
      'a Glue event without a job run',
      bus({ source: 'aws.glue', 'detail-type': 'Glue Job State Change', detail: { jobName: 'j', state: 'FAILED' } }),
      '/',
    ],
  ])('%s', (_, body, at) => expect(violation(body).problems.map((problem) => problem.at)).toContain(at));

  it('names all problems at once', () => {
    const { problems } = violation(bus({ detail: { data: { prompt: '', ask: 'sometimes', sources: [] } } }));
    expect(problems.map(({ at }) => at)).toEqual(expect.arrayContaining(['/data/prompt', '/data/ask', '/data/sources']));
  });
});

describe('what is heard', () => {
  it('may have fields that are newer than the listener', () =>
    expect(() => parse(bus({ detail: { data: { prompt: 'x', mood: 'good' } } }))).not.toThrow());
});

describe('what is said', () => {
  const by = requestMeta(runId, '2026-11-01T10:00:00.000Z', 'api');
  const ref = { uri: 's3://a/b', sha256: 'a'.repeat(64) };
  it('has ids that follow from run, attempt and name', () => {
    const drafts = [
      say('SourcesProfiled', { catalog: ref, tables: 1 }),
      say('SourcesProfiled', { catalog: ref, tables: 2 }),
      say('RunFailed', { code: 'defect', message: 'x' }, 3),
    ];
    const events = cause(by, 'source-profiler', drafts, '2026-11-01T10:00:01.000Z');
    expect(events.map(({ meta }) => meta.eventId)).toEqual([
      `${runId}.0.SourcesProfiled`,
      `${runId}.0.SourcesProfiled.1`,
      `${runId}.3.RunFailed`,
    ]);
    expect(events.map(({ meta }) => [meta.causationId, meta.hop])).toEqual(Array(3).fill([by.eventId, 1]));
  });
  it('is closed: an undeclared field is a defect', () => {
    const [event] = cause(
      by,
      'source-profiler',
      [say('SourcesProfiled', { catalog: ref, tables: 1, mood: 'good' } as never)],
      '2026-11-01T10:00:01.000Z',
    );
    expect(() => event && assertSayable(event)).toThrow('no property "mood"');
  });
});
