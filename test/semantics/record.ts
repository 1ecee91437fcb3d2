// Records what Spark gives for the cases whose code or rows are not the recorded ones; with --all for every case.
// Those that do not agree with what is written are shown, and are not recorded.
import { isDeepStrictEqual } from 'node:util';
import { compared } from './agree.ts';
import type { Case } from './case.ts';
import { cases } from './corpus.ts';
import { type Engines, openEngines, planOf } from './engines.ts';
import { codeOf, type Recorded, readRecorded, writeRecorded } from './recorded.ts';

const before = process.argv.includes('--all') ? new Map<string, Recorded>() : readRecorded();
const changed = cases.filter((each) => before.get(each.name)?.code !== codeOf(each));

/** Undefined, and said, when it does not agree. */
const recordOf = async (each: Case, engines: Engines): Promise<Recorded | undefined> => {
  try {
    const outcome = await engines.onSpark(each);
    const { given, wanted } = compared(each, outcome, planOf(each));
    if (isDeepStrictEqual(given, wanted)) return { name: each.name, code: codeOf(each), outcome };
    console.error(`${each.name}\n  Spark   ${JSON.stringify(given)}\n  written ${JSON.stringify(wanted)}`);
  } catch (error) {
    console.error(`${each.name}\n  ${String(error)}`);
  }
  process.exitCode = 1;
  return undefined;
};

const recordAll = async (): Promise<readonly (Recorded | undefined)[]> => {
  if (changed.length === 0) return [];
  const engines = await openEngines(changed, { spark: true });
  try {
    return await Promise.all(changed.map((each) => recordOf(each, engines)));
  } finally {
    await engines.close();
  }
};

const fresh = new Map((await recordAll()).flatMap((each) => (each === undefined ? [] : [[each.name, each] as const])));
const stale = new Set(changed.map(({ name }) => name));
const recorded = cases.flatMap(({ name }) => fresh.get(name) ?? (stale.has(name) ? [] : (before.get(name) ?? [])));
writeRecorded(recorded);
console.log(`${fresh.size} of ${changed.length} changed cases recorded; ${recorded.length} of ${cases.length} have a record`);
