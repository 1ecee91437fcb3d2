// Parameters of a spec: each a literal of its type.
import type { TransformSpec } from '../../../contracts/generated/types.ts';
import type { Problems } from '../diagnostics.ts';
import type { TypedExpr } from '../plan.ts';
import { literal, literalDigits } from './coerce.ts';
import { canonicalNumber, canonicalTime } from './literals.ts';
import type { Parameters } from './scope.ts';
import { digitsOf, isDecimal, isFloat, isInteger, isTime, isType } from './types.ts';

type Parameter = NonNullable<TransformSpec['parameters']>[number];

/** Those with problems are there, without a value. */
export const checkParameters = (parameters: readonly Parameter[], problems: Problems): Parameters => {
  const values = new Map<string, TypedExpr | undefined>();
  parameters.forEach((parameter, at) => {
    const path = `/parameters/${at}`;
    if (values.has(parameter.name))
      problems.add('duplicate-name', { path: `${path}/name` }, parameter.name, `two parameters are named ${parameter.name}`, [
        `${parameter.name}_${at + 1}`,
      ]);
    values.set(parameter.name, literalOf(parameter, path, problems));
  });
  return { values, used: new Set() };
};

export const noteUnusedParameters = (parameters: readonly Parameter[], { used }: Parameters, notes: Problems): void =>
  parameters.forEach(({ name }, at) => {
    if (!used.has(name)) notes.add('unused-parameter', { path: `/parameters/${at}` }, name, `no expression reads param(${name})`);
  });

const literalOf = ({ name, type, value }: Parameter, path: string, problems: Problems): TypedExpr | undefined => {
  if (!isType(type) || type.endsWith('[]') || type === 'bytes') {
    problems.add('parameter-type', { path: `${path}/type` }, type, `a parameter cannot be ${type}`, [
      'text',
      'int',
      'decimal(18,2)',
      'date',
    ]);
    return undefined;
  }
  if (value === null) return literal(type, null);
  const text = canonical(type, value);
  if (text !== undefined) return literal(type, text);
  const example = exampleOf(type);
  problems.add(
    'bad-literal',
    { path: `${path}/value` },
    value,
    `${value} is no ${type}, which ${name} is`,
    example === undefined ? [] : [example],
  );
  return undefined;
};

/** The one spelling of the value; undefined when it is none of the type. */
const canonical = (type: string, text: string): string | undefined => {
  if (isInteger(type)) return wholeNumber.test(text) ? within(type, canonicalNumber(text)) : undefined;
  if (isDecimal(type)) return decimalNumber.test(text) && fits(type, text) ? canonicalNumber(text) : undefined;
  if (isFloat(type)) return decimalNumber.test(text) ? canonicalNumber(text) : undefined;
  if (isTime(type)) return canonicalTime(text, type === 'date' ? 'date' : 'timestamp');
  if (type === 'boolean') return text === 'true' || text === 'false' ? text : undefined;
  if (type === 'uuid') return uuid.test(text) ? text.toLowerCase() : undefined;
  if (type === 'json') return isJson(text) ? text : undefined;
  return text.includes('\0') || !text.isWellFormed() ? undefined : text;
};

const within = (type: string, text: string): string | undefined => {
  const value = BigInt(text);
  return BigInt.asIntN(type === 'int' ? 32 : 64, value) === value ? text : undefined;
};

const fits = (type: string, text: string): boolean => {
  const own = literalDigits(text);
  const digits = digitsOf(type);
  return digits !== undefined && own.scale <= digits.scale && own.precision - own.scale <= digits.precision - digits.scale;
};

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const exampleOf = (type: string): string | undefined => {
  if (isDecimal(type)) return (0).toFixed(Math.min(digitsOf(type)?.scale ?? 0, 20));
  return examples.get(type);
};
const examples: ReadonlyMap<string, string> = new Map(
  Object.entries({
    int: '10',
    bigint: '10',
    double: '1.5',
    float: '1.5',
    date: '2025-03-01',
    timestamp: '2025-03-01 10:30:00',
    timestamptz: '2025-03-01 10:30:00',
    boolean: 'true',
    uuid: '0f8fad5b-d9cb-469f-a165-70867728950e',
    json: '{}',
  }),
);
const wholeNumber = /^-?\d{1,40}$/;
const decimalNumber = /^-?(?:\d+(?:\.\d+)?|\.\d+)$/;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
