import { describe, expect, it } from 'vitest';
import type { Step } from '../../../contracts/generated/types.ts';
import { expectations } from '../../../services/transform/index.ts';
import { customers, orders, planOf, specOf, targetOf } from './fixture.ts';

type Join = Extract<Step, { do: 'join' }>;
const promised = (more: Partial<Join>): readonly string[] => {
  const join: Join = {
    name: 'j',
    do: 'join',
    left: 'orders',
    right: 'customers',
    kind: 'left',
    on: [{ left: 'customer_id', right: 'customer_id' }],
    keep: [{ side: 'left', columns: ['order_id'] }],
    expect: 'one',
    ...more,
  };
  return expectations(planOf(specOf([join], targetOf({ order_id: 'int' }), [orders, customers]))).map(({ sql }) =>
    sql.slice(sql.indexOf('\nselect count(*)') + 1),
  );
};

describe('a promise of a join is counted by what makes its rows partners', () => {
  it('keys: right rows per key, looked up once per left row', () => {
    expect(promised({})).toEqual([
      `select count(*) as violations
from "orders" as l
left join (
  select r."customer_id" as "key_1", count(*) as partners
  from "customers" as r
  group by 1
) as r on l."customer_id" = r."key_1"
where coalesce(r.partners, 0) <> 1
`,
    ]);
  });
  it('NULL keys that match are counted too', () => {
    const [sql] = promised({ on: [{ left: 'note', right: 'customer_name', nulls: 'match' }], expect: 'at-most-one' });
    expect(sql).toContain(`(l."note" is null) = (r."key_1" is null) and coalesce(l."note", ''::text) = coalesce(r."key_1", ''::text)`);
    expect(sql).toContain('where coalesce(r.partners, 0) > 1');
  });
  it('a condition: partners of each left row', () => {
    const [sql] = promised({ condition: 'left.quantity > right.customer_id' });
    expect(sql).toContain('on l."customer_id" = r."customer_id" and (l."quantity" > r."customer_id")');
    expect(sql).toContain('having count(r."row is there") <> 1');
  });
  it('neither: all right rows', () => {
    expect(promised({ kind: 'cross', on: [] })[0]).toContain('where (select count(*) from "customers" as r) <> 1');
  });
  it('times: left rows before all right ones; at most one is certain', () => {
    const asof = { kind: 'asof', asof: { left: 'quantity', right: 'customer_id' } } as const;
    expect(promised(asof)[0]).toContain(
      'where not exists (select 1 from "customers" as r where l."customer_id" = r."customer_id" and r."customer_id" <= l."quantity")',
    );
    expect(promised({ ...asof, expect: 'at-most-one' })).toEqual([]);
  });
  it('each of a list of lookups has its own', () => {
    const lookup: NonNullable<Join['lookups']>[number] = {
      right: 'customers',
      kind: 'left',
      on: [{ left: 'customer_id', right: 'customer_id' }],
      keep: [],
      expect: 'at-most-one',
    };
    const found = promised({ keep: [{ side: 'left', columns: ['order_id', 'customer_id'] }], lookups: [lookup] });
    expect(found.length).toBe(2);
    expect(found[1]).toContain('from "j with customers" as l');
  });
});
