// How many rows a spec may have on its way: a few joins on columns with few values make millions of a dozen.
import type { Catalog, Step, TransformSpec } from '../../../contracts/generated/types.ts';

const mostRows = 4000;

/** Whether no step has more rows than all engines compute in a moment, by a guess of how often values repeat. */
export const isSmall = ({ sources, steps }: Pick<TransformSpec, 'sources' | 'steps'>, { tables }: Catalog): boolean => {
  const sizes = new Map<string, number>();
  for (const { name, table } of sources) sizes.set(name, tables.find((each) => `${each.schema}.${each.name}` === table)?.rows ?? 0);
  for (const step of steps)
    sizes.set(
      step.name,
      rowsOf(step, (frame) => sizes.get(frame ?? '') ?? 0),
    );
  return [...sizes.values()].every((size) => size <= mostRows);
};

/** A key has a partner in a third of the rows of the other side. */
const repeats = 3;

const rowsOf = (step: Step, of: (frame: string | undefined) => number): number => {
  switch (step.do) {
    case 'join': {
      const [left, right] = [of(step.left), of(step.right)];
      if (step.kind === 'semi' || step.kind === 'anti' || step.kind === 'asof') return left;
      const pairs = (left * right) / (step.on.length === 0 ? 1 : repeats) + left + right;
      return (step.lookups ?? []).reduce((size, lookup) => size * Math.max(1, of(lookup.right) / repeats), pairs);
    }
    case 'union':
    case 'intersect':
    case 'except':
      return step.inputs.reduce((sum, frame) => sum + of(frame), 0);
    case 'sequence':
      return 50;
    case 'unnest':
      return of(step.input) * 2;
    case 'unpivot':
      return of(step.input) * step.columns.length;
    case 'walk':
      return of(step.input) * 2;
    default:
      return of(step.input);
  }
};
