// Random specs on three engines, and every disagreement that was ever found.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { disagreement, fuzz, outcomeOf } from './fuzz.ts';
import { type Found, kept } from './kept.ts';
import { qualityOf } from './quality.ts';
import { type EngineName, openThree } from './three.ts';

const folder = path.join(import.meta.dirname, 'found');
const found = readdirSync(folder).map((file): Found => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Found);
const all: readonly EngineName[] = ['postgresql', 'interpreter', 'spark'];

describe('Spark, PostgreSQL and the interpreter', () => {
  it('agree on 200 random specs', async () => {
    const report = await fuzz({ specs: 200, seed: 20_251_125, spark: true, onFinding: () => {}, onProgress: () => {} });
    expect(report.findings.map(({ name, message, spec }) => ({ name, message, spec }))).toEqual([]);
    const quality = qualityOf(report.ran);
    expect(quality.specs).toBeGreaterThan(190);
    expect(quality.empty).toBeLessThanOrEqual(0.1);
    expect(quality.raised).toBeLessThanOrEqual(0.05);
  });

  it('agree on what they once disagreed in', async () => {
    const engines = await openThree({ spark: true });
    try {
      const still: string[] = [];
      for (const each of found) {
        const { spec, world } = kept(each);
        await engines.enter(world);
        const outcomes = await Promise.all(all.map((engine) => outcomeOf(engines, engine, spec, world)));
        const problem = disagreement(all, outcomes, spec, world);
        if (problem !== undefined) still.push(`${each.name}: ${problem.message}`);
      }
      expect(still).toEqual([]);
    } finally {
      await engines.close();
    }
  });
});
