// The table as a graph: what is never heard, what is never said, where it runs in circles, and the picture of it.
import { type EventName, factTraits, informsOnly, isTerminal } from './catalog.ts';
import { type AgentRow, topology } from './topology.ts';

export type Table = Readonly<Record<string, AgentRow>>;

/** AWS speaks after this fact of ours: the edge that closes the loop from a job's start to its end. */
const spokenAfter = { 'Glue Job State Change': 'GlueStarted' } as const;

/** What keeps a circle through this fact from turning for ever. */
export const bounds: Partial<Record<EventName, string>> = {
  FixProposed: 'remediations ≤ 5 and restarts ≤ 2, guarded in the transaction',
};

export const isListener = (row: AgentRow): boolean => row.hears !== '*';

export const hears = (row: AgentRow, fact: EventName): boolean => row.hears === '*' || row.hears.includes(fact);

/** Facts that the table says, as a set. */
export const factsSaid = (table: Table = topology): ReadonlySet<EventName> => new Set(Object.values(table).flatMap((row) => row.says));

/** Facts that are said and not heard, though they neither end the run nor only inform; the logger does not count. */
export const unheard = (table: Table = topology): readonly EventName[] =>
  [...factsSaid(table)].filter(
    (fact) => !isTerminal(fact) && !informsOnly(fact) && !Object.values(table).some((row) => isListener(row) && hears(row, fact)),
  );

/** Facts that an agent waits for and nobody says. */
export const deadEnds = (table: Table = topology): readonly EventName[] => {
  const said = factsSaid(table);
  const heard = Object.values(table).flatMap((row) => (row.hears === '*' ? [] : row.hears));
  return [...new Set(heard.filter((fact) => !said.has(fact)))];
};

/** Circles of agents, each as the facts on its way. */
export const cycles = (table: Table = topology): readonly (readonly EventName[])[] => {
  const found = new Map<string, readonly EventName[]>();
  const walk = (agent: string, way: readonly EventName[], visited: readonly string[]): void => {
    for (const { fact, to } of edges(table).filter((edge) => edge.from === agent)) {
      const start = visited.indexOf(to);
      if (start >= 0) {
        const circle = [...way.slice(start), fact];
        found.set([...circle].sort().join(), circle);
      } else walk(to, [...way, fact], [...visited, to]);
    }
  };
  for (const agent of Object.keys(table)) walk(agent, [], [agent]);
  return [...found.values()];
};

/** Circles that nothing bounds. */
export const unboundedCycles = (table: Table = topology): readonly (readonly EventName[])[] =>
  cycles(table).filter((circle) => !circle.some((fact) => bounds[fact] !== undefined));

const edges = (table: Table): readonly { from: string; fact: EventName; to: string }[] =>
  Object.entries(table).flatMap(([from, row]) =>
    row.says.flatMap((fact) =>
      Object.entries(table)
        .filter(([, other]) => isListener(other) && (hears(other, fact) || (other.hearsAws ?? []).some((aws) => spokenAfter[aws] === fact)))
        .map(([to]) => ({ from, fact, to })),
    ),
  );

/** The table as a Mermaid flow chart: agents are boxes, facts are arrows, terminal facts are rounded ends. The logger, which hears all, is left out. */
export const toMermaid = (table: Table = topology): string => {
  const lines = ['flowchart LR', '  stranger([anyone]) -- RunRequested --> bus{{EventBridge}}'];
  const agents = Object.entries(table).filter(([, row]) => isListener(row));
  for (const [name, row] of agents) lines.push(`  ${id(name)}[${name}${row.http ? ' · HTTP' : ''}]`);
  for (const fact of Object.keys(factTraits) as EventName[]) {
    const speakers = agents.filter(([, row]) => row.says.includes(fact)).map(([name]) => id(name));
    if (fact === 'RunRequested') speakers.push('bus');
    const listeners = agents.filter(([, row]) => hears(row, fact)).map(([name]) => id(name));
    if (speakers.length === 0) continue;
    if (isTerminal(fact)) lines.push(`  ${speakers.join(' & ')} --> ${fact}([${fact}])`);
    else if (listeners.length > 0) lines.push(`  ${speakers.join(' & ')} -- ${fact} --> ${listeners.join(' & ')}`);
  }
  for (const [name, row] of agents) for (const aws of row.hearsAws ?? []) lines.push(`  glue[(AWS Glue)] -- ${aws} --> ${id(name)}`);
  for (const [name, row] of agents) if (row.says.includes('GlueStarted')) lines.push(`  ${id(name)} -. StartJobRun .-> glue`);
  return lines.join('\n');
};

const id = (agent: string): string => agent.replace(/-/g, '_');
