// Calls of window functions against their table.
import type { Ast } from '../../parse/ast.ts';
import type { TypedExpr, WindowName } from '../../plan.ts';
import { type CallAst, rowSite } from '../aggregates.ts';
import { unify } from '../coerce.ts';
import type { Typing } from '../operators.ts';
import { complain, type Site, type WindowRows } from '../scope.ts';
import { isEmptiable, type OverWindow, windowFor } from './frame.ts';
import { type WindowSignature, windowFunctions } from './functions.ts';

export const isWindowFunction = (name: string): name is WindowName => windowFunctions.has(name);

export const windowCall = (tree: CallAst, site: Site, typed: Typing): TypedExpr | undefined => {
  const { rows, within } = site.scope;
  const signature = windowFunctions.get(tree.name);
  if (signature === undefined) return undefined;
  if (rows === 'row' || rows.is === 'group') {
    const message = within
      ? `${tree.name} cannot stand inside ${within}`
      : `${tree.name} looks at the rows around; it belongs into a window step`;
    return complain(site, 'window-misuse', tree, message, [within ? 'a window step before that computes it' : 'a window step']);
  }
  if (tree.star || tree.distinct || tree.where !== undefined || tree.order !== undefined) return misspelled(tree, signature, site);
  if (signature.looks === 'ranks' && rows.order.asked.length === 0) {
    return complain(site, 'window-misuse', tree, `without an order all rows are equal, and so is their ${tree.name}`, [
      'order',
      'row_number()',
    ]);
  }
  const inner = rowSite(site, rows, tree.name);
  const args = tree.args.map((arg) => typed(arg, inner));
  if (!args.every((arg) => arg !== undefined)) return undefined;
  return built(tree, signature, args, rows, inner);
};

const misspelled = (tree: CallAst, { forms }: WindowSignature, site: Site): undefined =>
  complain(site, 'wrong-arguments', tree, `${tree.name} is written ${forms.join(' or ')}`, forms);

const built = (
  tree: CallAst,
  signature: WindowSignature,
  args: readonly TypedExpr[],
  rows: WindowRows,
  site: Site,
): TypedExpr | undefined => {
  const name = tree.name as WindowName;
  const window = windowFor(rows, signature.looks);
  switch (name) {
    case 'row_number':
    case 'rank':
    case 'dense_rank':
      return args.length > 0 ? misspelled(tree, signature, site) : over(name, [], window, 'bigint', false);
    case 'ntile': {
      const [n] = args;
      if (args.length !== 1 || n === undefined || !isCount(n, 1)) return uncounted(tree, tree.args[0], signature, 'parts', 1, site);
      return over(name, [n], window, 'int', false);
    }
    case 'lag':
    case 'lead':
      return shifted(tree, name, signature, args, window, site);
    case 'first_value':
    case 'last_value': {
      const [value] = args;
      if (args.length !== 1 || value === undefined) return misspelled(tree, signature, site);
      if (value.type === 'null') return complain(site, 'type-mismatch', tree, `${name} does not take NULL alone`, ['a column']);
      // a range takes rows that are equal by the order all together, so none of them is the first
      if (window.frame?.unit === 'range') {
        const message = `rows that the order leaves equal have no ${name === 'first_value' ? 'first' : 'last'} one in a range`;
        return complain(site, 'window-misuse', tree, message, ['a frame of rows', 'min(x)', 'max(x)']);
      }
      return over(name, [value], window, value.type, value.nullable || isEmptiable(window.frame));
    }
  }
};

const shifted = (
  tree: CallAst,
  name: 'lag' | 'lead',
  signature: WindowSignature,
  args: readonly TypedExpr[],
  window: OverWindow,
  site: Site,
): TypedExpr | undefined => {
  const [value, n, otherwise] = args;
  if (value === undefined || args.length > 3) return misspelled(tree, signature, site);
  if (n !== undefined && !isCount(n, 0)) return uncounted(tree, tree.args[1], signature, 'rows', 0, site);
  const shared = unify(otherwise === undefined ? [value] : [value, otherwise]);
  const [own, instead] = shared?.values ?? [];
  if (shared === undefined || own === undefined || shared.type === 'null') {
    const message = `value and default of ${name} are of one type, here ${value.type} and ${otherwise?.type ?? 'NULL'}`;
    return complain(site, 'type-mismatch', tree, message, [`cast(… as ${value.type})`]);
  }
  const all = [own, ...(n === undefined ? [] : [n]), ...(instead === undefined ? [] : [instead])];
  return over(name, all, window, shared.type, own.nullable || (instead?.nullable ?? true));
};

const over = (
  name: WindowName,
  args: readonly TypedExpr[],
  { exactness, ...window }: OverWindow,
  type: string,
  nullable: boolean,
): TypedExpr => ({
  is: 'window',
  name,
  args,
  where: undefined,
  ...window,
  type,
  nullable,
  exactness: exactness === 'float' || args.some((arg) => arg.exactness === 'float') ? 'float' : 'exact',
});

const isCount = (value: TypedExpr, least: number): boolean =>
  value.is === 'literal' && value.type === 'int' && value.value !== null && Number(value.value) >= least;

const uncounted = (tree: CallAst, at: Ast | undefined, { forms }: WindowSignature, of: string, least: number, site: Site): undefined => {
  const other = { lag: 'lead(x, n)', lead: 'lag(x, n)' }[tree.name];
  const message = `${tree.name} counts ${of} by a whole number from ${least}, written out`;
  return complain(site, 'wrong-arguments', at ?? tree, message, other === undefined ? forms : [other, ...forms]);
};
