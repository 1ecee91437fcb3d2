// given a run, when an event is heard, then these facts are said. A port that the test does not fake throws when it is touched; every draft is validated.
import { expect } from 'vitest';
import type { PortsOf, Says } from '../../events/agent.ts';
import type { AnyEvent, AwsEventName, AwsEventOf, Draft, EventName } from '../../events/catalog.ts';
import { assertSayable, cause } from '../../events/envelope.ts';
import type { Run } from '../../events/run.ts';
import type { AgentName } from '../../events/topology.ts';
import { later } from './builders.ts';
import { unfaked } from './fakes/turn.ts';

/** Part of a draft: what the test is about. */
export type Said<Name extends EventName = EventName> = {
  readonly name: Name;
  readonly data?: Record<string, unknown>;
  readonly attempt?: number;
};

type Agent<Name extends AgentName, Event> = {
  readonly name: Name;
  readonly handle: (
    event: Event,
    context: { run: Run; ports: PortsOf<Name>; now: string; attempt: number },
  ) => Promise<readonly Draft<Says<Name>>[]>;
};

type Told<Name extends AgentName> = {
  readonly says: () => Promise<readonly Draft<Says<Name>>[]>;
  readonly then: (expected: readonly Said<Says<Name>>[]) => Promise<void>;
};

/** `given(agent)(run, ports).when(event, now).then([…])`; `says()` gives the drafts themselves. */
export const given =
  <Name extends AgentName, Event extends AnyEvent | AwsEventOf<AwsEventName>>(agent: Agent<Name, Event>) =>
  (run: Run, ports: Partial<PortsOf<Name>> = {}) => ({
    when: (event: Event, { now = later(60), attempt = 1 }: { readonly now?: string; readonly attempt?: number } = {}): Told<Name> => {
      const says = async (): Promise<readonly Draft<Says<Name>>[]> => {
        const drafts = await agent.handle(event, { run, ports: orThrow(agent.name, ports), now, attempt });
        const by =
          'meta' in event ? event.meta : { runId: run.runId, attempt, correlationId: run.correlationId, eventId: event.id, hop: 0 };
        for (const said of cause(by, agent.name, drafts, now)) assertSayable(said);
        return drafts;
      };
      return {
        says,
        // biome-ignore lint/suspicious/noThenProperty: the third word of the sentence; nobody awaits the sentence itself
        then: async (expected) => {
          expect(await says()).toEqual(
            expected.map(({ name, data = {}, attempt: of }) =>
              expect.objectContaining({ name, data: expect.objectContaining(data), ...(of === undefined ? {} : { attempt: of }) }),
            ),
          );
        },
      };
    },
  });

const orThrow = <Name extends AgentName>(name: Name, ports: Partial<PortsOf<Name>>): PortsOf<Name> =>
  new Proxy(ports, { get: (faked, port) => Reflect.get(faked, port) ?? throwing(`${String(port)}`, name) }) as PortsOf<Name>;

/** A port that may be handed on, and not called. */
const throwing = (port: string, name: string): object =>
  new Proxy({}, { get: (_, method) => () => unfaked(`${port}.${String(method)} of ${name}`) });
