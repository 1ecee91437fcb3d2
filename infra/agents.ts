// Every row of the table, deployed.
import { Construct } from 'constructs';
import { type AgentName, agentNames } from '../events/topology.ts';
import { Agent, type Platform } from './agent.ts';

export class Agents extends Construct {
  readonly byName: ReadonlyMap<AgentName, Agent>;

  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    this.byName = new Map(agentNames.map((name) => [name, new Agent(this, name, platform)]));
  }
}
