// A finding made as small as it stays a finding: fewer steps, fewer entries, fewer rows.
import type { Step, TransformSpec } from '../../../contracts/generated/types.ts';
import { documentValidators } from '../../../contracts/generated/validators.ts';
import { check, columnsOf } from '../../../services/transform/index.ts';
import { disagreement, type Finding, outcomeOf } from './fuzz.ts';
import type { Engines } from './three.ts';
import type { World } from './world.ts';

const mostTries = 120;

export const shrunk = async (finding: Finding, engines: Engines): Promise<Finding> => {
  let smallest = finding;
  let tries = 0;
  const still = async (candidate: Pick<Finding, 'spec' | 'world'>): Promise<boolean> => {
    tries += 1;
    const outcomes = await Promise.all(finding.between.map((engine) => outcomeOf(engines, engine, candidate.spec, candidate.world)));
    const problem = disagreement(finding.between, outcomes, candidate.spec, candidate.world);
    if (problem === undefined || !isAlike(problem.message, finding.message)) return false;
    smallest = { ...smallest, ...candidate, message: problem.message };
    return true;
  };
  for (let better = true; better && tries < mostTries; ) {
    better = false;
    for (const spec of smallerSpecs(smallest.spec, smallest.world)) {
      if (tries >= mostTries) break;
      if (!(await still({ spec, world: smallest.world }))) continue;
      better = true;
      break;
    }
  }
  for (const [at, { rows }] of smallest.world.tables.entries())
    for (let size = Math.ceil(rows.length / 2); size >= 1 && tries < mostTries * 2; size = Math.floor(size / 2)) {
      for (let from = 0; from < (smallest.world.tables[at]?.rows.length ?? 0) && tries < mostTries * 2; ) {
        const world = without(smallest.world, at, from, size);
        await engines.enter(world);
        if (!(await still({ spec: smallest.spec, world }))) from += size;
      }
    }
  await engines.enter(finding.world);
  return smallest;
};

/** A crash shrinks to the same crash, a difference to a difference. */
const isAlike = (a: string, b: string): boolean => {
  const kind = (text: string): string =>
    /^(EngineCrashed|one raised)/.test(text) ? text.replace(/[^A-Za-z]+/g, ' ').slice(0, 60) : 'rows';
  return kind(a) === kind(b);
};

const without = (world: World, table: number, from: number, size: number): World => ({
  ...world,
  tables: world.tables.map((each, at) => (at === table ? { ...each, rows: each.rows.toSpliced(from, size) } : each)),
});

const isSpec = documentValidators.TransformSpec;

function* smallerSpecs(spec: TransformSpec, world: World): Generator<TransformSpec> {
  for (const candidate of candidates(spec, world))
    if (isSpec?.(candidate) && check(candidate, world.catalog).is === 'sound') yield candidate;
}

function* candidates(spec: TransformSpec, world: World): Generator<TransformSpec> {
  for (let last = 0; last < spec.steps.length; last += 1) {
    const steps = spec.steps.slice(0, last);
    const name = steps.at(-1)?.name;
    const known = columnsOf({ sources: spec.sources, steps }, world.catalog);
    if (name === undefined || known.is === 'unsound') continue;
    const columns = (known.columns.get(name) ?? []).map((column) => ({ name: column.name, type: column.type, nullable: true }));
    if (columns.length > 0) yield { ...spec, steps, target: { ...spec.target, columns } };
  }
  for (const at of spec.target.columns.keys())
    if (spec.target.columns.length > 1) yield { ...spec, target: { ...spec.target, columns: spec.target.columns.toSpliced(at, 1) } };
  for (const at of spec.steps.keys()) {
    const bypassed = bypass(spec.steps, at);
    if (bypassed !== undefined) yield { ...spec, steps: bypassed };
    for (const step of smallerSteps(spec.steps[at] as Step)) yield { ...spec, steps: spec.steps.with(at, step) };
  }
  for (const at of spec.sources.keys()) if (spec.sources.length > 1) yield { ...spec, sources: spec.sources.toSpliced(at, 1) };
}

/** Without one step: what read it reads what it read. */
const bypass = (steps: readonly Step[], at: number): Step[] | undefined => {
  const gone = steps[at];
  const input = gone !== undefined && 'input' in gone ? gone.input : undefined;
  if (gone === undefined || input === undefined || at === steps.length - 1) return undefined;
  const text = JSON.stringify(steps.toSpliced(at, 1)).replaceAll(`:"${gone.name}"`, `:"${input}"`);
  return JSON.parse(text) as Step[];
};

/** With one element of one list less, or without one optional property. */
function* smallerSteps(step: Step): Generator<Step> {
  for (const [key, value] of Object.entries(step)) {
    if (key === 'name' || key === 'do') continue;
    if (Array.isArray(value)) for (const at of value.keys()) yield { ...step, [key]: value.toSpliced(at, 1) } as Step;
    const { [key as keyof Step]: _, ...rest } = step;
    if (optional.has(key) || (key === 'by' && step.do === 'top')) yield rest as Step;
  }
}
const optional = new Set([
  'let',
  'drop',
  'condition',
  'coalesce',
  'matched_as',
  'lookups',
  'levels',
  'level_as',
  'rank_as',
  'missing',
  'position_as',
  'path_as',
  'carry',
  'partition',
  'empty',
  'order',
]);
