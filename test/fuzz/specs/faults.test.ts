// The seeded faults against the compilers as they are: a fault that nobody can put in any more is found here, not when the fuzz runs.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../../infra/local/places.ts';
import { faults } from './faults.ts';

const timesIn = (file: string, find: string): number =>
  readFileSync(path.join(root, 'services/transform', file), 'utf8').split(find).length - 1;

describe('seeded faults', () => {
  it('have texts that stand once in their files', () => {
    expect(faults.flatMap(({ name, file, find }) => (timesIn(file, find) === 1 ? [] : [`${name}: ${timesIn(file, find)} times`]))).toEqual(
      [],
    );
  });

  it('are at least fifty, each with a name of its own', () => {
    expect(faults.length).toBeGreaterThanOrEqual(50);
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
  });
});
