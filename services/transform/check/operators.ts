// Operators: which types they take, what they give.
import type { Type } from '../../../contracts/generated/types.ts';
import type { Ast } from '../parse/ast.ts';
import type { TypedExpr } from '../plan.ts';
import { adapt, asDecimal, literal, unify } from './coerce.ts';
import { numberType } from './literals.ts';
import { complain, type Site } from './scope.ts';
import { arithmetic, decimal, digitsOf, isComparable, isFloat, isInteger, isNumber, isOrdered, isTime, unknownType } from './types.ts';

type OperatorAst = Extract<Ast, { is: 'operator' }>;
export type Typing = (tree: Ast, site: Site) => TypedExpr | undefined;

export const operator = (tree: OperatorAst, site: Site, typed: Typing): TypedExpr | undefined => {
  const args = tree.args.map((arg) => typed(arg, site));
  if (!args.every((arg) => arg !== undefined)) return undefined;
  const at: At = { tree, site };
  const [first, second] = args as [TypedExpr, TypedExpr];
  switch (tree.name) {
    case 'and':
    case 'or':
    case 'not':
      return logic(tree.name, args, at);
    case 'is-null':
    case 'is-not-null':
      return built(tree.name, args, 'boolean', false);
    case 'is-true':
    case 'is-false':
    case 'is-not-true':
    case 'is-not-false':
      return isTruth(tree.name, first, at);
    case 'is-distinct':
    case 'is-not-distinct':
      return compare(tree.name, args, at, isComparable, false);
    case 'equal':
    case 'not-equal':
    case 'in':
      return compare(tree.name, args, at, isComparable);
    case 'less':
    case 'less-or-equal':
    case 'greater':
    case 'greater-or-equal':
    case 'between':
      return compare(tree.name, args, at, isOrdered);
    case 'not-in':
      return negated(compare('in', args, at, isComparable));
    case 'not-between':
      return negated(compare('between', args, at, isOrdered));
    case 'like':
    case 'ilike':
      return like(tree.name, first, second, at);
    case 'not-like':
    case 'not-ilike':
      return negated(like(tree.name === 'not-like' ? 'like' : 'ilike', first, second, at));
    case 'join-text':
      return joinText(args, at);
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'modulo':
      return calculate(tree.name, first, second, at);
    case 'negate':
    case 'plus':
      return signed(tree.name, first, at);
  }
};

type At = { readonly tree: OperatorAst; readonly site: Site };

export const built = (name: string, args: readonly TypedExpr[], type: Type, nullable = args.some((arg) => arg.nullable)): TypedExpr => ({
  is: 'call',
  name,
  args,
  type,
  nullable,
  exactness: args.some((arg) => arg.exactness === 'float') ? 'float' : 'exact',
});

const negated = (value: TypedExpr | undefined): TypedExpr | undefined => value && built('not', [value], 'boolean');

const logic = (name: 'and' | 'or' | 'not', args: readonly TypedExpr[], { tree, site }: At): TypedExpr | undefined => {
  const adapted = args.map((arg) => adapt(arg, 'boolean'));
  if (adapted.every((arg) => arg !== undefined)) return built(name, adapted, 'boolean');
  const wrong = adapted.indexOf(undefined);
  return complain(site, 'type-mismatch', tree.args[wrong] ?? tree, `${name} joins conditions, this is ${args[wrong]?.type}`, ['boolean']);
};

const isTruth = (name: string, value: TypedExpr, { tree, site }: At): TypedExpr | undefined => {
  const adapted = adapt(value, 'boolean');
  if (adapted === undefined)
    return complain(site, 'type-mismatch', tree, `only a boolean is true or false, this is ${value.type}`, ['boolean']);
  const test = built(name.endsWith('true') ? 'is-true' : 'is-false', [adapted], 'boolean', false);
  return name.includes('not') ? negated(test) : test;
};

const compare = (
  name: string,
  args: readonly TypedExpr[],
  { tree, site }: At,
  allows: (type: Type) => boolean,
  nullable = args.some((arg) => arg.nullable),
): TypedExpr | undefined => {
  const unified = unify(args);
  if (unified === undefined) return complain(site, 'type-mismatch', tree, mismatch(args), adviceFor(args));
  if (unified.type !== unknownType && !allows(unified.type)) {
    return complain(site, 'type-mismatch', tree, `${unified.type} cannot be compared so`, ['cast(… as text)']);
  }
  return built(name, unified.type === unknownType ? args.map(() => literal('boolean', null)) : unified.values, 'boolean', nullable);
};

const mismatch = (args: readonly TypedExpr[]): string => {
  const types = [...new Set(args.map(({ type }) => (type === unknownType ? 'null' : type)))];
  return `values of one type can be compared, here ${types.join(' with ')}`;
};

const adviceFor = (args: readonly TypedExpr[]): readonly string[] => {
  const wrongLiteral = args.find((arg) => arg.is === 'literal' && arg.type === 'text');
  const other = args.find((arg) => arg.type !== 'text' && arg.type !== unknownType);
  if (wrongLiteral?.is === 'literal' && other !== undefined) {
    if (isNumber(other.type)) return ['a number without quotes'];
    if (isTime(other.type)) return [other.type === 'date' ? "date '2025-03-01'" : "timestamp '2025-03-01 10:30:00'"];
  }
  return other === undefined ? [] : [`cast(… as ${other.type})`];
};

const like = (name: 'like' | 'ilike', value: TypedExpr, pattern: TypedExpr, { tree, site }: At): TypedExpr | undefined => {
  if (value.type !== 'text')
    return complain(site, 'type-mismatch', tree.args[0] ?? tree, `${name} looks at text, this is ${value.type}`, ['cast(… as text)']);
  if (pattern.is !== 'literal' || pattern.type !== 'text' || pattern.value === null) {
    return complain(site, 'bad-pattern', tree.args[1] ?? tree, 'a pattern is written out', [
      "'a%'",
      'contains(text, part)',
      'starts_with(text, start)',
    ]);
  }
  if (/^(?:[^\\]|\\[\\%_])*$/s.test(pattern.value)) return built(name, [value, pattern], 'boolean');
  return complain(site, 'bad-pattern', tree.args[1] ?? tree, 'a backslash in a pattern stands before %, _ or another backslash', [
    "'\\\\\\\\'",
  ]);
};

const joinText = (args: readonly TypedExpr[], { tree, site }: At): TypedExpr | undefined => {
  const adapted = args.map((arg) => adapt(arg, 'text'));
  if (adapted.every((arg) => arg !== undefined)) return built('join-text', adapted, 'text');
  const wrong = adapted.indexOf(undefined);
  return complain(site, 'type-mismatch', tree.args[wrong] ?? tree, `|| joins text, this is ${args[wrong]?.type}`, ['cast(… as text)']);
};

type Operation = 'add' | 'subtract' | 'multiply' | 'divide' | 'modulo';

const calculate = (name: Operation, first: TypedExpr, second: TypedExpr, at: At): TypedExpr | undefined => {
  const [left, right] = [withType(first, second.type), withType(second, first.type)];
  if (!isNumber(left.type) || !isNumber(right.type)) return notNumbers(name, left, right, at);
  const mayVanish = (name === 'divide' || name === 'modulo') && !(right.is === 'literal' && /[1-9]/.test(right.value ?? ''));
  const nullable = mayVanish || left.nullable || right.nullable;
  if (isFloat(left.type) || isFloat(right.type)) {
    const args = [adapt(left, 'double'), adapt(right, 'double')];
    if (name === 'modulo') {
      return complain(at.site, 'type-mismatch', at.tree, '% of floats depends on the last bit', ['cast(… as decimal(18,6)) % …']);
    }
    return args.every((arg) => arg !== undefined) ? built(name, args, 'double', nullable) : undefined;
  }
  if (isInteger(left.type) && isInteger(right.type) && name !== 'divide') {
    const type = left.type === 'bigint' || right.type === 'bigint' ? 'bigint' : 'int';
    const args = [adapt(left, type), adapt(right, type)];
    return args.every((arg) => arg !== undefined) ? built(name, args, type, nullable) : undefined;
  }
  const [a, b] = [asDecimal(left), asDecimal(right)];
  const [p, q] = [digitsOf(a.type), digitsOf(b.type)];
  return p && q && built(name, [a, b], decimal(arithmetic(name, p, q)), nullable);
};

const withType = (value: TypedExpr, other: Type): TypedExpr =>
  value.type === unknownType ? literal(other === unknownType ? 'int' : other, null) : value;

const symbols: Readonly<Record<Operation, string>> = { add: '+', subtract: '-', multiply: '*', divide: '/', modulo: '%' };

const notNumbers = (name: Operation, left: TypedExpr, right: TypedExpr, { tree, site }: At): undefined => {
  const times = isTime(left.type) || isTime(right.type);
  const texts = left.type === 'text' || right.type === 'text';
  const expected = times
    ? ['date_add(date, days)', "datediff('day', from, to)"]
    : texts && name === 'add'
      ? ['a || b']
      : [`cast(… as ${texts ? 'decimal(18,2)' : 'int'})`];
  return complain(site, 'type-mismatch', tree, `${symbols[name]} calculates with numbers, here ${left.type} and ${right.type}`, expected);
};

const signed = (name: 'negate' | 'plus', value: TypedExpr, { tree, site }: At): TypedExpr | undefined => {
  const number = withType(value, 'int');
  if (!isNumber(number.type)) return complain(site, 'type-mismatch', tree, `only a number has a sign, this is ${value.type}`, ['a number']);
  if (name === 'plus') return number;
  if (number.is === 'literal' && number.value !== null) {
    const text = number.value.startsWith('-') ? number.value.slice(1) : `-${number.value}`;
    return literal(numberType(text), text);
  }
  const widened = isFloat(number.type) ? adapt(number, 'double') : number;
  return widened && built('negate', [widened], widened.type);
};
