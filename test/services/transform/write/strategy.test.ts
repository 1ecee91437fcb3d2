import { describe, expect, it } from 'vitest';
import { overlapping } from '../../../../services/transform/write/interval.ts';
import { misfits } from '../../../../services/transform/write/shape.ts';
import { strategyFor, type Target, type Wanted } from '../../../../services/transform/write/strategy.ts';

const column = (name: string, type: string, nullable = true, filled: 'nothing' | 'default' | 'always' = 'nothing') => ({
  name,
  type,
  nullable,
  filled,
});
const table = (more: Partial<Target> = {}): Target => ({
  schema: 'shop',
  name: 'facts',
  exists: true,
  published: false,
  isTable: true,
  writable: true,
  dependents: [],
  grants: [],
  columns: [column('id', 'integer', false), column('label', 'text')],
  primaryKey: ['id'],
  keys: [['id']],
  fires: [],
  referenced: [],
  ...more,
});
const wanted = (more: Partial<Wanted> = {}): Wanted => ({
  mode: 'replace',
  key: ['id'],
  columns: [
    { name: 'id', type: 'integer', nullable: false },
    { name: 'label', type: 'text', nullable: true },
  ],
  vanished: 'keep',
  mayFire: false,
  ...more,
});
const view = { kind: 'view', name: 'shop.report' } as const;
const told = (more: Partial<Wanted>, state: Partial<Target>): string => {
  const choice = strategyFor(wanted(more), table(state));
  return choice.is === 'strategy' ? choice.strategy : choice.why.join('; ');
};

describe('how rows come into a table', () => {
  it.each<[string, Partial<Wanted>, Partial<Target>, string]>([
    ['nothing there', {}, { exists: false, isTable: false }, 'first'],
    ['nothing there to append to', { mode: 'append' }, { exists: false, isTable: false }, 'first'],
    ['nothing hangs on it', {}, {}, 'swap'],
    ['other columns, and nothing hangs on it', { columns: [] }, {}, 'swap'],
    ['a view hangs on it', {}, { dependents: [view] }, 'difference'],
    ['a view, and the key in another order', { key: ['label', 'id'] }, { dependents: [view], keys: [['id', 'label']] }, 'difference'],
    ['a view, and no key', { key: [] }, { dependents: [view] }, 'rewrite'],
    ['a view, and a key that nothing keeps unique', {}, { dependents: [view], keys: [] }, 'rewrite'],
    ['its primary key would be lost', { key: ['label'] }, {}, 'rewrite'],
    ['another key of a table that is ours', { key: ['label'] }, { published: true }, 'swap'],
    ['append', { mode: 'append' }, { dependents: [view] }, 'append'],
    ['merge', { mode: 'merge' }, {}, 'merge'],
    ['merge into ours, which can be given an index', { mode: 'merge' }, { published: true, keys: [] }, 'merge'],
    [
      'merge where nothing keeps the key unique',
      { mode: 'merge' },
      { keys: [] },
      'nothing keeps (id) unique in it: a unique index on just these columns would',
    ],
    ['no table', { mode: 'merge' }, { isTable: false }, 'it is not an ordinary table'],
    [
      'no key under a foreign key',
      { key: [] },
      { dependents: [view], referenced: ['fk of shop.child'] },
      'foreign keys point at it (fk of shop.child), so its rows cannot all be deleted for a moment: declare a key that is unique in it',
    ],
  ])('%s', (_, more, state, expected) => {
    expect(told(more, state)).toBe(expected);
  });

  it('only where nothing is set off by the statements that it takes', () => {
    const onUpdate = { fires: [{ kind: 'trigger', name: 'tr', on: ['update'] }] } satisfies Partial<Target>;
    expect(told({ mode: 'append' }, onUpdate)).toBe('append');
    expect(told({ mode: 'merge' }, onUpdate)).toBe('trigger tr would fire on update: allow it with mayFire, or disable it');
    expect(told({ mode: 'merge', mayFire: true }, onUpdate)).toBe('merge');
    const onDelete = { fires: [{ kind: 'foreign-key', name: 'fk of child', on: ['delete'], columns: ['id'] }] } satisfies Partial<Target>;
    expect(told({ mode: 'merge' }, onDelete)).toBe('merge');
    expect(told({ mode: 'merge', vanished: 'delete' }, onDelete)).toContain('cascading foreign key fk of child would fire on delete');
    const cascade = (column: string) =>
      ({ fires: [{ kind: 'foreign-key', name: 'fk', on: ['update'], columns: [column] }] }) satisfies Partial<Target>;
    expect(told({ mode: 'merge' }, cascade('id'))).toBe('merge');
    expect(told({ mode: 'merge' }, cascade('label'))).toContain('would fire on update');
    for (const kind of ['rule', 'policy'] as const)
      expect(told({ mode: 'append', mayFire: true }, { fires: [{ kind, name: 'r', on: ['insert'] }] })).toBe(
        `${kind} r changes what insert there does`,
      );
  });

  it('only where its changes can be told to the subscribers of a publication', () => {
    const dependents = [{ kind: 'publication', name: 'feed' } as const];
    const without = 'publication feed needs a replica identity of it, or a primary key';
    expect(told({ key: [] }, { dependents, primaryKey: [] })).toBe(without);
    expect(told({ mode: 'append' }, { dependents, primaryKey: [] })).toBe('append');
    expect(told({ key: [] }, { dependents, primaryKey: ['id'] })).toBe('rewrite');
    expect(told({ key: [] }, { dependents: [...dependents, { kind: 'storage', name: 'replica identity' }], primaryKey: [] })).toBe(
      'rewrite',
    );
  });

  it('with all reasons at once, where several speak against it', () => {
    expect(
      told({ mode: 'merge' }, { columns: [], keys: [], dependents: [{ kind: 'inheritance', name: 'shop.heir' }] }).split('; '),
    ).toEqual([
      'it has no column id',
      'it has no column label',
      'it shares rows by inheritance: shop.heir',
      'nothing keeps (id) unique in it: a unique index on just these columns would',
    ]);
  });
});

describe('a column holds values of its own type, or of one whose assignment keeps them or raises', () => {
  it.each([
    ['integer', 'bigint', true],
    ['bigint', 'integer', true],
    ['integer', 'smallint', true],
    ['integer', 'numeric', true],
    ['integer', 'numeric(5,2)', false],
    ['text', 'character varying(20)', true],
    ['text', 'character(5)', false],
    ['numeric(12,2)', 'numeric(9,2)', true],
    ['numeric(12,2)', 'numeric(14,4)', true],
    ['numeric(12,2)', 'numeric(12,1)', false],
    ['numeric(12,2)', 'double precision', false],
    ['double precision', 'real', false],
    ['jsonb', 'json', true],
    ['timestamp without time zone', 'timestamp(6) without time zone', true],
    ['timestamp without time zone', 'timestamp(3) without time zone', false],
    ['timestamp without time zone', 'timestamp with time zone', false],
    ['date', 'timestamp without time zone', false],
    ['text', 'citext', false],
  ])('%s in %s: %s', (from, to, expected) => {
    const found = misfits([{ name: 'a', type: from, nullable: true }], [column('a', to)], 'append');
    expect(found).toEqual(expected ? [] : [`its column a is ${to}, which does not hold every ${from}`]);
  });

  it('and others may be there where they are filled by themselves, or, for a replacement, are always made by the database', () => {
    const others = [
      column('note', 'text'),
      column('at', 'date', false, 'default'),
      column('twice', 'integer', false, 'always'),
      column('must', 'text', false),
    ];
    expect(misfits([], others, 'append')).toEqual(["its column must is NOT NULL without a default, and not among the target's columns"]);
    expect(misfits([], others, 'replace')).toEqual(
      ['note', 'at', 'must'].map((name) => `its column ${name} is not among the target's columns`),
    );
    expect(misfits([{ name: 'twice', type: 'integer', nullable: false }], others.slice(2, 3), 'append')).toEqual([
      'its column twice is always made by the database',
    ]);
  });
});

describe('two intervals overlap where one value lies in both', () => {
  const of = (from: string, to: string, column = 'a') => ({ column, from, to });
  it.each([
    [of('10', '20'), of('20', '30'), false],
    [of('10', '20'), of('19', '30'), true],
    [of('9', '10'), of('10', '11'), false],
    [of('9', '100'), of('10', '11'), true],
    [of('-5', '5'), of('-10', '-5'), false],
    [of('-5', '5'), of('-10', '-4'), true],
    [of('2025-03-01', '2025-04-01'), of('2025-04-01', '2025-05-01'), false],
    [of('2025-03-01', '2025-04-01'), of('2025-03-31', '2025-05-01'), true],
    [of('2025-03-01', '2025-04-01'), of('2025-04-01 00:00:00', '2025-05-01 00:00:00'), false],
    [of('2025-03-01', '2025-04-01'), of('2025-03-31 23:59:59.999999', '2025-05-01 00:00:00'), true],
    [of('10', '20'), of('10', '20', 'b'), false],
  ])('%o and %o: %s', (a, b, expected) => {
    expect(overlapping(a, [b]) !== undefined).toBe(expected);
    expect(overlapping(b, [a]) !== undefined).toBe(expected);
  });
});
