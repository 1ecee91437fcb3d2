import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../../infra/local/places.ts';

const written = path.join(root, 'services/transform/render/pyspark');
const source = readdirSync(written, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(path.join(written, file), 'utf8').replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, ''))
  .join('\n');
const named = new Set([...source.matchAll(/\bF\.([a-z_0-9]+)/g)].map(([, name]) => name ?? ''));
/** Written by the name that the plan has for them, or with an ending. */
const byPlan =
  `avg bool_and bool_or count dense_rank explode_outer lag lead max min posexplode_outer rank row_number stddev_pop stddev_samp sum
  var_pop var_samp`.split(/\s+/);

const lock = readFileSync(path.join(root, 'services/glue-runtime/datamorph_job/compiled.py'), 'utf8');
const allowed = new Set((/_FUNCTIONS = set\(\s*"""([^"]+)"""/.exec(lock)?.[1] ?? '').trim().split(/\s+/));

describe('the second lock on compiled code', () => {
  it('opens to every function that the compiler writes', () => {
    expect([...named, ...byPlan].filter((name) => !allowed.has(name))).toEqual([]);
  });

  it('opens to no other', () => {
    expect([...allowed].filter((name) => !named.has(name) && !byPlan.includes(name))).toEqual([]);
    expect(allowed.size).toBeGreaterThan(50);
  });
});
