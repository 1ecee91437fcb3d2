// Expressions as people read them: the language's own notation, without the conversions that the checker put in.
import type { TypedExpr } from '../plan.ts';
import { aggregateWords, windowWords } from './aggregate-words.ts';

export const wordsOf = (value: TypedExpr): string => {
  switch (value.is) {
    case 'column':
    case 'key':
      return value.name;
    case 'literal':
      return literalWords(value.type, value.value);
    case 'convert':
      if (value.how === 'try') return `${bracketed(value.value)} as ${value.type} where it is one`;
      return value.how === 'cast' ? `${bracketed(value.value)} as ${value.type}` : wordsOf(value.value);
    case 'call':
      return callWords(value.name, value.args);
    case 'case': {
      const branches = value.branches.map(({ when, value: then }) => `${wordsOf(then)} when ${wordsOf(when)}`);
      return `${branches.join(', ')}${value.otherwise === undefined ? '' : `, else ${wordsOf(value.otherwise)}`}`;
    }
    case 'aggregate':
      return aggregateWords(value, wordsOf);
    case 'scalar':
      return `${value.column} of ${value.frame}`;
    case 'window':
      return windowWords(value, wordsOf);
  }
};

const literalWords = (type: string, value: string | null): string => {
  if (value === null) return 'NULL';
  return type === 'text' || type === 'uuid' ? `'${value}'` : value;
};

const infix: Readonly<Record<string, string>> = {
  and: 'and',
  or: 'or',
  equal: '=',
  'not-equal': '<>',
  less: '<',
  'less-or-equal': '<=',
  greater: '>',
  'greater-or-equal': '>=',
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  modulo: '%',
  'join-text': '||',
  like: 'is like',
  ilike: 'is like (any case)',
  'is-distinct': 'differs from',
  'is-not-distinct': 'is the same as',
};
const postfix: Readonly<Record<string, string>> = {
  'is-null': 'is NULL',
  'is-not-null': 'is not NULL',
  'is-true': 'is true',
  'is-false': 'is false',
};

const callWords = (name: string, args: readonly TypedExpr[]): string => {
  const [first, second, third] = args.map(bracketed);
  if (infix[name] !== undefined) return `${first} ${infix[name]} ${second}`;
  if (postfix[name] !== undefined) return `${first} ${postfix[name]}`;
  if (name === 'not') return `not ${first}`;
  if (name === 'negate') return `-${first}`;
  if (name === 'between') return `${first} is between ${second} and ${third}`;
  if (name === 'element') return `${first}[${wordsOf(args[1] as TypedExpr)}]`;
  if (name === 'shift') return `${second} + ${third} ${args[0]?.is === 'literal' ? args[0].value : ''}s`;
  if (name === 'in') return `${first} is one of ${args.slice(1).map(wordsOf).join(', ')}`;
  return `${name}(${args.map(wordsOf).join(', ')})`;
};

const bracketed = (value: TypedExpr): string => {
  const inner = value.is === 'convert' && value.how !== 'cast' && value.how !== 'try' ? value.value : value;
  const isCompound =
    inner.is === 'case' ||
    inner.is === 'convert' ||
    (inner.is === 'call' && (infix[inner.name] !== undefined || inner.name === 'between' || inner.name === 'in'));
  return isCompound ? `(${wordsOf(inner)})` : wordsOf(inner);
};
