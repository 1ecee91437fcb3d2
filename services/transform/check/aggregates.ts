// Aggregates: count, sum, avg, min, max, bool_and, bool_or, with DISTINCT and FILTER.
import type { Type } from '../../../contracts/generated/types.ts';
import type { Ast, Call } from '../parse/ast.ts';
import type { AggregateName, TypedExpr } from '../plan.ts';
import { adapt, convert } from './coerce.ts';
import type { Typing } from './operators.ts';
import { complain, type Site } from './scope.ts';
import { decimal, digitsOf, isComparable, isDecimal, isFloat, isInteger, isNumber, isOrdered, mostDigits } from './types.ts';

type CallAst = Extract<Ast, { is: 'call' }> & Call;

export const aggregateNames: readonly AggregateName[] = ['count', 'sum', 'avg', 'min', 'max', 'bool_and', 'bool_or'];
export const isAggregate = (name: string): name is AggregateName => aggregateNames.some((each) => each === name);

export const aggregateCall = (tree: CallAst, site: Site, typed: Typing): TypedExpr | undefined => {
  const name = tree.name as AggregateName;
  const { rows } = site.scope;
  if (rows === 'row')
    return complain(site, 'aggregate-misuse', tree, `${name} looks at many rows; it belongs into compute of an aggregate step`);
  const inner: Site = { ...site, scope: { columns: rows.columns, rows: 'row', input: site.scope.input } };
  const args = tree.args.map((arg) => typed(arg, inner));
  const where = tree.where && typed(tree.where, inner);
  if (!args.every((arg) => arg !== undefined) || (tree.where !== undefined && where === undefined)) return undefined;
  if (where !== undefined && where.type !== 'boolean') {
    return complain(site, 'type-mismatch', tree.where ?? tree, `a filter is true or false, this is ${where.type}`, ['boolean']);
  }
  if (!hasRightArguments(tree, args))
    return complain(site, 'wrong-arguments', tree, `${name} is written ${forms[name].join(' or ')}`, forms[name]);
  const suitable = args.map((arg) => argumentOf(name, arg));
  if (!suitable.every((arg) => arg !== undefined)) return wrongType(name, tree, args[0] as TypedExpr, site);
  const first = suitable[0];
  return {
    is: 'aggregate',
    name,
    args: suitable,
    distinct: tree.distinct && name !== 'min' && name !== 'max',
    where,
    type: first === undefined ? 'bigint' : resultType(name, first.type),
    nullable: name !== 'count' && (rows.keys.size === 0 || where !== undefined || (first?.nullable ?? true)),
    exactness: isInexact(name, suitable, where) ? 'float' : 'exact',
  };
};

// adding floats in another order gives another last digit
const isInexact = (name: AggregateName, args: readonly TypedExpr[], where: TypedExpr | undefined): boolean =>
  where?.exactness === 'float' ||
  args.some((arg) => arg.exactness === 'float' || ((name === 'sum' || name === 'avg') && isFloat(arg.type)));

const hasRightArguments = (tree: CallAst, args: readonly TypedExpr[]): boolean => {
  if (tree.name !== 'count') return !tree.star && args.length === 1;
  if (tree.star) return true;
  return args.length === 1 || (args.length > 1 && tree.distinct);
};

const argumentOf = (name: AggregateName, arg: TypedExpr): TypedExpr | undefined => {
  if (name === 'count') return arg.type === 'null' || !isComparable(arg.type) ? undefined : arg;
  if (name === 'bool_and' || name === 'bool_or') return adapt(arg, 'boolean');
  if (name === 'min' || name === 'max') return isOrdered(arg.type) && arg.type !== 'boolean' ? arg : undefined;
  if (!isNumber(arg.type)) return undefined;
  if (isFloat(arg.type)) return adapt(arg, 'double');
  return name === 'avg' ? withDecimals(arg) : arg;
};

/** An average has at least six decimals: four more than what is averaged, which has at least two. */
const withDecimals = (arg: TypedExpr): TypedExpr => {
  const digits = digitsOf(arg.type);
  if (digits === undefined || (isDecimal(arg.type) && (digits.scale >= 2 || digits.precision - digits.scale + 2 > mostDigits))) return arg;
  return convert(arg, decimal({ precision: digits.precision - digits.scale + 2, scale: 2 }), 'widen');
};

const resultType = (name: AggregateName, type: Type): Type => {
  if (name === 'count') return 'bigint';
  const digits = digitsOf(type);
  if (name === 'sum' && isInteger(type)) return 'bigint';
  if (name === 'sum' && digits !== undefined)
    return decimal({ precision: Math.min(mostDigits, digits.precision + 10), scale: digits.scale });
  if (name === 'avg' && digits !== undefined) {
    return decimal({ precision: Math.min(mostDigits, digits.precision + 4), scale: Math.min(mostDigits, digits.scale + 4) });
  }
  return type;
};

const forms: Readonly<Record<AggregateName, readonly string[]>> = {
  count: ['count(*)', 'count(x)', 'count(distinct x, y)'],
  sum: ['sum(x)'],
  avg: ['avg(x)'],
  min: ['min(x)'],
  max: ['max(x)'],
  bool_and: ['bool_and(x)'],
  bool_or: ['bool_or(x)'],
};

const wrongType = (name: AggregateName, tree: CallAst, arg: TypedExpr, site: Site): undefined => {
  if (arg.type === 'boolean') {
    const expected = name === 'min' ? ['bool_and(x)'] : name === 'max' ? ['bool_or(x)'] : ['count(*) filter (where x)'];
    return complain(site, 'type-mismatch', tree, `${name} does not take a boolean`, expected);
  }
  return complain(
    site,
    'type-mismatch',
    tree,
    `${name} does not take ${arg.type}`,
    arg.type === 'text' ? ['cast(… as decimal(18,2))'] : [],
  );
};
