// A random spec that the checker accepts: steps are added one by one, each tried against the real checker, the target takes what comes out.
import type { Catalog, Step, TransformSpec } from '../../../contracts/generated/types.ts';
import { check, columnsOf } from '../../../services/transform/index.ts';
import { type Known, quoted } from './expressions.ts';
import type { Random } from './random.ts';
import { isSmall } from './size.ts';
import { stepOf } from './steps.ts';

export type Frames = ReadonlyMap<string, readonly Known[]>;

/** Undefined when nothing sound came of it, which is rare. */
export const specOf = (catalog: Catalog, random: Random): TransformSpec | undefined => {
  for (let tries = 0; tries < 5; tries += 1) {
    const spec = anySpecOf(catalog, random);
    if (spec === undefined || isSmall(spec, catalog)) return spec;
  }
  return undefined;
};

const anySpecOf = (catalog: Catalog, random: Random): TransformSpec | undefined => {
  const sources = sourcesOf(catalog, random);
  const parameters = random.chance(0.3) ? allParameters : [];
  const wanted = 1 + random.below(5);
  let steps: readonly Step[] = [];
  const known = (of: readonly Step[]): Frames | undefined => framesOf({ sources, parameters: [...parameters], steps: [...of] }, catalog);
  let frames = known(steps);
  for (let tries = 0; tries < wanted * 8 && steps.length < wanted; tries += 1) {
    if (frames === undefined) return undefined;
    const name = `s${steps.length + 1}`;
    const above = steps.at(-1)?.name ?? sources[0]?.name ?? '';
    const beside = [...parameters.map(parameterRead), ...singleValues(steps, frames)];
    const step = sound(stepOf(name, above, frames, random, beside), (each) => known([...steps, each]) !== undefined);
    const next = [...steps, step];
    const after = known(next);
    if (after === undefined || (after.get(name)?.length ?? 0) === 0 || (after.get(name)?.length ?? 0) > 40) continue;
    steps = next;
    frames = after;
  }
  const last = steps.at(-1);
  if (last === undefined || frames === undefined) return undefined;
  const spec = {
    sources: [...sources],
    ...(parameters.length > 0 && { parameters: [...parameters] }),
    steps: [...steps],
    target: targetOf(frames.get(last.name) ?? [], random),
    assumptions: [],
  };
  return check(spec, catalog).is === 'sound' ? spec : undefined;
};

const allParameters: NonNullable<TransformSpec['parameters']> = [
  { name: 'p_n', type: 'int', value: '2' },
  { name: 'p_day', type: 'date', value: '2024-02-29' },
  { name: 'p_text', type: 'text', value: 'a' },
  { name: 'p_rate', type: 'decimal(6,2)', value: '1.50' },
  { name: 'p_none', type: 'int', value: null },
];
const parameterRead = ({ name, type }: (typeof allParameters)[number]): Known => ({ name, type, written: `param(${name})` });

/** Of steps that have one row whatever they read. */
const singleValues = (steps: readonly Step[], frames: Frames): readonly Known[] =>
  steps
    .filter(
      (step) =>
        (step.do === 'aggregate' && step.by.length === 0 && step.levels === undefined) ||
        (step.do === 'top' && step.n === 1 && step.ties === 'break' && step.by === undefined),
    )
    .flatMap(({ name: frame }) =>
      (frames.get(frame) ?? []).map(({ name, type }) => ({ name, type, written: `value(${frame}, ${quoted(name)})` })),
    );

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

const framesOf = (spec: Omit<TransformSpec, 'target' | 'assumptions'>, catalog: Catalog): Frames | undefined => {
  const known = columnsOf(spec, catalog);
  return known.is === 'sound' ? known.columns : undefined;
};

const targetOf = (columns: readonly Known[], random: Random): TransformSpec['target'] => {
  const taken = random.chance(0.7) ? columns : random.some(columns, 1);
  return {
    table: 'result',
    mode: 'replace',
    key: [],
    columns: random.shuffled(taken).map(({ name, type }) => ({ name, type: stored(type, random), nullable: true })),
  };
};

/** Mostly as computed; now and then narrower or wider. */
const stored = (type: Known['type'], random: Random): Known['type'] => {
  if (!random.chance(0.08)) return type;
  const [precision = 0, scale = 0] = type.startsWith('decimal') ? (type.match(/\d+/g) ?? []).map(Number) : [];
  if (scale > 0) return `decimal(${precision - 1},${scale - 1})`;
  return { int: random.pick(['bigint', 'decimal(12,2)', 'double']), bigint: 'decimal(20,0)', date: 'timestamp' }[type] ?? type;
};
