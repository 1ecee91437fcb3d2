// A whole run in one process: the real shell and the real fold on a memory bus and a memory run table, every handler interleaved at every await.
import type { AnyAgent } from '../../events/agent.ts';
import { type AnyEvent, isTerminal, slotOf } from '../../events/catalog.ts';
import { type MemoryBus, type Message, memoryBus } from '../../events/memory-bus.ts';
import type { Ports } from '../../events/ports.ts';
import type { AgentName } from '../../events/topology.ts';
import { type LogEntry, shell } from '../../services/adapters/shell.ts';
import type { RunStore } from '../../services/run/store.ts';
import { memoryRuns } from './fakes/memory-runs.ts';
import { type Chooser, scheduler, type Task } from './scheduler.ts';

export type Flow = {
  readonly bus: MemoryBus;
  readonly runs: RunStore;
  readonly log: readonly LogEntry[];
  /** Handlings that died. */
  readonly deaths: () => number;
  /** Every fact that was put on the bus by us, in order, repetitions too. */
  readonly published: readonly AnyEvent[];
  /** Lets everything happen that can happen. */
  readonly play: () => Promise<void>;
};

export type Script = {
  /** Who works each agent's queue; several voices take turns. Messages of an agent that is not in the cast vanish. */
  readonly cast: Partial<Record<AgentName, AnyAgent | readonly AnyAgent[]>>;
  readonly ports?: (world: { readonly turn: () => Promise<void>; readonly bus: MemoryBus }) => Partial<Ports>;
  readonly choose: Chooser;
  /** Agents that get each of their messages twice. */
  readonly twice?: 'all' | readonly AgentName[];
  /** The first handling by this agent dies instead of its n-th turn. */
  readonly death?: { readonly agent: AgentName; readonly turn: number };
};

const started = Date.parse('2026-11-01T10:00:00.000Z');

export const flow = (script: Script): Flow => {
  let milliseconds = 0;
  const now = () => {
    milliseconds += 1;
    return new Date(started + milliseconds).toISOString();
  };
  const bus = memoryBus(now);
  const { turn, start, drain } = scheduler(script.choose);
  const runs = memoryRuns({ turn });
  const ports: Partial<Ports> = { runs, log: runs, ...script.ports?.({ turn, bus }) };
  const log: LogEntry[] = [];
  const published: AnyEvent[] = [];
  const copied = new Set<number>();
  let voices = 0;
  let doomed = false;
  let deaths = 0;

  const publish = async (events: readonly AnyEvent[]) => {
    await turn();
    published.push(...events);
    bus.publish(events);
  };

  const deliver = (message: Message, agent: AnyAgent) => {
    const again = (script.twice === 'all' || script.twice?.includes(message.agent) === true) && !copied.has(message.id);
    copied.add(message.id);
    bus.receive(message);
    if (again) bus.release({ ...message });
    const dies = !doomed && script.death?.agent === message.agent;
    doomed ||= dies;
    const onDeath = () => {
      deaths += 1;
      bus.release(message);
    };
    const task: Task = { turns: 0, diesAt: dies ? script.death?.turn : undefined, onDeath };
    start(task, async () => {
      const handle = shell(agent, {
        runs,
        ports,
        bus: { publish },
        now,
        random: () => 0.5,
        pause: turn,
        log: (entry) => log.push(entry),
        queue: { deadLetter: async (_, reason) => bus.deadLetter(message, reason), retryIn: async () => undefined },
      });
      const failed = await handle([{ id: `${message.id}`, body: message.body, handle: `${message.id}`, receives: message.receives }]);
      if (failed.length === 0) return;
      if (message.receives >= 5) bus.deadLetter(message, 'receives');
      else bus.release(message);
    });
  };

  const voicesOf = (message: Message): readonly AnyAgent[] => [script.cast[message.agent] ?? []].flat();
  const deliveries = () => {
    for (const message of bus.waiting().filter((one) => voicesOf(one).length === 0)) bus.receive(message);
    return bus.waiting().map((message) => () => {
      const cast = voicesOf(message);
      deliver(message, cast[voices++ % cast.length] as AnyAgent);
    });
  };

  return { bus, runs, log, published, deaths: () => deaths, play: () => drain(deliveries) };
};

/** What must hold after any order: one fact per slot, exactly one end, nothing left over. Answers the facts of the run. */
export const settledRun = async ({ runs, bus }: Flow, runId: string): Promise<readonly AnyEvent[]> => {
  const recorded = await runs.load(runId);
  if (recorded === undefined) throw new Error(`no run ${runId}`);
  const { facts, state } = recorded.run;
  const slots = facts.map(slotOf).filter((slot) => slot !== undefined);
  const twice = slots.filter((slot, n) => slots.indexOf(slot) !== n);
  if (twice.length > 0) throw new Error(`slots filled twice: ${twice.join(', ')}`);
  const ends = facts.filter((fact) => isTerminal(fact.name));
  if (ends.length !== 1 || state.is !== 'ended')
    throw new Error(`${ends.length} terminal facts, run is ${state.is}: ${facts.map((fact) => fact.meta.eventId).join(', ')}`);
  if (bus.waiting().length > 0) throw new Error(`${bus.waiting().length} messages left`);
  return facts;
};
