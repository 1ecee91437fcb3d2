// The proof against a real PostgreSQL: every fault is found and classified, and equal tables never alarm.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validate } from '../../../contracts/generated/validators/VerdictReport.js';
import { bind, type Column, type Subject } from '../../../services/proof/index.ts';
import { type Bench, startBench, type Tables } from './sealed-tables.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.stop());

const column = (name: string, type: string, more: Partial<Column> = {}): Column => ({ name, type, nullable: true, ...more });
const totals: Tables = {
  columns: [
    column('id', 'int', { nullable: false }),
    column('name', 'text'),
    column('total', 'decimal(12,2)'),
    column('fee', 'decimal(12,2)'),
  ],
  key: ['id'],
  ddl: 'id integer not null, name text, total numeric(12,2), fee numeric(12,2)',
  rows: `(1, 'Ann', 10.00, 1.00), (2, '', 20.50, 2.00), (3, null, null, 3.00), (4, 'None', 1000.00, 4.00)`,
};
const keyless: Tables = { ...totals, key: [] };

const verdictOn = async (tables: Tables) => {
  const report = await bench.prove(tables);
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  return report;
};

describe('equal tables', () => {
  const equal: Record<string, Tables> = {
    'with a key': totals,
    'without a key': keyless,
    'with doubled rows and no key': { ...keyless, rows: `(1, 'a', 1, 1), (1, 'a', 1, 1), (1, null, null, null), (1, null, null, null)` },
    'in another order of rows': { ...totals, fault: "delete from STAGING where id = 1; insert into STAGING values (1, 'Ann', 10, 1)" },
    'of every type': {
      columns: [
        column('a', 'boolean'),
        column('b', 'bigint'),
        column('c', 'float', { float: { bound: 'bound1' } }),
        column('d', 'double', { float: { bound: 'bound2' } }),
        column('e', 'date'),
        column('f', 'timestamp'),
        column('g', 'timestamptz'),
        column('h', 'uuid'),
        column('i', 'json'),
        column('j', 'bytes'),
      ],
      ddl: 'a boolean, b bigint, c real, d double precision, e date, f timestamp, g timestamptz, h uuid, i jsonb, j bytea',
      rows: `(true, 9007199254740993, 1.5, 'NaN', '2024-02-29', '2024-02-29 10:00:00.123456', '2024-02-29 10:00:00+02', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{"a": 1}', '\\x00ff'),
             (null, null, null, '-Infinity', null, null, null, null, null, null), (false, 0, '-0', 1e308, null, null, null, null, '[]', '\\x')`,
    },
    'with hostile names': {
      columns: [
        column(`"; drop table x; --`, 'text'),
        column(`it's`, 'int', { nullable: false }),
        column('Größe %s $1 \\', 'decimal(5,2)'),
      ],
      key: [`it's`],
      ddl: `"""; drop table x; --" text, "it's" integer not null, "Größe %s $1 \\" numeric(5,2)`,
      rows: `(E'a\\tb\\\\', 1, 1.5), ('''', 2, null)`,
    },
    'of floats alone': {
      columns: [column('x', 'double', { float: { bound: 'bound1' } })],
      ddl: 'x double precision',
      rows: `(0.1), (0.1), ('NaN'), (null), ('Infinity'), (0)`,
    },
  };
  for (const [name, tables] of Object.entries(equal))
    it(`pass ${name}`, async () => {
      const report = await verdictOn(tables);
      expect(report.checks.filter(({ outcome }) => outcome === 'fail' || outcome === 'error')).toEqual([]);
      expect(report).toMatchObject({ outcome: 'PASS', because: null, level: 'exact', difference: null });
    });

  it('pass with additions made in another order', async () => {
    const report = await verdictOn({
      columns: [column('id', 'int', { nullable: false }), column('x', 'double', { float: { bound: 'bound1' } })],
      key: ['id'],
      ddl: 'id integer not null, x double precision',
      rows: '(1, 0.3), (2, 0)',
      fault: 'update STAGING set x = 0.1::float8 + 0.2::float8 where id = 1; update STAGING set x = -0.0 where id = 2',
    });
    expect(report.outcome).toBe('PASS');
  });

  it('say in the headline how much was proved, and that nobody read the prompt a second time', async () => {
    const { headline, notChecked, rows } = await verdictOn(totals);
    expect(headline).toBe('PASS (exact): 4 rows, 14 checks, no assertions from the prompt');
    expect(notChecked.join('\n')).toContain('second reading');
    expect(rows).toEqual({ staging: 4, oracle: 4 });
  });
});

describe('a fault', () => {
  const faults: Record<string, { tables: Tables; difference: Record<string, number>; columns?: string[] }> = {
    'values of one column swapped between two rows': {
      tables: { ...totals, fault: 'update STAGING set total = case id when 1 then 20.50 else 10.00 end where id in (1, 2)' },
      difference: { modified: 2, missing: 0, extra: 0, duplicated: 0 },
      columns: ['total'],
    },
    'two columns swapped': {
      tables: { ...totals, fault: 'update STAGING set total = fee, fee = total' },
      difference: { modified: 4, missing: 0, extra: 0, duplicated: 0 },
      columns: ['total', 'fee'],
    },
    'a doubled row': {
      tables: { ...totals, fault: 'insert into STAGING select * from STAGING where id = 2' },
      difference: { duplicated: 1, missing: 0, extra: 0, modified: 0 },
    },
    'a changed cell': {
      tables: { ...totals, fault: 'update STAGING set fee = 4.01 where id = 4' },
      difference: { modified: 1, missing: 0, extra: 0, duplicated: 0 },
      columns: ['fee'],
    },
    'a lost row': {
      tables: { ...totals, fault: 'delete from STAGING where id = 3' },
      difference: { missing: 1, extra: 0, modified: 0, duplicated: 0 },
    },
    'a surplus row': {
      tables: { ...totals, fault: `insert into STAGING values (9, 'z', 0, 0)` },
      difference: { extra: 1, missing: 0, modified: 0 },
    },
    'a NULL turned into empty text': {
      tables: { ...totals, fault: `update STAGING set name = '' where name is null` },
      difference: { modified: 1 },
      columns: ['name'],
    },
    'a trailing blank': {
      tables: { ...totals, fault: `update STAGING set name = 'Ann ' where id = 1` },
      difference: { modified: 1 },
      columns: ['name'],
    },
    'a changed cell without a key': {
      tables: { ...keyless, fault: 'update STAGING set fee = 4.01 where id = 4' },
      difference: { missing: 1, extra: 1, modified: 0 },
    },
    'a doubled row without a key': {
      tables: { ...keyless, fault: 'insert into STAGING select * from STAGING where id = 2' },
      difference: { duplicated: 1 },
    },
    'a lost copy of a doubled row': {
      tables: {
        ...keyless,
        rows: `(1, 'a', 1, 1), (1, 'a', 1, 1)`,
        fault: 'delete from STAGING where ctid = (select min(ctid) from STAGING)',
      },
      difference: { missing: 1, extra: 0 },
    },
    'a truncated result': { tables: { ...totals, fault: 'delete from STAGING' }, difference: { missing: 4, extra: 0 } },
    'a table loaded twice': { tables: { ...totals, fault: 'insert into STAGING select * from STAGING' }, difference: { duplicated: 4 } },
  };
  for (const [name, { tables, difference, columns }] of Object.entries(faults))
    it(`is found and classified: ${name}`, async () => {
      const report = await verdictOn(tables);
      expect(report).toMatchObject({ outcome: 'FAIL', because: 'staging-differs', level: 'none', difference });
      if (columns !== undefined) expect(report.difference?.columns.map(({ name }) => name)).toEqual(columns);
      expect(report.difference?.examples.length).toBeGreaterThan(0);
    });

  const floats: Tables = {
    columns: [column('id', 'int', { nullable: false }), column('x', 'double', { float: { bound: 'bound1' } })],
    key: ['id'],
    ddl: 'id integer not null, x double precision',
    rows: `(1, 100.25), (2, 1e300), (3, 'NaN'), (4, 'Infinity'), (5, null), (6, 1e-300)`,
  };
  for (const [name, fault] of Object.entries({
    'by a cent': 'update STAGING set x = 100.26 where id = 1',
    'in sign': 'update STAGING set x = -1e300 where id = 2',
    'from NaN to a number': 'update STAGING set x = 0 where id = 3',
    'from infinite to finite': 'update STAGING set x = 1e308 where id = 4',
    'from NULL to zero': 'update STAGING set x = 0 where id = 5',
    'among the smallest numbers': 'update STAGING set x = 2e-200 where id = 6',
  }))
    for (const key of [['id'], []])
      it(`is found in a float cell that changed ${name}${key.length === 0 ? ', without a key' : ''}`, async () => {
        const report = await verdictOn({ ...floats, key, fault });
        expect(report).toMatchObject({
          outcome: 'FAIL',
          because: 'staging-differs',
          difference: { modified: 1, columns: [{ name: 'x', rows: 1 }] },
        });
        expect(report.difference?.examples).toHaveLength(1);
      });

  const bounded: Tables = {
    columns: [
      column('id', 'int', { nullable: false }),
      column('x', 'double', { float: { bound: 'bound1' } }),
      column('y', 'decimal(12,2)', { float: { bound: 'bound2' } }),
      column('n', 'bigint', { float: { bound: undefined } }),
      column('z', 'double', { float: { bound: undefined } }),
    ],
    key: ['id'],
    ddl: 'id integer not null, x double precision, y numeric(12,2), n bigint, z double precision',
    rows: '(1, 8000, 8000, 8000, 8000), (2, 5, 5, 5, 5)',
    bounds: { bound1: 'case id when 1 then 1 else 1e-9 end', bound2: 'case id when 1 then 0.01 else 0 end' },
  };
  for (const [name, fault] of Object.entries({
    'beyond the bound of its own row': 'update STAGING set x = x + 0.5 where id = 2',
    'of a decimal beyond the bound of its own row': 'update STAGING set y = y + 0.01 where id = 2',
    'of a decimal by more than one place': 'update STAGING set y = y - 0.02 where id = 1',
    'of a count, by one': 'update STAGING set n = n + 1 where id = 1',
    'of a float without a bound': 'update STAGING set z = z * (1 + 1e-14) where id = 1',
  }))
    for (const key of [['id'], []])
      it(`is found in a value computed from floats that changed ${name}${key.length === 0 ? ', without a key' : ''}`, async () => {
        expect(await verdictOn({ ...bounded, key, fault })).toMatchObject({ outcome: 'FAIL', because: 'staging-differs' });
      });
  it('is not what lies within the bound of its row, and the headline does not call that exact', async () => {
    const fault = 'update STAGING set x = x - 0.99, y = y + 0.01, z = z * (1 + 3e-16) where id = 1';
    for (const key of [['id'], []]) {
      const report = await verdictOn({ ...bounded, key, fault });
      expect(report).toMatchObject({
        outcome: 'PASS',
        headline: expect.stringMatching(/^PASS \(exact but for 3 float columns within their bound\): /),
      });
      expect(report.notChecked.join('\n')).toContain(
        'x: differences within rounding (double, computed from floats), in no row more than 1',
      );
    }
  });
  for (const nonsense of ["'NaN'", "'Infinity'", '-1', '1e305', 'null'])
    it(`is found though the bound is ${nonsense}`, async () => {
      const fault = 'update STAGING set x = 17000 where id = 1';
      expect(await verdictOn({ ...bounded, bounds: { bound1: nonsense, bound2: '0' }, fault })).toMatchObject({ outcome: 'FAIL' });
    });
  it('is an oracle without its bounds', async () => {
    const report = await verdictOn({ ...bounded, later: 'alter table ORACLE drop column bound1' });
    expect(report.outcome).not.toBe('PASS');
  });

  it('is found though a function elsewhere has the name of the hash', async () => {
    await bench.client.query(`create function public.hashint8extended(bigint, integer) returns bigint language sql immutable as 'select 0::bigint';
      create function public.hashint8extended(bigint, bigint) returns bigint language sql immutable as 'select 0::bigint'`);
    const report = await verdictOn({ ...totals, fault: 'update STAGING set fee = 4.01 where id = 4' });
    await bench.client.query(
      'drop function public.hashint8extended(bigint, integer); drop function public.hashint8extended(bigint, bigint)',
    );
    expect(report).toMatchObject({ outcome: 'FAIL', because: 'staging-differs' });
  });

  it('shows the rows of both sides', async () => {
    const { difference } = await verdictOn({ ...totals, fault: 'update STAGING set fee = 4.01 where id = 4' });
    expect(difference?.examples).toEqual([
      {
        class: 'modified',
        staging: { id: '4', name: 'None', total: '1000.00', fee: '4.01' },
        oracle: { id: '4', name: 'None', total: '1000.00', fee: '4.00' },
      },
    ]);
  });

  it('shows at most 20 examples, some of each class', async () => {
    const { difference } = await verdictOn({
      ...totals,
      rows: Array.from({ length: 200 }, (_, n) => `(${n}, 'n', ${n}, 0)`).join(', '),
      fault: 'update STAGING set fee = 1 where id < 150; delete from STAGING where id >= 198; insert into STAGING values (900, null, 1, 1)',
    });
    expect(difference).toMatchObject({ modified: 150, missing: 2, extra: 1 });
    expect(difference?.examples).toHaveLength(20);
    expect(new Set(difference?.examples.map((example) => example.class))).toEqual(new Set(['modified', 'missing', 'extra']));
  });

  it('names swapped columns', async () => {
    const { checks } = await verdictOn({ ...totals, fault: 'update STAGING set total = fee, fee = total' });
    expect(checks.find(({ id }) => id === 'G6')).toMatchObject({ outcome: 'fail', got: 'total and fee' });
  });

  it('has one fingerprint however often it occurs, and another than a different fault', async () => {
    const once = await verdictOn({ ...totals, fault: 'delete from STAGING where id = 3' });
    const again = await verdictOn({ ...totals, fault: 'delete from STAGING where id = 3' });
    const other = await verdictOn({ ...totals, fault: 'delete from STAGING where id = 4' });
    expect(again.fingerprint).toBe(once.fingerprint);
    expect(other.fingerprint).not.toBe(once.fingerprint);
  });
});

describe('what is no difference of rows', () => {
  it('a key that repeats on both sides breaks a law', async () => {
    const report = await verdictOn({ ...totals, rows: `(1, 'a', 1, 1), (1, 'b', 1, 1)` });
    expect(report).toMatchObject({ outcome: 'FAIL', because: 'law-broken', difference: null });
  });
  it('a key of two columns that repeats breaks a law, and one that does not is fine', async () => {
    const key = ['id', 'fee'];
    const repeated = await verdictOn({ ...totals, key, rows: `(1, 'a', 1, 1), (1, 'b', 1, 1), (1, 'b', 1, 2)` });
    expect(repeated).toMatchObject({ outcome: 'FAIL', because: 'law-broken' });
    expect(repeated.checks.find(({ id }) => id === 'C1')?.got).toBe('(id, fee): 1 rows beyond the first of their key, 0 NULL');
    expect((await verdictOn({ ...totals, key, rows: `(1, 'a', 1, 1), (1, 'b', 1, 2)` })).outcome).toBe('PASS');
  });
  it('a NULL in the key breaks a law', async () => {
    const report = await verdictOn({ ...totals, key: ['name'] });
    expect(report).toMatchObject({ outcome: 'FAIL', because: 'law-broken' });
  });
  it('another type of a column breaks a law', async () => {
    const report = await verdictOn({ ...totals, fault: 'alter table STAGING alter total type numeric(14,4)' });
    expect(report).toMatchObject({ outcome: 'FAIL', because: 'law-broken' });
    expect(report.checks.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id)).toEqual(['A3']);
  });
  it('a table that was rewritten since the seal breaks a law', async () => {
    const report = await verdictOn({
      ...totals,
      later: 'create table aside as table STAGING; truncate STAGING; insert into STAGING table aside; drop table aside',
    });
    expect(report).toMatchObject({ outcome: 'FAIL', because: 'law-broken', difference: null });
    expect(report.checks.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id)).toEqual(['A1']);
  });
  it('a table that is gone is an error, never a pass', async () => {
    const report = await verdictOn({ ...totals, later: 'drop table STAGING' });
    expect(report).toMatchObject({ outcome: 'ERROR', because: 'check-error' });
  });
  it('an empty result proves nothing, unless the request allows it', async () => {
    const empty = { ...totals, rows: '' };
    expect(await verdictOn(empty)).toMatchObject({ outcome: 'INCONCLUSIVE', because: 'empty-result' });
    const allowed = await verdictOn({ ...empty, subject: { allowEmpty: true } });
    expect(allowed).toMatchObject({ outcome: 'PASS', rows: { staging: 0, oracle: 0 } });
  });
  it('a rewritten source makes a difference inconclusive', async () => {
    const sources = [{ name: 'orders', table: 'shop.orders', rows: 1, filenodeBefore: 7, filenodeAfter: 8 }];
    const report = await verdictOn({ ...totals, fault: 'delete from STAGING', report: { sources } });
    expect(report).toMatchObject({ outcome: 'INCONCLUSIVE', because: 'source-rewritten' });
  });
  it('settings that nobody pinned are refused', async () => {
    const report = await verdictOn({ ...totals, report: { settings: { 'spark.sql.ansi.enabled': 'false' } } });
    expect(report).toMatchObject({ outcome: 'INCONCLUSIVE', because: 'unknown-settings' });
  });
  it('a broken promise of a join is a fault of the data', async () => {
    const report = await verdictOn({ ...totals, report: { checks: [{ join: 'with_customer', expect: 'one', violations: 3 }] } });
    expect(report).toMatchObject({ outcome: 'FAIL', because: 'data' });
  });
});

describe('an assertion from the prompt', () => {
  const over = (limit: string) => (subject: Subject) =>
    bind(
      {
        author: 'planner',
        assertions: [
          { rule: 'bound', quote: `more than ${limit}`, column: { words: 'total amount', name: 'total' }, compare: '>', value: limit },
          { rule: 'unique', quote: 'per customer', columns: [{ words: 'customer', name: 'id' }] },
          { rule: 'row-count', quote: 'each order', compare: '<=', to: { rowsOf: 'orders' } },
          { rule: 'not-null', quote: 'x', column: { words: 'customer', name: 'ID' } },
          { rule: 'present', quote: 'the fee', column: { words: 'fee', name: 'fee' } },
          { rule: 'not-null', quote: 'y', column: { words: 'city', name: 'city' } },
        ],
      },
      {
        columns: subject.columns,
        lineage: {},
        sourceRows: subject.report.sources,
        sameTable: (a, b) => a.split('.').at(-1) === b.split('.').at(-1),
      },
    );
  const rows = `(1, 'a', 10, 1), (2, 'b', 20, 2)`;

  it('that holds on both sides is counted in the headline', async () => {
    const report = await verdictOn({ ...totals, rows, assertions: over('9.99') });
    expect(report.headline).toBe('PASS (exact): 2 rows, 14 checks, 5 assertions by the reader who wrote the plan: no second reading');
    expect(report.notChecked.join('\n')).toContain('every row has city');
  });
  it('that fails on both sides is a dispute, with counts', async () => {
    const report = await verdictOn({ ...totals, rows, assertions: over('10') });
    expect(report).toMatchObject({ outcome: 'DISPUTE', because: 'dispute', difference: null });
    expect(report.assertions[0]).toEqual({
      quote: 'more than 10',
      rule: 'total amount > 10 (broken by 1 of 2 rows, as id 1, total 10.00)',
      onStaging: 'fail',
      onOracle: 'fail',
    });
    expect(report.headline).not.toContain('more than');
  });
  it('that fails on staging alone is a difference, not a dispute', async () => {
    const report = await verdictOn({ ...totals, rows, assertions: over('9'), fault: 'update STAGING set total = 1 where id = 1' });
    expect(report).toMatchObject({ outcome: 'FAIL', because: 'staging-differs' });
    expect(report.assertions[0]).toMatchObject({ onStaging: 'fail', onOracle: 'pass' });
  });
  it('is asked of columns of every type', async () => {
    const types = ['boolean', 'bigint', 'double', 'date', 'timestamp', 'timestamptz', 'uuid', 'text', 'decimal(5,2)'];
    const values = [
      'true',
      '7',
      '1.5e2',
      '2024-02-29',
      '2024-02-29T10:00:00Z',
      '2024-02-29',
      'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
      "it's \\ ü",
      '1.50',
    ];
    const pg = ['boolean', 'bigint', 'float8', 'date', 'timestamp', 'timestamptz', 'uuid', 'text', 'numeric(5,2)'];
    const columns = types.map((type, n) => column(`c${n}`, type, type === 'double' ? { float: { bound: 'bound1' } } : {}));
    const equals = values.map(
      (value, n) => ({ rule: 'bound', quote: 'q', column: { words: `c${n}`, name: `c${n}` }, compare: '=', value }) as const,
    );
    const report = await verdictOn({
      columns,
      ddl: pg.map((type, n) => `c${n} ${type}`).join(', '),
      rows: `(true, 7, 150, '2024-02-29', '2024-02-29 10:00:00', '2024-02-29 00:00:00+00', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', E'it''s \\\\ ü', 1.5)`,
      assertions: (subject) =>
        bind({ author: 'x', assertions: [...equals] }, { columns: subject.columns, lineage: {}, sourceRows: [], sameTable: () => false }),
    });
    expect(report.assertions.map(({ onStaging, onOracle }) => [onStaging, onOracle])).toEqual(types.map(() => ['pass', 'pass']));
  });
  it('whose literal does not fit the column is listed as not checked', async () => {
    const report = await verdictOn({ ...totals, rows, assertions: over("0'); drop table x; --") });
    expect(report.outcome).toBe('PASS');
    expect(report.assertions[0]?.onStaging).toBe('unbound');
  });
});
