// Aggregates that pick or join values in an order.
import type { TypedExpr } from '../../plan.ts';
import { adapt, literal } from '../coerce.ts';
import { isOrdered } from '../types.ts';
import { type AggregateParameter, type AggregateSignature, typeOfFirst } from './signature.ts';

const ordered = (name: string): AggregateParameter => ({
  name,
  says: 'values that have an order',
  takes: (arg) => (isOrdered(arg.type) ? arg : undefined),
});
const text: AggregateParameter = { name: 'x', says: 'text', takes: (arg) => adapt(arg, 'text') };
const separator: AggregateParameter = {
  name: 'separator',
  says: 'text, written out',
  takes: (arg) => (arg.is === 'literal' && arg.type === 'text' && arg.value !== null ? literal('text', arg.value) : undefined),
};
const perWindow = ['first_value(x), which also takes NULL', 'an aggregate step, joined to the rows'];
const joined = ['an aggregate step, joined to the rows'];

const typeOf = (args: readonly TypedExpr[]) => typeOfFirst(args);

export const orderedAggregates: Readonly<Record<string, AggregateSignature>> = {
  first: {
    says: 'the first value by the order that is not NULL; among equals of the order the value itself decides, in the direction of the last sort key',
    params: [ordered('x')],
    result: typeOf,
    nulls: 'nothing',
    distinct: 'no',
    ordered: true,
    window: perWindow,
    examples: [
      ['first(name order by day)', "'ann'"],
      ['first(name order by day desc)', "'cid'"],
      ['first(name order by day nulls first)', "'ann'"],
      ['first(points order by id desc)', '3'],
      ['first(name order by team, id desc)', "'bob'"],
      ['first(name order by points, day desc)', "'ann'"],
      ['first(price order by weight desc, name)', '4.00'],
    ],
  },
  string_agg: {
    says: 'the texts that are not NULL, joined by the separator in the order; without an order, and among equals of it, by the texts themselves',
    params: [text, separator],
    result: 'text',
    nulls: 'nothing',
    distinct: 'different',
    ordered: true,
    window: joined,
    examples: [
      ["string_agg(name, ', ' order by day desc)", "'cid, bob, ann'"],
      ["string_agg(name, '+')", "'ann+bob+cid'"],
      ["string_agg(distinct team, '')", "'ab'"],
      ["string_agg(distinct team, '' order by team desc)", "'ba'"],
      ["string_agg(team, '' order by points nulls first, id)", "'baba'"],
      ["string_agg(name, ',') filter (where id > 9)", 'cast(null as text)'],
    ],
  },
  min_by: {
    says: 'the x of the row with the least y; of several the least x. Rows whose y is NULL are left out',
    params: [ordered('x'), ordered('y')],
    result: typeOf,
    nulls: 'may',
    distinct: 'no',
    window: perWindow,
    examples: [
      ['min_by(name, price)', "'ann'"],
      ['min_by(name, points)', "'ann'"],
      ['min_by(price, points) filter (where id > 2)', 'cast(null as decimal(6,2))'],
    ],
  },
  max_by: {
    says: 'the x of the row with the greatest y; of several the greatest x. Rows whose y is NULL are left out',
    params: [ordered('x'), ordered('y')],
    result: typeOf,
    nulls: 'may',
    distinct: 'no',
    window: perWindow,
    examples: [
      ['max_by(name, price)', "'cid'"],
      ['max_by(name, day)', "'cid'"],
      ['max_by(day, name)', "date '2025-01-03'"],
    ],
  },
};
