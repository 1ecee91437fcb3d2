// What an agent is: a name in the table and a handler that may say only what its row allows, with only the ports that its row names.
import type { AwsEventOf, Draft, EventName, EventOf } from './catalog.ts';
import type { PortName, Ports } from './ports.ts';
import type { Run } from './run.ts';
import type { AgentName, Topology } from './topology.ts';

export type Hears<Name extends AgentName> = Topology[Name]['hears'] extends '*'
  ? EventName
  : Extract<Topology[Name]['hears'][number], EventName>;
export type Says<Name extends AgentName> = Topology[Name]['says'][number];
export type Uses<Name extends AgentName> = Extract<Topology[Name]['uses'][number], PortName>;
export type PortsOf<Name extends AgentName> = Pick<Ports, Uses<Name>>;
type HearsAws<Name extends AgentName> = Topology[Name] extends { readonly hearsAws: readonly (infer Aws)[] }
  ? Aws & 'Glue Job State Change'
  : never;

export type Context<Name extends AgentName> = {
  /** The record as read, consistently, before the handling. */
  readonly run: Run;
  readonly ports: PortsOf<Name>;
  /** Instant at which the handling began. */
  readonly now: string;
};

type Handle<Name extends AgentName, Event> = (event: Event, context: Context<Name>) => Promise<readonly Draft<Says<Name>>[]>;

export type FactAgent<Name extends AgentName = AgentName> = { readonly name: Name; readonly handle: Handle<Name, EventOf<Hears<Name>>> };

/** An agent that hears AWS. AWS's events name no run: `identify` finds it, and what it does not find is not ours. */
export type AwsAgent<Name extends AgentName = AgentName> = {
  readonly name: Name;
  readonly identify: (event: AwsEventOf<HearsAws<Name>>, ports: PortsOf<Name>) => Promise<Identified | undefined>;
  readonly handle: (
    event: AwsEventOf<HearsAws<Name>>,
    context: Context<Name> & { readonly attempt: number },
  ) => Promise<readonly Draft<Says<Name>>[]>;
};

/** A type that the row of the agent knows and the shell forgets; the validators hold it again. */
// biome-ignore lint/suspicious/noExplicitAny: the shell treats all agents alike, and their events and ports differ
type OfItsRow = any;
type Identified = { readonly runId: string; readonly attempt: number; readonly key: string };

/** Any agent, as the shell sees it. */
export type AnyAgent = {
  readonly name: AgentName;
  readonly handle: (event: OfItsRow, context: OfItsRow) => Promise<readonly Draft[]>;
  readonly identify?: (event: OfItsRow, ports: OfItsRow) => Promise<Identified | undefined>;
};

export const defineAgent = <Name extends AgentName>(name: Name, handle: Handle<Name, EventOf<Hears<Name>>>): FactAgent<Name> => ({
  name,
  handle,
});

export const defineAwsAgent = <Name extends AgentName>(name: Name, agent: Omit<AwsAgent<Name>, 'name'>): AwsAgent<Name> => ({
  name,
  ...agent,
});
