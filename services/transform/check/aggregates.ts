// Calls of aggregates against the table of signatures, with DISTINCT, FILTER and an order inside.
import type { Ast, Call } from '../parse/ast.ts';
import type { AggregateName, SortKey, TypedExpr } from '../plan.ts';
import { orderedInstead } from './advice.ts';
import { aggregateSynonyms, aggregates } from './aggregates/all.ts';
import { type AggregateSignature, forms } from './aggregates/signature.ts';
import type { Typing } from './operators.ts';
import { complain, type GroupRows, type Site, type WindowRows } from './scope.ts';
import { isOrdered } from './types.ts';
import { isEmptiable, windowFor } from './windows/frame.ts';

export type CallAst = Extract<Ast, { is: 'call' }> & Call;

export const aggregateNames: readonly string[] = [...aggregates.keys(), ...aggregateSynonyms.keys()];
export const isAggregate = (name: string): boolean => aggregateNames.includes(name);

export const aggregateCall = (tree: CallAst, site: Site, typed: Typing): TypedExpr | undefined => {
  const name = (aggregateSynonyms.get(tree.name) ?? tree.name) as AggregateName;
  const signature = aggregates.get(name);
  const { rows } = site.scope;
  if (signature === undefined) return undefined;
  if (rows === 'row') return misplaced(tree, site);
  if (rows.is === 'window' && !mayLookAtWindow(tree, signature, site)) return undefined;
  const inner = rowSite(site, rows, tree.name);
  const given = tree.args.map((arg) => typed(arg, inner));
  const where = tree.where && filterOf(tree.where, inner, typed);
  const args = argumentsOf(tree, given, signature, site);
  const order = orderOf(tree, args, signature, rows, inner, typed);
  if (args === undefined || order === undefined || (tree.where !== undefined && where === undefined)) return undefined;
  noteTies(name, tree, args, rows, site);
  const parts = [...args, ...(where ? [where] : []), ...order.map(({ value }) => value)];
  const mayHaveNothing = where !== undefined || (args[0]?.nullable ?? false);
  const value = {
    name,
    args,
    where,
    type: typeof signature.result === 'string' ? signature.result : signature.result(args),
    exactness: parts.some((part) => part.exactness === 'float') || signature.rounds?.(args) ? 'float' : 'exact',
  } as const;
  const isNull = (mayBeEmpty: boolean): boolean =>
    signature.nulls === 'may' || (signature.nulls === 'nothing' && (mayBeEmpty || mayHaveNothing));
  if (rows.is === 'group') {
    const distinct = tree.distinct && signature.distinct === 'different';
    return { is: 'aggregate', ...value, distinct, order, nullable: isNull(rows.mayBeEmpty) };
  }
  const window = windowFor(rows, 'aggregate');
  const exactness = window.exactness === 'float' ? 'float' : value.exactness;
  return { is: 'window', ...value, ...window, exactness, nullable: isNull(isEmptiable(window.frame)) };
};

const misplaced = (tree: CallAst, site: Site): undefined => {
  const { within } = site.scope;
  if (within === undefined)
    return complain(site, 'aggregate-misuse', tree, `${tree.name} looks at many rows; it belongs into compute of an aggregate step`, [
      'an aggregate step',
      'a window step',
    ]);
  return complain(site, 'aggregate-misuse', tree, `${tree.name} inside ${within}: one aggregate cannot look into another`, [
    'a step before that computes the inner one',
  ]);
};

/** Inside the brackets an aggregate sees plain rows. */
export const rowSite = (site: Site, rows: GroupRows | WindowRows, within: string): Site => ({
  ...site,
  scope: { ...site.scope, columns: rows.columns, rows: 'row', within },
});

const mayLookAtWindow = (tree: CallAst, { window }: AggregateSignature, site: Site): boolean => {
  if (window !== true) {
    complain(site, 'aggregate-misuse', tree, `${tree.name} cannot look at a window`, window);
    return false;
  }
  if (!tree.distinct) return true;
  complain(site, 'aggregate-misuse', tree, 'a window counts every row: DISTINCT cannot look at it', [
    'a dedupe step before',
    'an aggregate step, joined to the rows',
  ]);
  return false;
};

export const filterOf = (tree: Ast, inner: Site, typed: Typing): TypedExpr | undefined => {
  const where = typed(tree, inner);
  if (where === undefined || where.type === 'boolean') return where;
  return complain(inner, 'type-mismatch', tree, `a filter is true or false, this is ${where.type}`, ['boolean']);
};

const argumentsOf = (
  tree: CallAst,
  given: readonly (TypedExpr | undefined)[],
  signature: AggregateSignature,
  site: Site,
): readonly TypedExpr[] | undefined => {
  const { params, rest } = signature;
  const written = forms(tree.name, signature);
  const fits = tree.star ? signature.star : given.length === params.length || (rest && given.length > params.length && tree.distinct);
  if (!fits || (tree.distinct && (signature.distinct === 'no' || tree.star))) {
    return complain(site, 'wrong-arguments', tree, `${tree.name} is written ${written.join(' or ')}`, written);
  }
  if (!given.every((arg) => arg !== undefined)) return undefined;
  const taken = given.map((arg, at) => (params[at] ?? rest)?.takes(arg));
  const wrong = taken.indexOf(undefined);
  if (taken.every((arg) => arg !== undefined)) return taken;
  return wrongType(tree, wrong, given[wrong] as TypedExpr, (params[wrong] ?? rest)?.says ?? '', site);
};

const wrongType = (tree: CallAst, at: number, arg: TypedExpr, wanted: string, site: Site): undefined => {
  if (arg.type === 'boolean' && at === 0) {
    const expected = { min: ['bool_and(x)'], max: ['bool_or(x)'] }[tree.name] ?? ['count(*) filter (where x)'];
    return complain(site, 'type-mismatch', tree, `${tree.name} does not take a boolean`, expected);
  }
  if (at > 0) return complain(site, 'type-mismatch', tree.args[at] ?? tree, `here ${tree.name} takes ${wanted}`, [wanted]);
  const isForTexts = tree.name === 'string_agg' || (!isOrdered(arg.type) && (tree.name === 'min' || tree.name === 'max'));
  const expected = arg.type === 'text' ? ['cast(… as decimal(18,2))'] : isForTexts ? orderedInstead(arg.type) : [];
  return complain(site, 'type-mismatch', tree, `${tree.name} does not take ${arg.type === 'null' ? 'NULL alone' : arg.type}`, expected);
};

/** As asked, then the argument itself in the direction of the last key, unless no two rows of a group are equal by what was asked. */
const orderOf = (
  tree: CallAst,
  args: readonly TypedExpr[] | undefined,
  signature: AggregateSignature,
  rows: GroupRows | WindowRows,
  inner: Site,
  typed: Typing,
): readonly SortKey[] | undefined => {
  const asked = (tree.order ?? []).map((item): SortKey | undefined => {
    const value = typed(item.value, inner);
    if (value === undefined) return undefined;
    if (isOrdered(value.type)) return { value, direction: item.direction, nulls: item.nulls, added: false };
    return complain(inner, 'type-mismatch', item.value, `${value.type} has no order`, orderedInstead(value.type));
  });
  if (!asked.every((key) => key !== undefined)) return undefined;
  if (!signature.ordered) {
    if (tree.order === undefined) return [];
    return complain(inner, 'wrong-arguments', tree, `${tree.name} is the same in any order`, forms(tree.name, signature));
  }
  const value = args?.[0];
  if (value === undefined || rows.is === 'window') return undefined;
  return completedBy(value, asked, tree, rows, inner);
};

const completedBy = (value: TypedExpr, asked: readonly SortKey[], tree: CallAst, rows: GroupRows, inner: Site) => {
  const isValue = (key: SortKey): boolean => JSON.stringify(key.value) === JSON.stringify(value);
  if (tree.distinct && !asked.every(isValue)) {
    return complain(inner, 'wrong-arguments', tree, 'different values have no other order than their own', [
      `${tree.name}(distinct x, … order by x)`,
    ]);
  }
  const columns = asked.flatMap((key) => (key.value.is === 'column' ? [key.value.name] : []));
  if (asked.some(isValue) || rows.tellsApart(columns)) return asked;
  const added = { value, direction: asked.at(-1)?.direction ?? 'asc', nulls: 'last', added: true } as const;
  noteOrder(
    tree,
    inner,
    `values that the order leaves equal are taken ${added.direction === 'asc' ? 'from the least' : 'from the greatest'}`,
  );
  return [...asked, added];
};

const noteTies = (name: AggregateName, tree: CallAst, [, by]: readonly TypedExpr[], rows: GroupRows | WindowRows, site: Site): void => {
  if ((name !== 'min_by' && name !== 'max_by') || rows.is === 'window') return;
  if (by?.is === 'column' && rows.tellsApart([by.name])) return;
  noteOrder(tree, site, `of several rows with the same extreme value the ${name === 'min_by' ? 'least' : 'greatest'} is taken`);
};

const noteOrder = (tree: CallAst, { path, text, problems }: Site, message: string): void =>
  problems.note('order-completed', { path, start: tree.start, end: tree.end }, text.slice(tree.start, tree.end), message);
