import { describe, expect, it } from 'vitest';
import { bounds, cycles, deadEnds, type Table, toMermaid, unboundedCycles, unheard } from '../../events/graph.ts';
import { type AgentRow, topology } from '../../events/topology.ts';

const row = (over: Partial<AgentRow>): AgentRow => ({
  hears: [],
  says: [],
  uses: [],
  timeout: 1,
  memory: 128,
  receives: 5,
  impact: 'none',
  ...over,
});
const without = (name: string): Table => Object.fromEntries(Object.entries(topology).filter(([agent]) => agent !== name));

describe('the table', () => {
  it('has nobody waiting for a fact that nobody says', () => expect(deadEnds()).toEqual([]));
  it('has no fact that nobody hears', () => expect(unheard()).toEqual([]));
  it('turns in circles only where something bounds them', () => {
    expect(cycles().length).toBeGreaterThan(0);
    expect(unboundedCycles()).toEqual([]);
  });
});

describe('a table with a hole', () => {
  it('shows the fact that lost its listener; the logger does not count', () =>
    expect(unheard(without('publisher'))).toEqual(['ValidationPassed']));
  it('shows the fact that lost its speaker', () => expect(deadEnds(without('remediator'))).toEqual(['FixProposed']));
  it('shows a circle that nothing bounds', () => {
    const table: Table = {
      one: row({ hears: ['TestsWritten'], says: ['SourcesProfiled'] }),
      two: row({ hears: ['SourcesProfiled'], says: ['TestsWritten'] }),
    };
    expect(unboundedCycles(table).map((circle) => [...circle].sort())).toEqual([['SourcesProfiled', 'TestsWritten']]);
  });
  it('knows that a job start comes back as the end of the job', () =>
    expect(cycles().some((circle) => circle.includes('GlueStarted') && circle.includes('FixProposed'))).toBe(true));
});

describe('the picture', () => {
  it('has every agent but the logger, and every fact that is said', () => {
    const picture = toMermaid();
    for (const [name, { says, hears }] of Object.entries(topology) as [string, AgentRow][]) {
      if (hears === '*') continue;
      expect(picture).toContain(`[${name}`);
      for (const fact of says.filter((said) => said !== 'GlueStarted')) expect(picture).toContain(fact);
    }
  });
  it('names bounds only for facts that are said', () => expect(Object.keys(bounds)).toEqual(['FixProposed']));
});
