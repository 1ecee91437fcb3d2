// Function calls against the table of signatures.
import type { Type } from '../../../contracts/generated/types.ts';
import { nearest } from '../diagnostics.ts';
import type { Ast, Call } from '../parse/ast.ts';
import type { TypedExpr } from '../plan.ts';
import { aggregateNames } from './aggregates.ts';
import { castTo } from './casts.ts';
import { adapt, unify } from './coerce.ts';
import { functions, otherDialects } from './functions/all.ts';
import { accepts, type Kind, kindText, type Parameter, type Refusal, type Signature } from './functions/signature.ts';
import type { Typing } from './operators.ts';
import { complain, type Site, type Span } from './scope.ts';
import { durations } from './shifts.ts';
import { elementOf, isFloat, isNumber, unknownType } from './types.ts';
import { windowFunctions } from './windows/functions.ts';

type CallAst = Extract<Ast, { is: 'call' }> & Call;

export const call = (tree: CallAst, site: Site, typed: Typing): TypedExpr | undefined => {
  const args = tree.args.map((arg) => typed(arg, site));
  if (tree.name === 'try_cast') return tryCast(tree, args, site);
  const signature = functions.get(tree.name);
  if (signature === undefined) return durations.has(tree.name) ? loneDuration(tree, site) : unknownFunction(tree, site);
  if (tree.star || tree.distinct || tree.where !== undefined || tree.order !== undefined) {
    return complain(site, 'aggregate-misuse', tree, `${tree.name} is no aggregate: no *, distinct, filter or order belongs here`, [
      `${tree.name}(…)`,
    ]);
  }
  const params = paramsFor(signature, args.length);
  if (params === undefined)
    return complain(site, 'wrong-arguments', tree, `${tree.name} is written ${usage(tree.name, signature)}`, [usage(tree.name, signature)]);
  if (!args.every((arg) => arg !== undefined)) return undefined;
  return matched(tree, signature, params, args, site);
};

const matched = (
  tree: CallAst,
  signature: Signature,
  params: readonly Parameter[],
  args: readonly TypedExpr[],
  site: Site,
): TypedExpr | undefined => {
  const shared = unify(args.filter((_, at) => isShared(params[at]?.accepts)));
  if (shared === undefined) {
    const [first, ...others] = [...new Set(args.map(({ type }) => type).filter((type) => type !== unknownType))];
    const message = `${tree.name} takes values of one type, here ${[first, ...others].join(', ')}`;
    return complain(site, 'type-mismatch', tree, message, [`cast(… as ${first})`]);
  }
  const values = args.map((arg, at) => argument(arg, params[at] as Parameter, shared.type, elementOf(args[0]?.type ?? '')));
  const wrong = values.indexOf(undefined);
  if (!values.every((value) => value !== undefined)) {
    const { accepts: kind, name, literal } = params[wrong] as Parameter;
    const isComputed = literal === true && args[wrong]?.is !== 'literal';
    const message = isComputed
      ? `${name} of ${tree.name} is ${kindText[kind]}, written out: it cannot be computed`
      : `${name} of ${tree.name} is ${kindText[kind]}; this is ${args[wrong]?.type}`;
    const advice = isComputed ? [kind === 'int' ? '3' : "'…'"] : adviceFor(kind);
    return complain(site, 'type-mismatch', tree.args[wrong] ?? tree, message, advice);
  }
  const refusal = signature.refuses?.(values);
  if (refusal !== undefined) {
    const { says, code = 'wrong-arguments', expected = [usage(tree.name, signature)] } = asRefusal(refusal);
    return complain(site, code, tree, `${tree.name}: ${says}`, expected);
  }
  return {
    is: 'call',
    name: tree.name,
    args: values,
    type: typeof signature.result === 'string' ? signature.result : signature.result(values),
    nullable: isNullable(signature, values),
    exactness: values.some((value) => value.exactness === 'float') || signature.rounds?.(values) ? 'float' : 'exact',
  };
};

const asRefusal = (refusal: Refusal | string): Refusal => (typeof refusal === 'string' ? { says: refusal } : refusal);

const isShared = (kind: Kind | undefined): boolean => kind?.startsWith('same') ?? false;

const argument = (
  arg: TypedExpr,
  { accepts: kind, literal }: Parameter,
  shared: Type,
  element: Type | undefined,
): TypedExpr | undefined => {
  if (literal && (arg.is !== 'literal' || arg.value === null)) return undefined;
  if (isShared(kind)) return accepts(kind, shared) && shared !== unknownType ? adapt(arg, shared) : undefined;
  if (kind === 'element') return element === undefined ? undefined : adapt(arg, element);
  if (kind === 'double') return isNumber(arg.type) || arg.type === unknownType ? adapt(arg, 'double') : undefined;
  // float carries no arithmetic of its own
  if (isFloat(arg.type) && accepts(kind, 'double')) return adapt(arg, 'double');
  if (arg.type !== unknownType && accepts(kind, arg.type)) return arg;
  const fallback = preferred[kind];
  return fallback === undefined ? undefined : adapt(arg, fallback);
};

// what a NULL or a loose literal becomes
const preferred: Readonly<Partial<Record<Kind, Type>>> = {
  text: 'text',
  int: 'int',
  integer: 'int',
  exact: 'int',
  number: 'int',
  'bytes-or-text': 'text',
  json: 'json',
  boolean: 'boolean',
  date: 'date',
  moment: 'timestamp',
  time: 'date',
};

const adviceFor = (kind: Kind): readonly string[] => {
  if (kind === 'text' || kind === 'date' || kind === 'int' || kind === 'boolean') return [`cast(… as ${kind})`];
  if (kind === 'moment') return ['cast(… as timestamp)'];
  return [kindText[kind]];
};

const isNullable = ({ nulls }: Signature, args: readonly TypedExpr[]): boolean => {
  if (nulls === 'may') return true;
  if (nulls === 'first') return args[0]?.nullable ?? true;
  return nulls === 'skip' ? args.every((arg) => arg.nullable) : args.some((arg) => arg.nullable);
};

const paramsFor = ({ params, optional = 0, rest }: Signature, count: number): readonly Parameter[] | undefined => {
  if (count < params.length - optional || (rest === undefined && count > params.length)) return undefined;
  return Array.from({ length: count }, (_, at) => params[at] ?? (rest as Parameter));
};

export const usage = (name: string, { params, optional = 0, rest }: Signature): string => {
  const required = params.length - optional;
  const names = params.map((each, at) => (at < required ? each.name : `[${each.name}]`));
  return name === 'position' ? 'position(part in whole)' : `${name}(${[...names, ...(rest ? ['…'] : [])].join(', ')})`;
};

const loneDuration = (tree: CallAst, site: Site): undefined =>
  complain(site, 'wrong-arguments', tree, `${tree.name}(n) is added to a date or timestamp, or taken from one`, [
    `placed + ${tree.name}(1)`,
    `placed - ${tree.name}(1)`,
  ]);

const unknownFunction = (tree: CallAst, site: Site): undefined => {
  const at: Span = { start: tree.start, end: tree.nameEnd };
  const instead = otherDialects.get(tree.name);
  const known = [...functions.keys(), ...aggregateNames, ...windowFunctions.keys(), 'try_cast'];
  const expected = instead === undefined ? nearest(tree.name, known, 3, 0.4) : [instead];
  return complain(site, 'unknown-function', at, `there is no function ${tree.name}`, expected);
};

const tryCast = (tree: CallAst, args: readonly (TypedExpr | undefined)[], site: Site): TypedExpr | undefined => {
  const [value, type] = args;
  const typeTree = tree.args[1];
  if (tree.args.length !== 2 || typeTree?.is !== 'text') {
    return complain(site, 'wrong-arguments', tree, "try_cast is written try_cast(value, 'int')", ["try_cast(value, 'int')"]);
  }
  return value === undefined || type === undefined
    ? undefined
    : castTo(value, typeTree.value.replaceAll(' ', ''), site, tree, typeTree, true);
};
