// How much the specs asked of the engines: a fuzz that computes nothing agrees always.
import type { Step, TransformSpec } from '../../../contracts/generated/types.ts';
import { functions } from '../../../services/transform/check/functions/all.ts';
import { parse } from '../../../services/transform/parse/parse.ts';
import type { Ran, Report } from './fuzz.ts';

export type Quality = {
  readonly specs: number;
  /** Share of specs with no row at all, and of specs that every engine ended. */
  readonly empty: number;
  readonly raised: number;
  /** Cells that are not NULL in target columns that were computed with the function. */
  readonly cells: ReadonlyMap<string, number>;
  readonly steps: ReadonlyMap<string, number>;
};

export const qualityOf = (ran: readonly Ran[]): Quality => {
  const cells = new Map<string, number>();
  const steps = new Map<string, number>();
  for (const { spec, outcome } of ran) {
    for (const step of spec.steps) steps.set(step.do, (steps.get(step.do) ?? 0) + 1);
    if (outcome.is === 'raised') continue;
    const used = functionsByColumn(spec);
    spec.target.columns.forEach(({ name }, at) => {
      const present = outcome.rows.filter((row) => row[at] !== null).length;
      for (const each of used.get(name) ?? []) cells.set(each, (cells.get(each) ?? 0) + present);
    });
  }
  const share = (count: number): number => count / Math.max(1, ran.length);
  return {
    specs: ran.length,
    empty: share(ran.filter(({ outcome }) => outcome.is === 'rows' && outcome.rows.length === 0).length),
    raised: share(ran.filter(({ outcome }) => outcome.is === 'raised').length),
    cells,
    steps,
  };
};

export const qualityLines = ({ wanted, ran, findings }: Report): readonly string[] => {
  const { specs, empty, raised, cells, steps } = qualityOf(ran);
  const rare = [...functions.keys()].filter((name) => (cells.get(name) ?? 0) < 20);
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return [
    `${specs} of ${wanted} specs ran, ${findings.length} disagreements`,
    `empty results ${percent(empty)} (at most 10 %), ended by every engine ${percent(raised)} (at most 5 %)`,
    `functions with fewer than 20 results that are not NULL: ${rare.length === 0 ? 'none' : rare.map((name) => `${name} ${cells.get(name) ?? 0}`).join(', ')}`,
    `steps: ${[...steps]
      .toSorted((a, b) => b[1] - a[1])
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}`,
  ];
};

/** Functions by the column whose expression has them; names of computed columns are unique in a spec. */
const functionsByColumn = (spec: TransformSpec): ReadonlyMap<string, readonly string[]> =>
  new Map(spec.steps.flatMap(expressions).map(({ name, expr }) => [name, callsIn(expr)]));

const expressions = (step: Step): readonly { readonly name: string; readonly expr: string }[] => {
  if (step.do === 'select') return [...(step.let ?? []).map(({ name, expr }) => ({ name: `${name}_out`, expr })), ...step.columns];
  if (step.do === 'aggregate') return [...step.by.filter((key) => typeof key !== 'string'), ...step.compute];
  return step.do === 'window' ? step.compute : [];
};

const callsIn = (expr: string): readonly string[] => {
  const parsed = parse(expr, '');
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) walk(each);
    else if (typeof node === 'object' && node !== null) {
      if ('is' in node && node.is === 'call' && 'name' in node) found.add(String(node.name));
      for (const each of Object.values(node)) walk(each);
    }
  };
  if (parsed.is === 'parsed') walk(parsed.tree);
  return [...found];
};
