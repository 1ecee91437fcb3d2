// Typed expressions as SQL. Compound expressions stand in brackets, so their parts can be put anywhere.
import type { Side, TypedExpr } from '../../plan.ts';
import { MissingFeature } from '../missing-feature.ts';
import { aggregate } from './aggregates.ts';
import { cast, fitted, widened } from './conversions.ts';
import { type Call, functions } from './functions.ts';
import { literal } from './literals.ts';
import { name } from './names.ts';
import { operators } from './operators.ts';
import { type OverWindow, sortText, windowFunction } from './windows.ts';

/** How columns and group keys are called where the expression stands, in a window step windows too. */
export type Names = {
  readonly column: (name: string, side?: Side) => string;
  readonly key: (name: string) => string;
  readonly over?: OverWindow;
};

export const namesOf = (alias: string): Names => {
  const column = (identifier: string): string => `${alias}.${name(identifier)}`;
  return { column, key: column };
};

export const expression = (value: TypedExpr, names: Names): string => {
  const inner = (part: TypedExpr): string => expression(part, names);
  switch (value.is) {
    case 'column':
      return names.column(value.name, value.side);
    case 'key':
      return names.key(value.name);
    case 'literal':
      return literal(value.type, value.value);
    case 'call':
      return callOf(value, value.args.map(inner));
    case 'convert':
      return convertOf(value, inner(value.value));
    case 'case': {
      const branches = value.branches.map(({ when, value: then }) => `when ${inner(when)} then ${inner(then)}`);
      const otherwise = value.otherwise === undefined ? '' : ` else ${inner(value.otherwise)}`;
      return `case ${branches.join(' ')}${otherwise} end`;
    }
    case 'scalar':
      return `(select s.${name(value.column)} from ${name(value.frame)} as s)`;
    case 'window': {
      if (names.over === undefined) throw new MissingFeature('postgresql', `${value.name} outside of a window step`);
      return windowFunction(value, value.args.map(inner), value.where && inner(value.where), names.over(value));
    }
    case 'aggregate': {
      const order = value.order.map((key) => sortText(key, inner));
      return aggregate(value, { args: value.args.map(inner), where: value.where && inner(value.where), order, over: undefined });
    }
  }
};

const all = new Map(Object.entries({ ...operators, ...functions }));

const callOf = (call: Call, args: readonly string[]): string => {
  const render = all.get(call.name);
  if (render === undefined) throw new MissingFeature('postgresql', `function ${call.name}`);
  return render(args, call);
};

const convertOf = ({ how, type, value }: Extract<TypedExpr, { is: 'convert' }>, sql: string): string => {
  if (how === 'widen') return widened(sql, value.type, type);
  return how === 'fit' ? fitted(sql, value.type, type) : cast(sql, value.type, type);
};
