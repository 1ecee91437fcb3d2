// PostgreSQL's tree of an expression -> its type and how its value is computed.
import type { A_Const, A_Expr, CaseExpr, Node, TypeCast } from 'libpg-query';
import { arrayOf, elementAt } from './arrays.ts';
import { call, callOf } from './calls.ts';
import { castTo } from './casts.ts';
import { readDay, readMicros } from './dates.ts';
import { durations, shifted } from './functions/shifts.ts';
import { like } from './like.ts';
import { and, comparison, distinct, isIn, isTruth, not, or } from './logic.ts';
import { arithmetic, joinedText, negative } from './operators.ts';
import { NoMeaning } from './raised.ts';
import type { Scope } from './scope.ts';
import { inside, namesIn, treeOf, typeNameOf } from './tree.ts';
import { adapted, constant, nullOf, numberLiteral, type Typed, unified } from './typed.ts';
import { noType } from './types.ts';

/** NoMeaning for what the language does not know. */
export const expressionOf = (text: string, scope: Scope): Typed => {
  const typed = typedIn(text, scope)(treeOf(text));
  if (typed.type === noType) throw new NoMeaning('NULL alone has no type');
  return typed;
};

export const conditionOf = (text: string, scope: Scope): Typed => adapted(expressionOf(text, scope), 'boolean');

/** Reads a part of the expression. */
export type Reading = (node: Node) => Typed;

const typedIn = (text: string, scope: Scope): Reading => {
  const read: Reading = (node) => {
    const [kind] = Object.keys(node);
    const reader = readers[kind ?? ''];
    if (reader === undefined) throw new NoMeaning(`${kind} is not part of the language`);
    return reader(node, { read, scope, text, readIn: (inner) => typedIn(text, inner) });
  };
  return read;
};

export type Site = {
  readonly read: Reading;
  readonly scope: Scope;
  readonly text: string;
  /** The same reading where something else can be seen. */
  readonly readIn: (scope: Scope) => Reading;
};

const readers: Readonly<Record<string, (node: Node, site: Site) => Typed>> = {
  A_Const: (node) => constantOf(known(inside(node, 'A_Const'))),
  ColumnRef: (node, { scope }) => {
    const names = namesIn(inside(node, 'ColumnRef')?.fields);
    return names.length === 1 ? scope.column(String(names[0])) : scope.column(String(names[1]), names[0]);
  },
  A_Expr: (node, site) => operatorOf(known(inside(node, 'A_Expr')), site),
  BoolExpr: (node, { read }) => {
    const { boolop, args = [] } = known(inside(node, 'BoolExpr'));
    const parts = args.map((arg) => adapted(read(arg), 'boolean'));
    if (boolop === 'AND_EXPR') return and(parts);
    return boolop === 'OR_EXPR' ? or(parts) : not(known(parts[0]));
  },
  NullTest: (node, { read }) => {
    const { arg, nulltesttype } = known(inside(node, 'NullTest'));
    const value = read(known(arg));
    return { type: 'boolean', value: (here) => (value.value(here) === null) === (nulltesttype === 'IS_NULL') };
  },
  BooleanTest: (node, { read }) => {
    const { arg, booltesttype = 'IS_TRUE' } = known(inside(node, 'BooleanTest'));
    return isTruth(booltesttype, adapted(read(known(arg)), 'boolean'));
  },
  CaseExpr: (node, site) => caseOf(known(inside(node, 'CaseExpr')), site),
  CoalesceExpr: (node, { read }) => call('coalesce', (inside(node, 'CoalesceExpr')?.args ?? []).map(read)),
  MinMaxExpr: (node, { read }) => {
    const { op, args = [] } = known(inside(node, 'MinMaxExpr'));
    return call(op === 'IS_GREATEST' ? 'greatest' : 'least', args.map(read));
  },
  TypeCast: (node, site) => castOf(known(inside(node, 'TypeCast')), site),
  FuncCall: (node, site) => callOf(known(inside(node, 'FuncCall')), site),
  A_ArrayExpr: (node, { read }) => arrayOf((inside(node, 'A_ArrayExpr')?.elements ?? []).map(read)),
  A_Indirection: (node, { read }) => {
    const { arg, indirection = [] } = known(inside(node, 'A_Indirection'));
    return indirection.reduce((array, each) => elementAt(array, read(known(inside(each, 'A_Indices')?.uidx))), read(known(arg)));
  },
};

const constantOf = ({ ival, fval, sval, boolval, isnull }: A_Const): Typed => {
  if (isnull) return nullOf(noType);
  if (sval !== undefined) return constant('text', sval.sval ?? '', { is: 'text', text: sval.sval ?? '' });
  if (boolval !== undefined) return constant('boolean', boolval.boolval ?? false);
  return numberLiteral(fval?.fval ?? String(ival?.ival ?? 0));
};

const operatorOf = ({ kind, name, lexpr, rexpr }: A_Expr, { read, readIn, scope, text }: Site): Typed => {
  const symbol = namesIn(name).at(-1) ?? '';
  if (kind === 'AEXPR_OP') {
    if (lexpr === undefined) return symbol === '-' ? negative(read(known(rexpr))) : adapted(read(known(rexpr)), read(known(rexpr)).type);
    const moved = movedTime(symbol, lexpr, known(rexpr), read);
    if (moved !== undefined) return moved;
    const [a, b] = [read(lexpr), read(known(rexpr))];
    if (symbol === '||') return joinedText(a, b);
    return '+-*/%'.includes(symbol) ? arithmetic(symbol, a, b) : comparison(symbol, a, b);
  }
  if (kind === 'AEXPR_LIKE' || kind === 'AEXPR_ILIKE') return likeOf(kind, symbol, read(known(lexpr)), known(rexpr), read);
  const left = read(known(lexpr));
  if (kind === 'AEXPR_IN') {
    const found = isIn(left, (inside(known(rexpr), 'List')?.items ?? []).map(readIn(scope)));
    return symbol === '<>' ? not(found) : found;
  }
  if (kind === 'AEXPR_BETWEEN' || kind === 'AEXPR_NOT_BETWEEN') {
    const [value, low, high] = unified([left, ...(inside(known(rexpr), 'List')?.items ?? []).map(read)]).all;
    const within = and([comparison('>=', known(value), known(low)), comparison('<=', known(value), known(high))]);
    return kind === 'AEXPR_BETWEEN' ? within : not(within);
  }
  if (kind === 'AEXPR_DISTINCT') return distinct(left, read(known(rexpr)));
  if (kind === 'AEXPR_NOT_DISTINCT') return not(distinct(left, read(known(rexpr))));
  if (kind === 'AEXPR_NULLIF') return call('nullif', [left, read(known(rexpr))]);
  throw new NoMeaning(`${kind} in ${text} is not part of the language`);
};

/** placed + days(3), shipped - hours(1): a duration has its place beside a time. */
const movedTime = (symbol: string, left: Node, right: Node, read: Reading): Typed | undefined => {
  const [duration, time] = isDuration(right) ? [right, left] : isDuration(left) && symbol === '+' ? [left, right] : [];
  if (duration === undefined || time === undefined || !'+-'.includes(symbol)) return undefined;
  const { funcname, args = [] } = known(inside(duration, 'FuncCall'));
  const count = adapted(read(known(args[0])), 'int');
  return shifted(read(time), symbol === '-' ? negative(count) : count, namesIn(funcname).at(-1) ?? '');
};

const isDuration = (node: Node): boolean => durations.has(namesIn(inside(node, 'FuncCall')?.funcname).at(-1) ?? '');

const likeOf = (kind: string, symbol: string, value: Typed, right: Node, read: Reading): Typed => {
  const escaped = inside(right, 'FuncCall');
  const hasEscape = escaped !== undefined && namesIn(escaped.funcname).at(-1) === 'like_escape';
  const [pattern, mark] = hasEscape ? (escaped.args ?? []).map(read) : [read(right)];
  const found = like(value, known(pattern), mark, kind === 'AEXPR_ILIKE');
  return symbol.startsWith('!') ? not(found) : found;
};

const caseOf = ({ arg, args = [], defresult }: CaseExpr, { read }: Site): Typed => {
  const branches = args.map((each) => known(inside(each, 'CaseWhen')));
  const whens = branches.map(({ expr }) => {
    const when = read(known(expr));
    return arg === undefined ? adapted(when, 'boolean') : comparison('=', read(arg), when);
  });
  const values = [...branches.map(({ result }) => read(known(result))), ...(defresult === undefined ? [] : [read(defresult)])];
  const { type, all } = unified(values);
  if (type === noType) throw new NoMeaning('the branches of a case have a type');
  const otherwise = defresult === undefined ? nullOf(type) : known(all.at(-1));
  return {
    type,
    value: (here) => {
      const at = whens.findIndex((when) => when.value(here) === true);
      return (at < 0 ? otherwise : known(all[at])).value(here);
    },
  };
};

const castOf = ({ arg, typeName }: TypeCast, { read, text }: Site): Typed => {
  const type = typeNameOf(known(typeName), text);
  const written = inside(known(arg), 'A_Const');
  // date '…' is a literal; '…'::date and cast('…' as date) are casts of a text
  if (written?.sval !== undefined && (typeName?.location ?? 0) < (written.location ?? 0)) {
    const spelling = (written.sval.sval ?? '').trim();
    const value = type === 'date' ? readDay(spelling) : readMicros(spelling);
    if (value === undefined) throw new NoMeaning(`${spelling} is no ${type}`);
    return constant(type, value, { is: 'time' });
  }
  return castTo(read(known(arg)), type);
};

export const known = <T>(value: T | undefined): T => {
  if (value === undefined) throw new NoMeaning('an expression lacks a part');
  return value;
};
