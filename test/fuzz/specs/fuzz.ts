// The loop: worlds, specs, three engines, findings.
import type { TransformSpec } from '../../../contracts/generated/types.ts';
import { specOf } from './fuzz-spec.ts';
import { difference, type Outcome } from './outcome.ts';
import { derived, randomOf } from './random.ts';
import { shrunk } from './shrink.ts';
import { type EngineName, type Engines, openThree, planOf, raisesSomewhere } from './three.ts';
import { type World, worldOf } from './world.ts';

export type Finding = {
  /** Seed and number: the same spec again by `specAt`. */
  readonly name: string;
  /** Engines that differ. */
  readonly between: readonly EngineName[];
  readonly message: string;
  /** As small as it could be made. */
  readonly spec: TransformSpec;
  readonly world: World;
};
export type Ran = { readonly spec: TransformSpec; readonly outcome: Outcome };
export type Report = { readonly wanted: number; readonly ran: readonly Ran[]; readonly findings: readonly Finding[] };

type Options = {
  readonly specs: number;
  readonly seed: number;
  readonly spark: boolean;
  readonly onFinding: (finding: Finding) => void;
  readonly onProgress: (done: number) => void;
};

export const specsPerWorld = 50;

export const fuzz = async ({ specs, seed, spark, onFinding, onProgress }: Options): Promise<Report> => {
  const engines = await openThree({ spark });
  const others: readonly EngineName[] = spark ? ['interpreter', 'spark'] : ['interpreter'];
  const ran: Ran[] = [];
  const findings: Finding[] = [];
  try {
    for (let first = 0; first < specs; first += specsPerWorld) {
      const numbers = Array.from({ length: Math.min(specsPerWorld, specs - first) }, (_, at) => first + at);
      const world = worldOfNumber(seed, first);
      await engines.enter(world);
      const done = await Promise.all(numbers.map((number) => once(engines, others, seed, number, world)));
      for (const each of done) {
        if (each === undefined) continue;
        ran.push({ spec: each.spec, outcome: each.outcome });
        if (each.problem === undefined) continue;
        const finding = await shrunk({ name: `${seed}/${each.number}`, world, spec: each.spec, ...each.problem }, engines);
        findings.push(finding);
        onFinding(finding);
      }
      onProgress(Math.min(specs, first + specsPerWorld));
    }
  } finally {
    await engines.close();
  }
  return { wanted: specs, ran, findings };
};

/** The n-th spec of a seed and the world it belongs to. */
export const specAt = (seed: number, number: number): { readonly spec: TransformSpec | undefined; readonly world: World } => {
  const world = worldOfNumber(seed, number);
  return { world, spec: specOf(world.catalog, randomOf(derived(seed, number))) };
};

const worldOfNumber = (seed: number, number: number): World => worldOf(randomOf(derived(seed + 7919, Math.floor(number / specsPerWorld))));

type Problem = Pick<Finding, 'between' | 'message'>;

const once = async (engines: Engines, others: readonly EngineName[], seed: number, number: number, world: World) => {
  const spec = specOf(world.catalog, randomOf(derived(seed, number)));
  if (spec === undefined) return undefined;
  const names: readonly EngineName[] = ['postgresql', ...others];
  const outcomes = await Promise.all(names.map((engine) => outcomeOf(engines, engine, spec, world)));
  const [reference] = outcomes;
  const outcome: Outcome = reference !== undefined && reference.is !== 'crashed' ? reference : { is: 'raised', message: 'crashed' };
  return { spec, number, outcome, problem: disagreement(names, outcomes, spec, world) };
};

type Tried = Outcome | { readonly is: 'crashed'; readonly message: string };

export const outcomeOf = async (engines: Engines, engine: EngineName, spec: TransformSpec, world: World): Promise<Tried> => {
  try {
    return await engines.run(engine, spec, world);
  } catch (error) {
    return { is: 'crashed', message: String(error).slice(0, 600) };
  }
};

export const disagreement = (
  names: readonly EngineName[],
  outcomes: readonly Tried[],
  spec: TransformSpec,
  world: World,
): Problem | undefined => {
  const crashed = outcomes.findIndex(({ is }) => is === 'crashed');
  const first = outcomes[crashed];
  if (first?.is === 'crashed') return { between: [names[crashed] as EngineName], message: first.message };
  const plan = planOf(spec, world);
  for (const [at, one] of outcomes.entries())
    for (const [offset, other] of outcomes.slice(at + 1).entries()) {
      if (one.is === 'crashed' || other.is === 'crashed') continue;
      const message = difference(one, other, plan);
      // a row that is dropped later need not be computed
      if (one.is !== other.is && raisesSomewhere(spec, world)) continue;
      if (message !== undefined) return { between: [names[at] as EngineName, names[at + 1 + offset] as EngineName], message };
    }
  return undefined;
};
