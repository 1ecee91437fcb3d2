// Calls by name: functions, aggregates, window functions, and the words of SQL's grammar that are called.
import type { FuncCall, Node } from 'libpg-query';
import { aggregateOf, isAggregate } from './aggregates/call.ts';
import { castTo } from './casts.ts';
import { known, type Site } from './expression.ts';
import { functions } from './functions/all.ts';
import { NoMeaning, NotInterpreted } from './raised.ts';
import { inside, namesIn, spokenType } from './tree.ts';
import type { Typed } from './typed.ts';
import { isWindowFunction, windowFunction } from './windows.ts';

export const callOf = (node: FuncCall, site: Site): Typed => {
  const names = namesIn(node.funcname);
  const name = names.at(-1) ?? '';
  const args = node.args ?? [];
  if (isWindowFunction(name)) return windowFunction(name, args.map(site.read), site.scope);
  if (isAggregate(name)) return aggregateOf(name, node, site);
  if (name === 'param') return site.scope.spec.parameter(columnName(known(args[0])));
  if (name === 'value') return site.scope.spec.single(columnName(known(args[0])), columnName(known(args[1])));
  const values = args.map(site.read);
  if (name === 'try_cast') return castTo(known(values[0]), spokenType(writtenText(values[1])));
  if (names[0] !== 'pg_catalog') return call(name, values);
  // words of the grammar: extract(year from x), position(part in whole), trim(x)
  if (name === 'extract') return call(writtenText(values[0]), values.slice(1));
  if (name === 'position') return call('position', values.toReversed());
  return call(name === 'btrim' ? 'trim' : name, values);
};

export const call = (name: string, args: readonly Typed[]): Typed => {
  const apply = functions.get(name);
  if (apply === undefined) throw new NotInterpreted(`function ${name}`);
  return apply(args);
};

const columnName = (node: Node): string => {
  const text = inside(node, 'A_Const')?.sval?.sval;
  return text ?? namesIn(inside(node, 'ColumnRef')?.fields).at(-1) ?? '';
};

const writtenText = (typed: Typed | undefined): string => {
  if (typed?.literal?.is !== 'text') throw new NoMeaning('a text is written out here');
  return typed.literal.text;
};
