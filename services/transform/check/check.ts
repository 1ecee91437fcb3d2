// A spec against a catalog: a plan, or everything that is wrong with it.
import type { Catalog, Step, TransformSpec } from '../../../contracts/generated/types.ts';
import { censusOf } from '../census/census.ts';
import { type Diagnostic, problems } from '../diagnostics.ts';
import type { Column, Plan, PlannedStep } from '../plan.ts';
import { type Context, checkName, type Frame } from './frames.ts';
import { pruned } from './needed.ts';
import { checkParameters, noteUnusedParameters } from './parameters.ts';
import type { Surroundings } from './scope.ts';
import { type CheckedSource, checkSources } from './sources.ts';
import { checkStep } from './steps/step.ts';
import { checkTarget } from './target.ts';

export type CheckResult =
  /** Notes are no mistakes: roundings, orders completed, promises that only the run can check. */
  | { readonly is: 'sound'; readonly plan: Plan; readonly notes: readonly Diagnostic[] }
  | { readonly is: 'unsound'; readonly diagnostics: readonly Diagnostic[] };

/** Sources without a schema lie in the catalog's default schema, a target without one in its target schema. Reports all problems at once. */
export const check = (spec: TransformSpec, catalog: Catalog): CheckResult => {
  const { found, notes, known, frames, steps, names } = checkedSteps(spec, catalog);
  const result = spec.steps.at(-1)?.name ?? onlySource(spec);
  if (result === undefined)
    found.add('no-steps', { path: '/steps' }, '', 'several sources need a step that brings them together', ['join']);
  const context: Context = { problems: found, notes, frames, names, above: result };
  const target = checkTarget(
    spec.target,
    result === undefined ? undefined : frames.get(result),
    known.map(({ source }) => source),
    catalog,
    context,
  );
  if (found.list.length > 0 || target === undefined || result === undefined)
    return { is: 'unsound', diagnostics: explained(found.list, known) };
  const tables = known.map(({ source }) => source);
  const needed = pruned(tables, steps, result, target);
  const plan = { ...needed, census: censusOf(needed.steps, { sources: tables, steps, frames }) };
  noteUnused(spec, plan, context);
  noteUnusedParameters(spec.parameters ?? [], found.parameters, notes);
  return { is: 'sound', plan, notes: notes.list };
};

type Steps = Omit<TransformSpec, 'target' | 'assumptions'>;
export type Columns =
  /** By name of the source or step. */
  | { readonly is: 'sound'; readonly columns: ReadonlyMap<string, readonly Column[]> }
  | { readonly is: 'unsound'; readonly diagnostics: readonly Diagnostic[] };

/** Columns of every source and step, for someone who has yet to say what the target takes of them. */
export const columnsOf = (spec: Steps, catalog: Catalog): Columns => {
  const { found, known, frames } = checkedSteps(spec, catalog);
  if (found.list.length > 0) return { is: 'unsound', diagnostics: explained(found.list, known) };
  return { is: 'sound', columns: new Map([...frames].map(([name, frame]) => [name, frame?.columns ?? []])) };
};

const checkedSteps = (spec: Steps, catalog: Catalog) => {
  const notes = problems();
  const frames = new Map<string, Frame | undefined>();
  const own = problems(notes);
  const found: Surroundings = Object.assign(own, { frames, parameters: checkParameters(spec.parameters ?? [], own) });
  const sources = checkSources(spec, catalog, found);
  spec.sources.forEach(({ name }, at) => void frames.set(name, sources[at]?.frame));
  const above = spec.sources.length === 1 ? spec.sources[0]?.name : undefined;
  const names = [...spec.sources, ...spec.steps].map(({ name }) => name);
  const steps = checkSteps(spec.steps, { problems: found, notes, frames, names, above }, frames);
  return { found, notes, known: sources.filter((source) => source !== undefined), frames, steps, names };
};

const onlySource = ({ sources }: Steps): string | undefined => (sources.length === 1 ? sources[0]?.name : undefined);

const checkSteps = (steps: readonly Step[], first: Context, frames: Map<string, Frame | undefined>): readonly PlannedStep[] => {
  let above = first.above;
  return steps.flatMap((step, at) => {
    const path = `/steps/${at}`;
    const checked = checkStep(step, path, { ...first, above });
    checkName(step.name, `${path}/name`, first.problems);
    if (frames.has(step.name)) {
      first.problems.add(
        'duplicate-name',
        { path: `${path}/name` },
        step.name,
        `there is a source or step above that is named ${step.name}`,
        [`${step.name}_${at + 1}`],
      );
    }
    frames.set(step.name, checked?.frame);
    above = step.name;
    return checked === undefined ? [] : [...(checked.before ?? []), checked.step];
  });
};

/** A column that is there but cannot be read is not unknown: the reason is said instead. */
const explained = (diagnostics: readonly Diagnostic[], sources: readonly CheckedSource[]): readonly Diagnostic[] =>
  diagnostics.map((diagnostic) => {
    if (diagnostic.code !== 'unknown-column') return diagnostic;
    const name = diagnostic.got.replaceAll('"', '');
    const advice = sources.map(({ unreadable }) => unreadable.get(name)).find((each) => each !== undefined);
    return advice === undefined
      ? diagnostic
      : { ...diagnostic, code: 'unreadable-column', message: `${name} cannot be read: ${advice}`, expected: [] };
  });

const noteUnused = (spec: TransformSpec, plan: Plan, { notes }: Context): void => {
  spec.sources.forEach(({ name }, at) => {
    if (!plan.sources.some((source) => source.name === name))
      notes.add('unused-source', { path: `/sources/${at}` }, name, `nothing in the target comes from ${name}`);
  });
  spec.steps.forEach(({ name }, at) => {
    if (!plan.steps.some((step) => step.name === name))
      notes.add('unused-step', { path: `/steps/${at}` }, name, `nothing in the target comes from the step ${name}`);
  });
};
