// The target of a spec: what each write mode needs, and what the table carries; every mistake with its place and what to write instead.
import { describe, expect, it } from 'vitest';
import type { TransformSpec } from '../../../contracts/generated/types.ts';
import { storedColumns, targetConditions } from '../../../services/transform/index.ts';
import { diagnosticsOf, notesOf, orders, planOf, specOf } from './fixture.ts';

type Target = TransformSpec['target'];
const target = (more: Partial<Target> = {}): Target => ({
  table: 'facts',
  mode: 'append',
  key: ['order_id'],
  columns: [
    { name: 'order_id', type: 'int', nullable: false },
    { name: 'placed', type: 'date', nullable: true },
    { name: 'shipped', type: 'timestamp', nullable: true },
    { name: 'note', type: 'text', nullable: true },
    { name: 'order_amount', type: 'decimal(12,2)', nullable: true },
    { name: 'weight', type: 'double', nullable: true },
  ],
  ...more,
});
const specWith = (more: Partial<Target>) => specOf([], target(more), [orders]);
const brief = (more: Partial<Target>): string[] =>
  diagnosticsOf(specWith(more)).map(({ code, at, expected }) => `${code} ${at} → ${expected.join(' | ')}`);
const march = { column: 'placed', from: '2025-03-01', to: '2025-04-01' };

describe('a write mode is named with what it lacks, or has no use for', () => {
  it.each<[string, Partial<Target>, string[]]>([
    ['append without key and interval', { key: [] }, ['key-missing /target/key → key: order_id | watermark: { column, from, to }']],
    [
      'merge without key',
      { mode: 'merge', key: [] },
      ['key-missing /target/key → order_id | placed | shipped | note | order_amount | weight'],
    ],
    ['merge by a key that may be NULL', { mode: 'merge', key: ['note'] }, ['key-may-be-null /target/key/0 → a filter: note is not null']],
    [
      'replace by interval',
      { mode: 'replace', watermark: march },
      ['watermark-misplaced /target/watermark → mode: append | a filter | no watermark'],
    ],
    ['append that deletes', { vanished: 'delete' }, ['vanished-misplaced /target/vanished → mode: merge | no vanished']],
    ['interval of an unknown column', { watermark: { ...march, column: 'plased' } }, ['unknown-column /target/watermark/column → placed']],
    [
      'interval of a text',
      { watermark: { ...march, column: 'note' } },
      ['watermark-type /target/watermark/column → order_id | placed | shipped'],
    ],
    [
      'interval of a float',
      { watermark: { ...march, column: 'weight' } },
      ['watermark-type /target/watermark/column → order_id | placed | shipped'],
    ],
    [
      'interval with a date that is none',
      { watermark: { ...march, from: '2025-02-30' } },
      ['bad-literal /target/watermark/from → 2025-03-01'],
    ],
    [
      'interval of numbers with a date',
      { watermark: { ...march, column: 'order_id' } },
      ['bad-literal /target/watermark/from → 1000', 'bad-literal /target/watermark/to → 1000'],
    ],
    [
      'interval of numbers beyond the type',
      { watermark: { column: 'order_id', from: '0', to: '2147483648' } },
      ['bad-literal /target/watermark/to → 1000'],
    ],
    [
      'interval without a value',
      { watermark: { ...march, to: '2025-03-01' } },
      ['watermark-empty /target/watermark/to → a value after 2025-03-01'],
    ],
    [
      'interval of numbers, the wrong way round',
      { watermark: { column: 'order_id', from: '10', to: '9' } },
      ['watermark-empty /target/watermark/to → a value after 10'],
    ],
  ])('%s', (_, more, expected) => {
    expect(brief(more)).toEqual(expected);
  });

  it('and all at once', () => {
    const checks = [{ name: 'a', expr: 'nothing > 1' }];
    expect(
      brief({ mode: 'replace', key: [], vanished: 'delete', watermark: { ...march, to: 'soon' }, checks }).map(
        (line) => line.split(' ')[0],
      ),
    ).toEqual(['watermark-misplaced', 'bad-literal', 'vanished-misplaced', 'unknown-column']);
  });

  it('and is no mistake with a key, an interval, or both', () => {
    const sound: Partial<Target>[] = [{}, { key: [], watermark: march }, { watermark: march }, { mode: 'merge', vanished: 'delete' }];
    for (const more of sound) expect(brief(more)).toEqual([]);
    expect(notesOf(specWith({ watermark: march })).map(({ code, expected }) => [code, ...expected])).toContainEqual([
      'watermark-may-be-null',
      'a filter: placed is not null',
    ]);
  });
});

describe('checks are conditions of the language over the stored columns', () => {
  it.each<[string, string, string]>([
    ['an unknown column', 'amount > 0', 'unknown-column /target/checks/0/expr#0-6 → order_amount'],
    ['a column that the target does not have', 'quantity > 0', 'unknown-column /target/checks/0/expr#0-8 → '],
    ['no condition', 'order_amount + 1', 'type-mismatch /target/checks/0/expr#0-16 → boolean'],
    ['an aggregate', 'sum(order_amount) > 0', 'aggregate-misuse /target/checks/0/expr#0-17 → '],
    ['what is no expression', 'order_amount >', 'syntax /target/checks/0/expr#14-14 → '],
  ])('%s', (_, expr, expected) => {
    const [found, ...more] = brief({ checks: [{ name: 'sound', expr }] });
    expect(more).toEqual([]);
    expect(found?.startsWith(expected)).toBe(true);
  });

  it('two of one name, and a name that is too long', () => {
    const checks = ['positive', 'positive', 'x'.repeat(64)].map((name) => ({ name, expr: 'order_amount > 0' }));
    expect(brief({ checks })).toEqual([
      'duplicate-name /target/checks/1/name → positive_2',
      `bad-name /target/checks/2/name → ${'x'.repeat(63)}`,
    ]);
  });

  it('become SQL over the columns as they are stored, and the interval too', () => {
    const checks = [
      { name: 'positive', expr: 'order_amount > 0 or order_amount is null' },
      { name: 'shipped later', expr: 'shipped >= placed' },
      { name: 'words', expr: "note <> 'it''s \\'" },
    ];
    const plan = planOf(specWith({ watermark: { column: 'shipped', from: '2025-03-01', to: '2025-03-01 12:30:00.50' }, checks }));
    expect(targetConditions(plan.target)).toEqual({
      checks: [
        { name: 'positive', sql: '(("order_amount" > 0::numeric) or ("order_amount" is null))' },
        { name: 'shipped later', sql: '("shipped" >= "placed"::timestamp without time zone)' },
        { name: 'words', sql: `(("note" collate "C") <> E'it''s \\\\'::text)` },
      ],
      interval: `("shipped" >= timestamp '2025-03-01 00:00:00' and "shipped" < timestamp '2025-03-01 12:30:00.5')`,
    });
    expect(storedColumns(plan.target)[2]).toEqual({ name: 'shipped', type: 'timestamp without time zone', nullable: true });
  });
});

it('comments are carried by the plan', () => {
  const { columns } = target();
  const plan = planOf(
    specWith({
      comment: 'one row per order',
      columns: columns.map((column) => (column.name === 'note' ? { ...column, comment: 'words' } : column)),
    }),
  );
  expect([plan.target.comment, plan.target.columns.map(({ comment }) => comment).filter(Boolean)]).toEqual([
    'one row per order',
    ['words'],
  ]);
});
