// The run table in memory: the same refusals in the same order as the table in DynamoDB; the port tests hold both to it.
import { type AnyEvent, type EventOf, slotOf } from '../../../events/catalog.ts';
import type { LogLine } from '../../../events/ports.ts';
import type { RunItem } from '../../../events/run.ts';
import { canonicalJson } from '../../../services/adapters/canonical-json.ts';
import { endsBesidePublisher, LimitPassed, raises } from '../../../services/adapters/commit-rules.ts';
import { limits } from '../../../services/run/budget.ts';
import { opened } from '../../../services/run/evolve.ts';
import { toPublish } from '../../../services/run/record.ts';
import { type Commit, type CommitResult, type Recorded, type RunStore, type Work, workKey } from '../../../services/run/store.ts';
import { atOnce, copy, type Turn } from './turn.ts';

type Page = { item: RunItem; readonly facts: AnyEvent[]; readonly slots: Map<string, string>; readonly works: Map<string, Work> };

export const memoryRuns = ({ turn = atOnce }: { readonly turn?: Turn } = {}): RunStore => {
  const pages = new Map<string, Page>();
  const keys = new Map<string, string>();
  const logs = new Map<string, Map<string, LogLine>>();

  const page = (runId: string): Page => {
    const found = pages.get(runId);
    if (found === undefined) throw new Error(`run ${runId} is not recorded`);
    return found;
  };
  const recorded = ({ item, facts, works }: Page): Recorded => copy({ run: { ...item, facts }, works });
  const load = async (runId: string): Promise<Recorded | undefined> => {
    await turn();
    const found = pages.get(runId);
    return found && recorded(found);
  };

  return {
    load,
    read: async (runId) => (await load(runId))?.run,
    open: async (requested: EventOf<'RunRequested'>, door) => {
      await turn();
      const { meta, data } = requested;
      const key = data.idempotencyKey;
      const before = pages.get(meta.runId) ?? (key === undefined ? undefined : pages.get(keys.get(key) ?? ''));
      if (before !== undefined) {
        const is = canonicalJson(before.item.request) === canonicalJson(data) ? 'known' : 'differs';
        return { run: recorded(before).run, is };
      }
      const fresh: Page = { item: opened(requested), facts: [copy(requested)], slots: new Map(), works: new Map() };
      if (door !== undefined) fresh.works.set(workKey(door, meta.eventId), copy(toPublish(door, requested)));
      pages.set(meta.runId, fresh);
      if (key !== undefined) keys.set(key, meta.runId);
      return { run: recorded(fresh).run, is: 'opened' };
    },
    commit: async (commit) => {
      await turn();
      if (commit.fold === undefined) return commitWork(pages.get(commit.runId), commit);
      return commitTo(page(commit.runId), commit);
    },
    markPublished: async (runId, agent, eventKey) => {
      await turn();
      const { works } = page(runId);
      const work = works.get(workKey(agent, eventKey));
      if (work === undefined) throw new Error(`run ${runId}: no work of ${agent} on ${eventKey}`);
      works.set(workKey(agent, eventKey), { ...work, published: true });
    },
    fence: async (runId, attempt, now) => {
      await turn();
      const run = page(runId);
      const { state } = run.item;
      if (state.is === 'open') run.item = { ...run.item, state: { is: 'publishing', attempt, since: now } };
      return state.is === 'open' || (state.is === 'publishing' && state.attempt === attempt) ? 'publishing' : 'ended';
    },
    append: async (runId, line) => {
      await turn();
      const lines = logs.get(runId) ?? new Map<string, LogLine>();
      logs.set(runId, lines.set(`${line.at}#${line.eventId}`, copy(line)));
    },
    logsOf: async (runId) => {
      await turn();
      return [...(logs.get(runId) ?? new Map<string, LogLine>())].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => copy(line));
    },
  };
};

const commitWork = (page: Page | undefined, { runId, work }: Commit): CommitResult => {
  if (page === undefined) throw new Error(`run ${runId} is not recorded`);
  const key = workKey(work.agent, work.eventKey);
  const before = page.works.get(key);
  if (before !== undefined) return { is: 'worked', work: copy(before) };
  page.works.set(key, copy(work));
  return { is: 'committed' };
};

const commitTo = (page: Page, commit: Commit): CommitResult => {
  const { runId, work, facts, fold } = commit;
  const before = page.works.get(workKey(work.agent, work.eventKey));
  if (before !== undefined) return { is: 'worked', work: copy(before) };
  const stored = facts.map((fact) => standing(page, fact)).find((fact) => fact !== undefined);
  if (stored !== undefined) return { is: 'taken', stored: copy(stored) };
  const { state, version } = page.item;
  if (state.is === 'ended' || (state.is === 'publishing' && endsBesidePublisher(commit))) return { is: 'ended' };
  if (fold === undefined || version !== fold.from) return { is: 'conflict' };
  const counter = raises(commit);
  if (counter !== undefined && page.item[counter] >= limits[counter]) throw new LimitPassed(runId, counter, limits[counter]);

  page.works.set(workKey(work.agent, work.eventKey), copy(work));
  for (const fact of facts) {
    page.facts.push(copy(fact));
    const slot = slotOf(fact);
    if (slot !== undefined) page.slots.set(slot, fact.meta.eventId);
  }
  // The state moves only when the run ends: the fence may have been taken since the run was read.
  page.item = copy({ ...fold.next, state: fold.next.state.is === 'ended' ? fold.next.state : state });
  return { is: 'committed' };
};

/** The fact that already has this one's id, or sits in its slot. */
const standing = (page: Page, fact: AnyEvent): AnyEvent | undefined => {
  const slot = slotOf(fact);
  const eventId = slot === undefined ? undefined : page.slots.get(slot);
  return page.facts.find(({ meta }) => meta.eventId === fact.meta.eventId || meta.eventId === eventId);
};
