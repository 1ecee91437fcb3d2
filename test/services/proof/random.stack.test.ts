// Random tables: equal ones never alarm, and one changed, lost or doubled row never passes. The seed is printed when one does.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { literal } from '../../../services/proof/quote.ts';
import { type Bench, startBench, type Tables } from './sealed-tables.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.stop());

const text = fc.option(
  fc.oneof(
    fc.constantFrom('', ' ', 'null', 'NaN', 'a', 'a ', 'A', '\\', "'", '|', ',', 'ä'),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
  ),
);
const decimal = fc.option(fc.integer({ min: -300, max: 300 }).map((cents) => (cents / 100).toFixed(2)));
const double = fc.option(fc.constantFrom('0', '-0', '0.1', '1e300', '-1e300', 'NaN', 'Infinity', '1e-300', '123456.789'));
const row = fc.record({ name: text, amount: decimal, ratio: double });
const table = fc.array(row, { minLength: 1, maxLength: 12 });
type Row = { name: string | null; amount: string | null; ratio: string | null };

const value = (cell: string | null): string => (cell === null ? 'null' : literal(cell.replaceAll('\0', '')));
const tuple = ({ name, amount, ratio }: Row, id: number): string => `(${id}, ${value(name)}, ${value(amount)}, ${value(ratio)})`;
const tables = (rows: readonly Row[], keyed: boolean): Tables => ({
  columns: [
    { name: 'id', type: 'int', nullable: false },
    { name: 'name', type: 'text', nullable: true },
    { name: 'amount', type: 'decimal(12,2)', nullable: true },
    { name: 'ratio', type: 'double', nullable: true, float: { bound: 'bound1' } },
  ],
  key: keyed ? ['id'] : [],
  ddl: 'id integer not null, name text, amount numeric(12,2), ratio double precision',
  // without a key rows may be equal
  rows: rows.map((each, n) => tuple(each, keyed ? n : 1)).join(', '),
});

it('equal tables pass', async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.boolean(), async (rows, keyed) => {
      expect(await bench.prove(tables(rows, keyed))).toMatchObject({ outcome: 'PASS', difference: null });
    }),
    { numRuns: 60 },
  );
});

const faults = {
  lost: (place: string) => `delete from STAGING where ctid = ${place}`,
  doubled: (place: string) => `insert into STAGING select * from STAGING where ctid = ${place}`,
  changed: (place: string) => `update STAGING set amount = coalesce(amount, 0) + 0.01 where ctid = ${place}`,
  shifted: (place: string) => `update STAGING set ratio = case when ratio = 7 then 8 else 7 end where ctid = ${place}`,
  renamed: (place: string) => `update STAGING set name = coalesce(name || ' ', '') where ctid = ${place}`,
};

it('a table with one fault fails, and the fault is shown', async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.boolean(), fc.constantFrom(...Object.values(faults)), fc.nat(), async (rows, keyed, fault, n) => {
      const place = `'(0,${(n % rows.length) + 1})'`;
      const report = await bench.prove({ ...tables(rows, keyed), fault: fault(place) });
      expect(report).toMatchObject({ outcome: 'FAIL', because: 'staging-differs' });
      expect(report.difference?.examples.length).toBeGreaterThan(0);
    }),
    { numRuns: 100 },
  );
});
