// Specs that are wrong, in one way each, and what the checker says of them.
import type { Catalog, TransformSpec } from '../../../contracts/generated/types.ts';
import { diagnosed } from './wrong-specs-diagnostics.ts';
import { wrongExpressions } from './wrong-specs-expressions.ts';
import { places, shop } from './wrong-specs-places.ts';
import { notedSpecs, wrongSteps } from './wrong-specs-steps.ts';

/** What is wrong, a spec, and the catalog where it is not the shop. */
export type Wrong = readonly [string, TransformSpec, Catalog?];
export type Diagnosed = {
  readonly name: string;
  readonly spec: TransformSpec;
  readonly catalog: Catalog;
  /** Each as `code place → first advice`, in the order of the checker. */
  readonly says: readonly string[];
};

/** The same few mistakes in every place where an expression may stand. */
const everywhere: readonly Wrong[] = Object.entries(places).flatMap(([place, around]): readonly Wrong[] => [
  [`an unknown function in ${place}`, around('uper(note) is null')],
  [`a function without its arguments in ${place}`, around('left() is null')],
  [`a comparison of two types in ${place}`, around("1 = 'x'")],
  [`an expression that ends too early in ${place}`, around('1 +')],
]);

const all = (specs: readonly Wrong[]): readonly Diagnosed[] =>
  specs.map(([name, spec, catalog = shop]) => ({ name, spec, catalog, says: diagnosed[name] ?? [] }));

export const wrongSpecs: readonly Diagnosed[] = all([...wrongExpressions, ...everywhere, ...wrongSteps]);
/** Sound, but with something worth saying. */
export const noted: readonly Diagnosed[] = all(notedSpecs);
