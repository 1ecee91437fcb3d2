// Operators: which types they take, what they give.
import type { Type } from '../../../contracts/generated/types.ts';
import type { Ast } from '../parse/ast.ts';
import type { TypedExpr } from '../plan.ts';
import { orderedInstead } from './advice.ts';
import { calculate, signed } from './arithmetic.ts';
import { adapt, literal, unify } from './coerce.ts';
import { like } from './like.ts';
import { complain, type Site } from './scope.ts';
import { isShift, shift } from './shifts.ts';
import { elementOf, isComparable, isNumber, isOrdered, isTime, unknownType } from './types.ts';

export type OperatorAst = Extract<Ast, { is: 'operator' }>;
export type Typing = (tree: Ast, site: Site) => TypedExpr | undefined;

export const operator = (tree: OperatorAst, site: Site, typed: Typing): TypedExpr | undefined => {
  if (isShift(tree)) return shift(tree, site, typed);
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
    case 'is-unknown':
    case 'is-not-unknown':
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
      return like(tree.name, args, at);
    case 'not-like':
    case 'not-ilike':
      return negated(like(tree.name === 'not-like' ? 'like' : 'ilike', args, at));
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
    case 'element':
      return element(first, second, at);
  }
};

export type At = { readonly tree: OperatorAst; readonly site: Site };

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
  if (name.endsWith('unknown')) return built(name.includes('not') ? 'is-not-null' : 'is-null', [adapted], 'boolean', false);
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
    return complain(site, 'type-mismatch', tree, `${unified.type} cannot be compared so`, orderedInstead(unified.type));
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
  const number = args.find((arg) => arg.is === 'literal' && isNumber(arg.type));
  if (number?.is === 'literal' && args.some((arg) => arg.type === 'text')) return [`'${number.value}'`];
  return other === undefined ? [] : [`cast(… as ${other.type})`];
};

const element = (array: TypedExpr, at: TypedExpr, { tree, site }: At): TypedExpr | undefined => {
  const type = elementOf(array.type);
  if (type === undefined)
    return complain(site, 'type-mismatch', tree.args[0] ?? tree, `only an array has elements, this is ${array.type}`, [
      ...(array.type === 'json' ? ["json_text(…, '$[0]')"] : []),
      ...(array.type === 'text' ? ["split_part(…, ',', 1)"] : []),
    ]);
  const position = adapt(at, 'int');
  if (position === undefined)
    return complain(site, 'type-mismatch', tree.args[1] ?? tree, `a position is an int, counted from 1; this is ${at.type}`, ['…[1]']);
  return built('element', [array, position], type, true);
};

const joinText = (args: readonly TypedExpr[], { tree, site }: At): TypedExpr | undefined => {
  const adapted = args.map((arg) => adapt(arg, 'text'));
  if (adapted.every((arg) => arg !== undefined)) return built('join-text', adapted, 'text');
  const wrong = adapted.indexOf(undefined);
  return complain(site, 'type-mismatch', tree.args[wrong] ?? tree, `|| joins text, this is ${args[wrong]?.type}`, ['cast(… as text)']);
};
