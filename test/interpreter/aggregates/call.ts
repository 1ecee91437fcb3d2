// Calls of aggregates: one value of many rows, with DISTINCT, FILTER and an order of their own.
import type { FuncCall, Node } from 'libpg-query';
import type { Reading, Site } from '../expression.ts';
import { type SortKey, sorted } from '../order.ts';
import { NoMeaning } from '../raised.ts';
import { valueIn } from '../scope.ts';
import { inside } from '../tree.ts';
import { adapted, type Typed } from '../typed.ts';
import { keyOf, type Value } from '../values.ts';
import type { Aggregate, Make } from './aggregate.ts';
import { orderedAggregates } from './ordered.ts';
import { plainAggregates } from './plain.ts';
import { statisticAggregates } from './statistics.ts';

const aggregates: ReadonlyMap<string, Make> = new Map(Object.entries({ ...plainAggregates, ...orderedAggregates, ...statisticAggregates }));

export const isAggregate = (name: string): boolean => aggregates.has(name);

export const aggregateOf = (name: string, node: FuncCall, site: Site): Typed => {
  const { over } = site.scope;
  const make = aggregates.get(name);
  if (over === undefined || make === undefined) throw new NoMeaning(`${name} looks at many rows, here is one`);
  const read = site.readIn(over.inner);
  const filter = node.agg_filter === undefined ? undefined : adapted(read(node.agg_filter), 'boolean');
  const aggregate = make((node.args ?? []).map(read));
  const order = orderOf(node.agg_order ?? [], aggregate, read);
  return {
    type: aggregate.type,
    value: (here) => {
      const rows = over.rows(here).filter((row) => filter === undefined || valueIn(row, filter) === true);
      const values = sorted(rows, order).map((row) => aggregate.args.map((arg) => valueIn(row, arg)));
      const needed = aggregate.present ?? aggregate.args.keys().toArray();
      const present = values.filter((each) => needed.every((at) => each[at] !== null));
      return aggregate.fold(node.agg_distinct ? once(present) : present);
    },
  };
};

/** As asked; rows that this leaves equal go by the value itself, in the direction of the last key. */
const orderOf = (asked: readonly Node[], { orderedBy }: Aggregate, read: Reading): readonly SortKey[] => {
  const keys = asked.map((each) => sortKeyOf(each, read));
  if (orderedBy === undefined) return keys;
  return [...keys, { value: orderedBy, descending: keys.at(-1)?.descending ?? false, nullsFirst: false }];
};

const sortKeyOf = (node: Node, read: Reading): SortKey => {
  const by = inside(node, 'SortBy');
  if (by?.node === undefined) throw new NoMeaning('a sort key is an expression');
  return { value: read(by.node), descending: by.sortby_dir === 'SORTBY_DESC', nullsFirst: by.sortby_nulls === 'SORTBY_NULLS_FIRST' };
};

/** Each combination of values once, where it stands first. */
const once = (rows: readonly (readonly Value[])[]): readonly (readonly Value[])[] => {
  const seen = new Map<string, readonly Value[]>();
  for (const row of rows) {
    const key = row.map(keyOf).join('|');
    if (!seen.has(key)) seen.set(key, row);
  }
  return [...seen.values()];
};
