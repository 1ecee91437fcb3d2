// Tree -> text that is read as the same tree: brackets only where the meaning needs them, names quoted only where SQL does.
import type { Ast, Call, OperatorName, SortItem } from './ast.ts';
import { isReserved } from './keywords.ts';
import { level } from './precedence.ts';

export const print = (tree: Ast): string => printed(tree).text;

type Printed = { readonly text: string; readonly level: number };

const closed = level.cast + 1;

/** The text, in brackets when it binds more weakly than its surroundings ask for. */
const atLeast = (tree: Ast, least: number): string => {
  const { text, level: own } = printed(tree);
  return own < least ? `(${text})` : text;
};

const printed = (tree: Ast): Printed => (tree.is === 'operator' ? operator(tree.name, tree.args) : { text: primary(tree), level: closed });

const primary = (tree: Exclude<Ast, { is: 'operator' }>): string => {
  switch (tree.is) {
    case 'column':
      return tree.side === undefined ? name(tree.name) : `${tree.side}.${name(tree.name)}`;
    case 'number':
      return tree.text;
    case 'text':
      return text(tree.value);
    case 'boolean':
      return String(tree.value);
    case 'null':
      return 'null';
    case 'typed-text':
      return `${tree.type} ${text(tree.value)}`;
    case 'call':
      return call(tree);
    case 'case': {
      const branches = tree.branches.map(({ when, value }) => ` when ${print(when)} then ${print(value)}`).join('');
      const otherwise = tree.otherwise === undefined ? '' : ` else ${print(tree.otherwise)}`;
      return `case${tree.subject === undefined ? '' : ` ${print(tree.subject)}`}${branches}${otherwise} end`;
    }
    case 'cast':
      // to PostgreSQL float is double precision
      return `cast(${print(tree.value)} as ${tree.type.replace(/^float/, 'real')})`;
  }
};

const operator = (of: OperatorName, args: readonly Ast[]): Printed => {
  const [first, second, third] = args as readonly [Ast, Ast, Ast?];
  const binary = binaries[of];
  if (binary !== undefined) {
    const [symbol, own, chains] = binary;
    return { text: `${atLeast(first, chains ? own : own + 1)} ${symbol} ${atLeast(second, own + 1)}`, level: own };
  }
  const test = tests[of];
  if (test !== undefined) return { text: `${atLeast(first, level.comparison)} ${test}`, level: level.is };
  const not = of.includes('not-') ? 'not ' : '';
  switch (of) {
    case 'not':
      return { text: `not ${atLeast(first, level.not)}`, level: level.not };
    case 'negate':
    case 'plus':
      return { text: signed(of === 'negate' ? '-' : '+', atLeast(first, level.sign)), level: level.sign };
    case 'is-distinct':
    case 'is-not-distinct':
      return { text: `${atLeast(first, level.comparison)} is ${not}distinct from ${atLeast(second, level.comparison)}`, level: level.is };
    case 'element':
      return { text: `${first.is === 'column' ? print(first) : `(${print(first)})`}[${print(second)}]`, level: closed };
    case 'in':
    case 'not-in':
      return { text: `${atLeast(first, level.text)} ${not}in (${args.slice(1).map(print).join(', ')})`, level: level.matching };
    case 'between':
    case 'not-between': {
      const high = third === undefined ? '' : atLeast(third, level.text);
      return { text: `${atLeast(first, level.text)} ${not}between ${atLeast(second, level.text)} and ${high}`, level: level.matching };
    }
    default: {
      const escaping = third === undefined ? '' : ` escape ${atLeast(third, level.text)}`;
      const word = `${not}${of.endsWith('ilike') ? 'ilike' : 'like'}`;
      return { text: `${atLeast(first, level.text)} ${word} ${atLeast(second, level.text)}${escaping}`, level: level.matching };
    }
  }
};

// two signs in a row would begin a comment
const signed = (sign: string, value: string): string => (/^[-+]/.test(value) ? `${sign} ${value}` : `${sign}${value}`);

type Binary = readonly [symbol: string, level: number, chains: boolean];
const binaries: Readonly<Partial<Record<OperatorName, Binary>>> = {
  or: ['or', level.or, true],
  and: ['and', level.and, true],
  equal: ['=', level.comparison, false],
  'not-equal': ['<>', level.comparison, false],
  less: ['<', level.comparison, false],
  'less-or-equal': ['<=', level.comparison, false],
  greater: ['>', level.comparison, false],
  'greater-or-equal': ['>=', level.comparison, false],
  'join-text': ['||', level.text, true],
  add: ['+', level.sum, true],
  subtract: ['-', level.sum, true],
  multiply: ['*', level.product, true],
  divide: ['/', level.product, true],
  modulo: ['%', level.product, true],
};
const tests: Readonly<Partial<Record<OperatorName, string>>> = {
  'is-null': 'is null',
  'is-not-null': 'is not null',
  'is-true': 'is true',
  'is-not-true': 'is not true',
  'is-false': 'is false',
  'is-not-false': 'is not false',
  'is-unknown': 'is unknown',
  'is-not-unknown': 'is not unknown',
};

const call = (tree: Call): string => {
  const [first, second] = tree.args;
  if (tree.name === 'position' && first !== undefined && second !== undefined) {
    return `position(${atLeast(first, level.text)} in ${atLeast(second, level.text)})`;
  }
  const args = tree.star ? '*' : tree.args.map(print).join(', ');
  const order = tree.order === undefined ? '' : ` order by ${tree.order.map(sortItem).join(', ')}`;
  const where = tree.where === undefined ? '' : ` filter (where ${print(tree.where)})`;
  return `${tree.name}(${tree.distinct ? 'distinct ' : ''}${args}${order})${where}`;
};

/** Downwards PostgreSQL puts NULLs first unless it is told otherwise. */
const sortItem = ({ value, direction, nulls }: SortItem): string =>
  `${print(value)}${direction === 'desc' ? ' desc' : ''}${nulls === 'first' ? ' nulls first' : direction === 'desc' ? ' nulls last' : ''}`;

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

const name = (of: string): string =>
  /^[a-z_][a-z0-9_$]*$/.test(of) && !isReserved(of) && !infix.has(of) ? of : `"${of.replaceAll('"', '""')}"`;
const infix = new Set(['between', 'escape']);
