// The shape of every generated validator; one problem is one place in the document.
export type Problem = { readonly at: string; readonly expected: string };

/** A generated Ajv validator: true or false, problems of the last call in `errors` (read them before the next call). */
export type Validator = ((value: unknown) => boolean) & { errors?: readonly AjvError[] | null };

type AjvError = {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Record<string, unknown>;
};

/** All problems at once; empty when the value is valid. */
export const problemsOf = (validate: Validator, value: unknown): readonly Problem[] => {
  if (validate(value)) return [];
  const problems = (validate.errors ?? []).map((error) => ({
    at: error.instancePath === '' ? '/' : error.instancePath,
    expected: expectation(error),
  }));
  const seen = new Set<string>();
  return problems.filter(({ at, expected }) => !seen.has(`${at} ${expected}`) && seen.add(`${at} ${expected}`));
};

/** In Ajv's words, which generated validators leave out: they follow from keyword and params. */
const expectation = ({ keyword, params }: AjvError): string => {
  switch (keyword) {
    case 'additionalProperties':
      return `no property ${JSON.stringify(params.additionalProperty)}`;
    case 'enum':
      return `one of ${(params.allowedValues as unknown[]).map((value) => JSON.stringify(value)).join(', ')}`;
    case 'const':
      return `${JSON.stringify(params.allowedValue)}`;
    case 'required':
      return `must have required property '${params.missingProperty}'`;
    case 'type':
      return `must be ${[params.type].flat().join(',')}`;
    case 'pattern':
      return `must match pattern "${params.pattern}"`;
    case 'minimum':
    case 'maximum':
      return `must be ${params.comparison} ${params.limit}`;
    case 'minLength':
      return `must NOT have fewer than ${params.limit} characters`;
    case 'maxLength':
      return `must NOT have more than ${params.limit} characters`;
    case 'minItems':
      return `must NOT have fewer than ${params.limit} items`;
    case 'maxItems':
      return `must NOT have more than ${params.limit} items`;
    case 'uniqueItems':
      return `must NOT have duplicate items (items ## ${params.j} and ${params.i} are identical)`;
    case 'discriminator':
      return params.error === 'tag' ? `tag "${params.tag}" must be string` : `value of tag "${params.tag}" must be in oneOf`;
    case 'anyOf':
      return 'must match a schema in anyOf';
    default:
      return `must match ${keyword}`;
  }
};
