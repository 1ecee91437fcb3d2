// node test/fuzz/specs/seeded.ts: does the fuzz see what it is there to see? Faults are put into a copy of the compilers, one at a time, and counted when it disagrees.
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import type { TransformSpec } from '../../../contracts/generated/types.ts';
import { root } from '../../../infra/local/places.ts';
import { type Fault, faults } from './faults.ts';
import { disagreement, outcomeOf, specAt, specsPerWorld } from './fuzz.ts';
import { type Compiled, type EngineName, type Engines, openThree } from './three.ts';
import type { World } from './world.ts';

const { values } = parseArgs({
  options: {
    specs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    /** Regular expression that their names match. */
    only: { type: 'string', default: '' },
    /** Specs that are computed for a fault, of those that it compiles differently. */
    tries: { type: 'string', default: '80' },
    /** File that keeps what was compiled: made when it is not there, else taken as it is. */
    compiled: { type: 'string', default: '' },
    'compile-only': { type: 'boolean', default: false },
    'no-spark': { type: 'boolean', default: false },
  },
});
/** A spec that a fault compiles differently; `compiled` is null where the compiler throws. */
type Different = { readonly number: number; readonly compiled: Compiled | null; readonly names: readonly EngineName[] };
type Tried = { readonly fault: string; readonly count: number; readonly different: readonly Different[] };

const tries = Number(values.tries);
const specs = Number(values.specs);
const seed = Number(values.seed);
const wanted = faults.filter(({ name }) => new RegExp(values.only).test(name));

const work = new Map<number, { readonly spec: TransformSpec; readonly world: World }>();
for (let number = 0; number < specs; number += 1) {
  const { spec, world } = specAt(seed, number);
  if (spec !== undefined) work.set(number, { spec, world });
}
const tried =
  values.compiled !== '' && existsSync(values.compiled)
    ? (JSON.parse(readFileSync(values.compiled, 'utf8')) as readonly Tried[])
    : await compileAll();
if (values['compile-only']) console.log(`${tried.length} faults compiled`);
else await main();

async function main(): Promise<void> {
  const engines = await openThree({ spark: !values['no-spark'] });
  const seen = new Map<string, string>();
  try {
    for (const { fault, different } of tried) {
      const thrown = different.find(({ compiled }) => compiled === null);
      if (thrown !== undefined) seen.set(fault, `the compiler throws at spec ${thrown.number}`);
    }
    for (let first = 0; first < specs; first += specsPerWorld) await oneWorld(first, engines, seen);
  } finally {
    await engines.close();
  }
  for (const { fault, count, different } of tried)
    if (wanted.some(({ name }) => name === fault) && !seen.has(fault))
      console.log(
        `✗ ${fault}: ${count} compiled differently (${different
          .map(({ number }) => number)
          .slice(0, 12)
          .join(', ')}), no disagreement`,
      );
  const share = (100 * wanted.filter(({ name }) => seen.has(name)).length) / wanted.length;
  console.log(`${share.toFixed(1)} % of ${wanted.length} seeded faults seen in ${specs} specs (at least 95 %)`);
  process.exitCode = share >= 95 ? 0 : 1;
}

/** All specs of a world for all faults that are not seen yet: tables are loaded once. */
async function oneWorld(first: number, engines: Engines, seen: Map<string, string>): Promise<void> {
  const isHere = ({ number }: Different): boolean => number >= first && number < first + specsPerWorld;
  const left = tried.filter(
    ({ fault, different }) => wanted.some(({ name }) => name === fault) && !seen.has(fault) && different.some(isHere),
  );
  const world = specAt(seed, first).world;
  if (left.length === 0) return;
  await engines.enter(world);
  const jobs = left.map((each) => async (): Promise<void> => {
    for (const different of each.different.filter(isHere)) {
      const message = await differs(different, engines);
      if (message === undefined) continue;
      seen.set(each.fault, `spec ${different.number}: ${message.slice(0, 120)}`);
      console.log(`✓ ${each.fault}: ${seen.get(each.fault)}`);
      return;
    }
  });
  // two at a time, as many as Spark computes
  const next = async (): Promise<void> => {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) await job();
  };
  await Promise.all([next(), next()]);
  console.log(`${first + specsPerWorld} specs: ${seen.size} faults seen`);
}

/** Only what was compiled differently is computed; the interpreter knows nothing of the compilers. */
async function differs({ number, compiled, names }: Different, engines: Engines): Promise<string | undefined> {
  const { spec, world } = work.get(number) ?? {};
  if (spec === undefined || world === undefined || compiled === null) return undefined;
  const all: readonly EngineName[] = [...names.filter((name) => name !== 'spark' || !values['no-spark']), 'interpreter'];
  const faulty: Engines = { ...engines, run: (engine, ...rest) => engines.run(engine, rest[0], rest[1], compiled) };
  const messageOf = async (by: Engines): Promise<string | undefined> => {
    const outcomes = await Promise.all(all.map((engine) => outcomeOf(by, engine, spec, world)));
    return disagreement(all, outcomes, spec, world)?.message;
  };
  const message = await messageOf(faulty);
  if (message === undefined) return undefined;
  // where the compilers disagree without the fault too, it is not the fault that shows
  const own = await messageOf(engines);
  if (own !== undefined) console.log(`? spec ${number} without any fault: ${own}`);
  return own === undefined ? message : undefined;
}

async function compileAll(): Promise<readonly Tried[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'seeded-'));
  try {
    const file = path.join(folder, 'work.json');
    writeFileSync(file, JSON.stringify([...work.values()].map(({ spec, world }) => ({ spec, catalog: world.catalog }))));
    const right = await compiledBelow(root, file);
    const all: Tried[] = [];
    const left = [...wanted];
    const next = async (): Promise<void> => {
      for (let fault = left.shift(); fault !== undefined; fault = left.shift()) {
        const place = copyWith(fault, folder);
        all.push(compared(fault, right, await compiledBelow(place, file)));
        rmSync(place, { recursive: true, force: true });
      }
    };
    await Promise.all([next(), next()]);
    if (values.compiled !== '') writeFileSync(values.compiled, JSON.stringify(all));
    return all;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Line = Compiled | { readonly threw: true } | null;

function compared({ name }: Fault, right: readonly Line[], wrong: readonly Line[]): Tried {
  const different = [...work.keys()].flatMap((number, at): Different[] => {
    const [a, b] = [right[at], wrong[at]];
    if (a === null || a === undefined || 'threw' in a || b === null || b === undefined) return [];
    if ('threw' in b) return [{ number, compiled: null, names: [] }];
    const names = [...(a.sql === b.sql ? [] : (['postgresql'] as const)), ...(a.py === b.py ? [] : (['spark'] as const))];
    return names.length === 0 ? [] : [{ number, compiled: b, names }];
  });
  return { fault: name, count: different.length, different: different.slice(0, tries) };
}

function copyWith({ name, file, find, replace }: Fault, folder: string): string {
  const place = mkdtempSync(path.join(folder, 'copy-'));
  for (const each of ['services/transform', 'contracts']) cpSync(path.join(root, each), path.join(place, each), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(place, 'node_modules'));
  cpSync(path.join(root, 'package.json'), path.join(place, 'package.json'));
  const at = path.join(place, 'services/transform', file);
  const text = readFileSync(at, 'utf8');
  if (text.split(find).length !== 2) throw new Error(`${name}: the text to replace stands ${text.split(find).length - 1} times in ${file}`);
  writeFileSync(
    at,
    text.replace(find, () => replace),
  );
  return place;
}

async function compiledBelow(place: string, file: string): Promise<readonly Line[]> {
  const script = path.join(import.meta.dirname, 'render-with.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, place, file], { maxBuffer: 1e9 });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}
