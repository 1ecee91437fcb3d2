// node test/fuzz/specs/seeded.ts: does the fuzz see what it is there to see? Faults are put into a copy of the compilers, one at a time, and counted when it disagrees.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import type { Catalog, TransformSpec } from '../../../contracts/generated/types.ts';
import { root } from '../../../infra/local/places.ts';
import type { Plan } from '../../../services/transform/index.ts';
import { type Fault, faults } from './faults.ts';
import { disagreement, outcomeOf, specAt } from './fuzz.ts';
import { type Compiled, type EngineName, type Engines, openThree } from './three.ts';
import type { World } from './world.ts';

const { values } = parseArgs({
  options: {
    specs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    tries: { type: 'string', default: '60' },
  },
});
type Work = { readonly number: number; readonly spec: TransformSpec; readonly world: World; readonly catalog: Catalog };
type Different = Work & { readonly compiled: Compiled | undefined; readonly names: readonly EngineName[] };
type Rendered = { readonly plan: Plan; readonly sql: string; readonly py: string };

const folder = mkdtempSync(path.join(os.tmpdir(), 'seeded-'));
const engines = await openThree({ spark: true });
try {
  await main();
} finally {
  await engines.close();
  rmSync(folder, { recursive: true, force: true });
}

async function main(): Promise<void> {
  const work = Array.from({ length: Number(values.specs) }, (_, number) => ({ number, ...specAt(Number(values.seed), number) })).flatMap(
    ({ number, spec, world }): Work[] => (spec === undefined ? [] : [{ number, spec, world, catalog: world.catalog }]),
  );
  writeFileSync(path.join(folder, 'work.json'), JSON.stringify(work.map(({ spec, catalog }) => ({ spec, catalog }))));
  const right = await renderedWith(root);
  const wanted = faults.filter(({ name }) => name.includes(values.only));
  let seen = 0;
  for (const fault of wanted) {
    const result = await tried(fault, work, right);
    if (result.is === 'seen') seen += 1;
    console.log(`${result.is === 'seen' ? '✓' : '✗'} ${fault.name}: ${result.message}`);
  }
  console.log(
    `${seen} of ${wanted.length} seeded faults seen (${((100 * seen) / wanted.length).toFixed(0)} %, at least 95 %), ${work.length} specs`,
  );
  process.exitCode = seen >= 0.95 * wanted.length ? 0 : 1;
}

async function tried(
  fault: Fault,
  work: readonly Work[],
  right: readonly (Rendered | null)[],
): Promise<{ readonly is: 'seen' | 'missed'; readonly message: string }> {
  const place = copyWith(fault);
  const wrong = await renderedWith(place);
  rmSync(place, { recursive: true, force: true });
  const different = work.flatMap((each, at): Different[] => {
    const [a, b] = [right[at], wrong[at]];
    if (a === null || a === undefined || b === null || b === undefined) return [];
    if ('threw' in b) return [{ ...each, compiled: undefined, names: [] }];
    const names = [...(a.sql === b.sql ? [] : (['postgresql'] as const)), ...(a.py === b.py ? [] : (['spark'] as const))];
    return names.length === 0 ? [] : [{ ...each, compiled: b, names }];
  });
  for (const [at, each] of different.slice(0, Number(values.tries)).entries()) {
    if (each.compiled === undefined) return { is: 'seen', message: `the compiler throws at spec ${each.number}` };
    const message = await differs(each, each.compiled, each.names);
    if (message !== undefined)
      return {
        is: 'seen',
        message: `spec ${each.number}, ${at + 1} of ${different.length} compiled differently: ${message.slice(0, 100)}`,
      };
  }
  return {
    is: 'missed',
    message: `${different.length} specs compiled differently, no disagreement in ${Math.min(different.length, Number(values.tries))}`,
  };
}

let entered: World | undefined;

/** Only what was compiled differently is computed; the interpreter knows nothing of the compilers. */
async function differs({ spec, world }: Work, compiled: Compiled, names: readonly EngineName[]): Promise<string | undefined> {
  if (entered?.catalog !== world.catalog) {
    await engines.enter(world);
    entered = world;
  }
  const all: readonly EngineName[] = [...names, 'interpreter'];
  const faulty: Engines = { ...engines, run: (engine, ...rest) => engines.run(engine, rest[0], rest[1], compiled) };
  const outcomes = await Promise.all(all.map((engine) => outcomeOf(faulty, engine, spec, world)));
  return disagreement(all, outcomes, spec, world)?.message;
}

function copyWith({ name, file, find, replace }: Fault): string {
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

async function renderedWith(place: string): Promise<readonly (Rendered | null)[]> {
  const script = path.join(import.meta.dirname, 'render-with.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, place, path.join(folder, 'work.json')], { maxBuffer: 1e9 });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Rendered | null);
}
