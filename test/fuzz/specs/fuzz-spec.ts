// A random spec that the checker accepts: steps are added one by one, each tried against the real checker, the target takes what comes out.
import type { Catalog, Step, TransformSpec } from '../../../contracts/generated/types.ts';
import { check, columnsOf } from '../../../services/transform/index.ts';
import type { Known } from './expressions.ts';
import type { Random } from './random.ts';
import { stepOf } from './steps.ts';

export type Frames = ReadonlyMap<string, readonly Known[]>;

/** Undefined when nothing sound came of it, which is rare. */
export const specOf = (catalog: Catalog, random: Random): TransformSpec | undefined => {
  const sources = sourcesOf(catalog, random);
  const wanted = 1 + random.below(5);
  let steps: readonly Step[] = [];
  let frames = framesOf(sources, steps, catalog);
  for (let tries = 0; tries < wanted * 8 && steps.length < wanted; tries += 1) {
    if (frames === undefined) return undefined;
    const name = `s${steps.length + 1}`;
    const above = steps.at(-1)?.name ?? sources[0]?.name ?? '';
    const step = sound(stepOf(name, above, frames, random), (each) => framesOf(sources, [...steps, each], catalog) !== undefined);
    const next = [...steps, step];
    const known = framesOf(sources, next, catalog);
    if (known === undefined || (known.get(name)?.length ?? 0) === 0 || (known.get(name)?.length ?? 0) > 40) continue;
    steps = next;
    frames = known;
  }
  const last = steps.at(-1);
  if (last === undefined || frames === undefined) return undefined;
  const spec = { sources: [...sources], steps: [...steps], target: targetOf(frames.get(last.name) ?? [], random), assumptions: [] };
  return check(spec, catalog).is === 'sound' ? spec : undefined;
};

/** Without the computed columns that the checker refuses by themselves. */
const sound = (step: Step, isSound: (step: Step) => boolean): Step => {
  if (isSound(step)) return step;
  if (step.do === 'select') {
    const { let: lets, ...rest } = step;
    const columns = rest.columns.filter((column) => isSound({ ...rest, others: 'keep', columns: [column] }));
    return { ...rest, columns };
  }
  if (step.do === 'aggregate') return { ...step, compute: step.compute.filter((column) => isSound({ ...step, compute: [column] })) };
  if (step.do === 'window') return { ...step, compute: step.compute.filter((column) => isSound({ ...step, compute: [column] })) };
  return step;
};

const sourcesOf = ({ tables }: Catalog, random: Random): TransformSpec['sources'] => {
  const used = random.some(
    tables.filter(({ rows }) => rows !== 0),
    1,
    3,
  );
  const empty = random.chance(0.03) ? tables.filter(({ rows }) => rows === 0) : [];
  return [...used, ...empty].map(({ schema, name }) => ({ name, table: `${schema}.${name}` }));
};

const framesOf = (sources: TransformSpec['sources'], steps: readonly Step[], catalog: Catalog): Frames | undefined => {
  const known = columnsOf({ sources, steps: [...steps] }, catalog);
  return known.is === 'sound' ? known.columns : undefined;
};

const targetOf = (columns: readonly Known[], random: Random): TransformSpec['target'] => {
  const taken = random.chance(0.7) ? columns : random.some(columns, 1);
  return {
    table: 'result',
    mode: 'replace',
    key: [],
    columns: random.shuffled(taken).map(({ name, type }) => ({ name, type, nullable: true })),
  };
};
