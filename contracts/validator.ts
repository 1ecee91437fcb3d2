// The shape of every generated validator; one problem is one place in the document.
export type Problem = { readonly at: string; readonly expected: string };

/** A generated Ajv validator: true or false, problems of the last call in `errors` (read them before the next call). */
export type Validator = ((value: unknown) => boolean) & { errors?: readonly AjvError[] | null };

type AjvError = {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
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

const expectation = ({ keyword, message, params }: AjvError): string => {
  if (keyword === 'additionalProperties') return `no property ${JSON.stringify(params.additionalProperty)}`;
  if (keyword === 'enum') return `one of ${(params.allowedValues as unknown[]).map((value) => JSON.stringify(value)).join(', ')}`;
  if (keyword === 'const') return `${JSON.stringify(params.allowedValue)}`;
  return message ?? keyword;
};
