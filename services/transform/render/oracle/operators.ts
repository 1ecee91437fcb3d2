// Operators in PostgreSQL, bent to the language: division by zero is NULL, text compares by code point, decimals have the language's digits.
import type { Type } from '../../../../contracts/generated/types.ts';
import type { TypedExpr } from '../../plan.ts';
import { doubles } from './doubles.ts';
import { type Call, lowered, type Render } from './functions/arguments.ts';
import { isNoJsonArray } from './steps/json-array.ts';
import { enoughDigits, isText } from './values.ts';

export const operators: Readonly<Record<string, Render>> = {
  and: (args) => `(${args.join(' and ')})`,
  or: (args) => `(${args.join(' or ')})`,
  not: ([value]) => `(not ${value})`,
  'is-null': ([value]) => `(${value} is null)`,
  'is-not-null': ([value]) => `(${value} is not null)`,
  'is-true': ([value]) => `(${value} is true)`,
  'is-false': ([value]) => `(${value} is false)`,
  'is-distinct': ([a, b]) => `(${a} is distinct from ${b})`,
  'is-not-distinct': ([a, b]) => `(${a} is not distinct from ${b})`,
  // only the census asks
  'is-no-array': ([value]) => `(${isNoJsonArray(`${value}`)})`,
  equal: ([a, b]) => `(${a} = ${b})`,
  'not-equal': ([a, b]) => `(${a} <> ${b})`,
  less: ordered('<'),
  'less-or-equal': ordered('<='),
  greater: ordered('>'),
  'greater-or-equal': ordered('>='),
  between: ([value, low, high], call) => `(${byCodePoint(value, call)} between ${low} and ${high})`,
  in: ([value, ...items]) => `(${value} in (${items.join(', ')}))`,
  like: ([value, pattern]) => `(${value} like ${pattern} escape E'\\\\')`,
  ilike: ([value, pattern]) => `(${lowered(value)} like ${lowered(pattern)} escape E'\\\\')`,
  'join-text': ([a, b]) => `(${a} || ${b})`,
  add: arithmetic('add', '+'),
  subtract: arithmetic('subtract', '-'),
  multiply: arithmetic('multiply', '*'),
  modulo: ([a, b], call) => digits(`(${a} % ${divisor(b, call)})`, call),
  divide: (args, call) => {
    const [a, b] = args;
    if (!call.type.startsWith('decimal')) return `(${doubles('divide', args, call.args)})`;
    return `(${a} * ${enoughDigits} / ${divisor(b, call)})::${numeric(call.type)}`;
  },
  'add-in-range': ([a, b], call) => digits(`(${a} + ${b})`, call),
  'subtract-in-range': ([a, b], call) => digits(`(${a} - ${b})`, call),
  'multiply-in-range': ([a, b], call) => digits(`(${a} * ${b})`, call),
  'divide-in-range': ([a, b], call) => `(${a} / ${divisor(b, call)})`,
  negate: ([value]) => `(- ${value})`,
};

function ordered(symbol: string): Render {
  return ([a, b], call) => `(${byCodePoint(a, call)} ${symbol} ${b})`;
}

function arithmetic(name: 'add' | 'subtract' | 'multiply', symbol: string): Render {
  return (args, call) => {
    const [a, b] = args;
    return call.type === 'double' ? `(${doubles(name, args, call.args)})` : digits(`(${a} ${symbol} ${b})`, call);
  };
}

const byCodePoint = (sql: string | undefined, { args }: Call): string => `${sql}${args[0] && isText(args[0]) ? ' collate "C"' : ''}`;

/** The language gives up decimals beyond 38 digits; what still does not fit raises. */
const digits = (sql: string, { type }: Call): string => (type.startsWith('decimal(38,') ? `${sql}::${numeric(type)}` : sql);

const divisor = (sql: string | undefined, { args: [, value] }: Call): string => (isNeverZero(value) ? `${sql}` : `nullif(${sql}, 0)`);
const isNeverZero = (value: TypedExpr | undefined): boolean => value?.is === 'literal' && /[1-9]/.test(value.value ?? '');

const numeric = (type: Type): string => type.replace('decimal', 'numeric');
