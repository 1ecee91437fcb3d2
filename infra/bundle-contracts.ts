// Which validators an agent's bundle carries: those of its row's facts, and of the documents that its code names.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { documentNames, eventNames } from '../contracts/generated/names.ts';
import type { EventName } from '../events/catalog.ts';
import { type AgentName, type AgentRow, rowOf } from '../events/topology.ts';

export type DocumentName = (typeof documentNames)[number];
export type Contracts = {
  readonly hears: readonly EventName[];
  readonly says: readonly EventName[];
  readonly documents: readonly DocumentName[];
};

export const contractsOf = (agent: AgentName): Contracts => {
  const row: AgentRow = rowOf(agent);
  return { hears: row.hears === '*' ? eventNames : row.hears, says: row.says, documents: documentsOf(agent) };
};

/**
 * The artifacts port takes a document's name as a literal (`artifacts.read('Catalog', …)`), so the names that occur in the agent and in the
 * libraries it imports are all that it can ask for. A name too many costs bytes; one too few would be refused by the adapter.
 */
const documentsOf = (agent: AgentName): readonly DocumentName[] => {
  const sources = reachedFrom(path.join(import.meta.dirname, '../services', agent, 'agent.ts'));
  return documentNames.filter((name) => [...sources.values()].some((text) => text.includes(`'${name}'`)));
};

/** Own modules below services/ that the file reaches, without contracts and events: text by path. */
const reachedFrom = (file: string, found = new Map<string, string>()): ReadonlyMap<string, string> => {
  if (found.has(file) || !existsSync(file) || !file.includes('/services/')) return found;
  const text = readFileSync(file, 'utf8');
  found.set(file, text);
  for (const [, imported] of text.matchAll(/from '(\.{1,2}\/[^']+\.ts)'/g))
    reachedFrom(path.resolve(path.dirname(file), imported as string), found);
  return found;
};
