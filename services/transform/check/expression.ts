// Tree -> typed expression. Everything wrong in it is reported; undefined then, so that what surrounds it is not blamed as well.

import type { Ast } from '../parse/ast.ts';
import { parse } from '../parse/parse.ts';
import type { TypedExpr } from '../plan.ts';
import { aggregateCall, isAggregate } from './aggregates.ts';
import { besideCall, isBeside } from './beside.ts';
import { call } from './calls.ts';
import { castTo } from './casts.ts';
import { literal, unify } from './coerce.ts';
import { canonicalNumber, canonicalTime, numberType } from './literals.ts';
import { operator } from './operators.ts';
import { columnNamed, complain, type Scope, type Site, type Surroundings, spelled } from './scope.ts';
import { isFloat, unknownType } from './types.ts';
import { isWindowFunction, windowCall } from './windows/call.ts';

/** The expression of a spec at a path, typed; undefined when it has problems, which are then reported. */
export const expression = (text: string, path: string, scope: Scope, problems: Surroundings): TypedExpr | undefined => {
  const parsed = parse(text, path);
  if (parsed.is === 'wrong') {
    const { code, at, got, message, expected } = parsed.problem;
    const [file = path, range = ''] = at.split('#');
    const [start, end] = range.split('-').map(Number);
    problems.add(code, { path: file, ...(start !== undefined && end !== undefined && { start, end }) }, got, message, expected);
    return undefined;
  }
  const site = { scope, problems, path, text };
  const value = typed(parsed.tree, site);
  if (value?.type !== unknownType) return value;
  return complain(site, 'type-mismatch', parsed.tree, 'NULL alone has no type', ['cast(null as int)', 'cast(null as text)']);
};

/** A condition: boolean, or reported. */
export const condition = (text: string, path: string, scope: Scope, problems: Surroundings): TypedExpr | undefined => {
  const value = expression(text, path, scope, problems);
  if (value === undefined || value.type === 'boolean') return value;
  problems.add('type-mismatch', { path, start: 0, end: text.length }, text, `a condition is true or false, this is ${value.type}`, [
    'boolean',
  ]);
  return undefined;
};

export const typed = (tree: Ast, site: Site): TypedExpr | undefined => {
  switch (tree.is) {
    case 'column':
      return noted(columnNamed(site, tree.name, tree.quoted, tree, tree.side), tree, site);
    case 'number':
      return literal(numberType(tree.text), canonicalNumber(tree.text));
    case 'text':
      return literal('text', tree.value);
    case 'boolean':
      return literal('boolean', String(tree.value));
    case 'null':
      return literal(unknownType, null);
    case 'typed-text':
      return typedText(tree, site);
    case 'operator':
      return operator(tree, site, typed);
    case 'call':
      if (isBeside(tree.name)) return besideCall(tree, site);
      if (isAggregate(tree.name)) return aggregateCall(tree, site, typed);
      return isWindowFunction(tree.name) ? windowCall(tree, site, typed) : call(tree, site, typed);
    case 'case':
      return caseOf(tree, site);
    case 'cast': {
      const value = typed(tree.value, site);
      return value === undefined ? undefined : castTo(value, tree.type, site, tree, tree.typeAt);
    }
  }
};

/** Sums of floats depend on their order, and 0.1 is no float. */
const noted = (column: TypedExpr | undefined, tree: Extract<Ast, { is: 'column' }>, site: Site): TypedExpr | undefined => {
  if (column !== undefined && isFloat(column.type) && money.test(tree.name)) {
    const place = { path: site.path, start: tree.start, end: tree.end };
    const message = `${tree.name} reads like money and is ${column.type}: sums differ in their last digits`;
    site.problems.note('float-money', place, tree.name, message, [`cast(${spelled(tree.name)} as decimal(18,2))`]);
  }
  return column;
};
const money = /(^|_)(amounts?|prices?|revenues?|totals?|costs?|fees?|balances?|salar(y|ies)|payments?|turnover)(_|$)/i;

const typedText = (tree: Extract<Ast, { is: 'typed-text' }>, site: Site): TypedExpr | undefined => {
  const value = canonicalTime(tree.value, tree.type);
  if (value !== undefined) return literal(tree.type, value);
  const example = tree.type === 'date' ? "date '2025-03-01'" : "timestamp '2025-03-01 10:30:00'";
  return complain(site, 'bad-literal', tree, `'${tree.value}' is no ${tree.type}`, [example]);
};

const caseOf = (tree: Extract<Ast, { is: 'case' }>, site: Site): TypedExpr | undefined => {
  const { subject } = tree;
  const whens = tree.branches.map(({ when }) =>
    subject === undefined
      ? asCondition(when, site)
      : operator({ is: 'operator', name: 'equal', args: [subject, when], start: when.start, end: when.end }, site, typed),
  );
  const thens = tree.branches.map(({ value }) => typed(value, site));
  const otherwise = tree.otherwise === undefined ? undefined : typed(tree.otherwise, site);
  const results = [...thens, ...(tree.otherwise === undefined ? [] : [otherwise])];
  if (!results.every((value) => value !== undefined) || !whens.every((when) => when !== undefined)) return undefined;
  const unified = unify(results);
  if (unified === undefined || unified.type === unknownType) {
    const types = [...new Set(results.map(({ type }) => type))];
    return complain(site, 'type-mismatch', tree, `the branches of a case have one type, here ${types.join(', ')}`, [
      'a cast in the branch that differs',
    ]);
  }
  const { type, values } = unified;
  return {
    is: 'case',
    branches: whens.map((when, at) => ({ when, value: values[at] as TypedExpr })),
    otherwise: otherwise === undefined ? undefined : values[whens.length],
    type,
    nullable: otherwise === undefined || values.some((value) => value.nullable),
    exactness: [...whens, ...values].some((value) => value.exactness === 'float') ? 'float' : 'exact',
  };
};

const asCondition = (tree: Ast, site: Site): TypedExpr | undefined => {
  const value = typed(tree, site);
  if (value === undefined || value.type === 'boolean') return value;
  return complain(site, 'type-mismatch', tree, `a condition is true or false, this is ${value.type}`, ['boolean']);
};
