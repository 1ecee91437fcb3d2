// The plan of a case: that of the spec, with the parameters that the case gives.
import type { Catalog, TransformSpec } from '../../../contracts/generated/types.ts';
import { nearest } from '../../transform/diagnostics.ts';
import { check, type Plan } from '../../transform/index.ts';
import { CaseTrouble } from './case-values.ts';
import type { Case } from './run-cases.ts';

/** Throws CaseTrouble for a parameter that the spec does not have, and for a value that its type does not take. */
export const casePlan = (spec: TransformSpec, catalog: Catalog, { parameters: given = {} }: Case): Plan => {
  const known = (spec.parameters ?? []).map(({ name }) => name);
  for (const name of Object.keys(given)) if (!known.includes(name)) throw unknownParameter(name, known);
  const parameters = spec.parameters?.map((each) => ({
    ...each,
    value: given[each.name] === undefined ? each.value : (given[each.name] ?? null),
  }));
  const result = check(parameters === undefined ? spec : { ...spec, parameters }, catalog);
  if (result.is === 'sound') return result.plan;
  throw new CaseTrouble(`the spec is not sound with its parameters: ${result.diagnostics.map(({ message }) => message).join('; ')}`);
};

const unknownParameter = (name: string, known: readonly string[]): CaseTrouble => {
  const near = nearest(name, known);
  const advice =
    near.length > 0 ? `did you mean ${near.join(' or ')}?` : known.length === 0 ? 'it has none' : `there are ${known.join(', ')}`;
  return new CaseTrouble(`the spec has no parameter ${name}; ${advice}`);
};
