// A specification that the user wrote: held to the schema first, then to the same checker as any other.

import type { Catalog, RunRequested, TransformSpec } from '../../contracts/generated/types.ts';
import { validate } from '../../contracts/generated/validators/TransformSpec.js';
import { problemsOf } from '../../contracts/validator.ts';
import { checkedReading, noUsage, type Reading } from './reading.ts';

export const readOwnSpec = (request: RunRequested, catalog: Catalog): Reading => {
  const problems = problemsOf(validate, request.spec);
  if (problems.length === 0) return checkedReading(request.spec as TransformSpec, request, catalog, 'user', noUsage);
  const diagnostics = problems.map(({ at, expected }) => ({
    code: 'schema',
    at,
    got: '',
    expected: [expected],
    message: `${at}: ${expected}`.slice(0, 1000),
  }));
  return { is: 'unsound', problems: diagnostics, usage: noUsage };
};
