// Changes of a spec by address. The result is a spec by its schema; whether it is sound is for check to say.

import type { SpecPatch, TransformSpec } from '../../contracts/generated/types.ts';
import { documentValidators } from '../../contracts/generated/validators.ts';
import { problemsOf } from '../../contracts/validator.ts';
import { type Diagnostic, nearest, problem } from './diagnostics.ts';
import { changed, type Wrong } from './diff/change.ts';

export type Patched =
  | { readonly is: 'patched'; readonly spec: TransformSpec }
  | { readonly is: 'unsound'; readonly diagnostics: readonly Diagnostic[] };

/** All changes in order, or none. The spec given is left as it is. */
export const applyPatch = (spec: TransformSpec, patch: SpecPatch): Patched => {
  let document: unknown = structuredClone(spec);
  for (const [index, change] of patch.entries()) {
    const next = changed(document, change);
    if ('wrong' in next) return { is: 'unsound', diagnostics: [wrongAddress(next, change.at, index)] };
    document = next.value;
  }
  return asSpec(document);
};

const asSpec = (document: unknown): Patched => {
  const validate = documentValidators.TransformSpec;
  if (validate === undefined) throw new Error('the TransformSpec schema has no validator');
  const found = problemsOf(validate, document);
  if (found.length > 0) {
    const diagnostics = found.map(({ at, expected }) =>
      problem('patch-breaks-schema', { path: at }, '', `after the patch ${at} is not as it must be: ${expected}`, [expected]),
    );
    return { is: 'unsound', diagnostics };
  }
  return { is: 'patched', spec: document as TransformSpec };
};

const wrongAddress = ({ wrong, part, expected }: Wrong, at: string, index: number): Diagnostic => {
  const near = nearest(part, expected);
  return problem('patch-address', { path: `/${index}/at` }, at, `${at}: ${wrong}`, near.length > 0 ? near : expected.slice(0, 12));
};
