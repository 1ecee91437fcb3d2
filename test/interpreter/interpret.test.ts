// How an interpretation ends: rows, broken promises, raised, or no meaning.
import { describe, expect, it } from 'vitest';
import type { Step, TransformSpec } from '../../contracts/generated/types.ts';
import { catalogOf, tableOf, targetOf } from '../services/transform/fixture.ts';
import { interpretTexts, mayRaise } from './interpret.ts';
import { InterpreterRaised, NoMeaning, NotInterpreted } from './raised.ts';

const catalog = catalogOf(
  tableOf('s', 't', ['id'], { id: 'integer!', n: 'integer', 'we"ird': 'text', __proto__x: 'text' }),
  tableOf('s', 'u', [], { id: 'integer', name: 'text' }),
);
const tables = {
  's.t': [
    ['1', '2147483647', 'a', 'p'],
    ['2', '5', null, null],
  ],
  's.u': [
    ['1', 'one'],
    ['1', 'uno'],
  ],
};
const t = { name: 't', table: 's.t' };
const specOf = (steps: Step[], columns: Readonly<Record<string, string>>, more: Partial<TransformSpec['target']> = {}): TransformSpec => ({
  sources: [t, { name: 'u', table: 'S.u' }],
  steps,
  target: targetOf(columns, more),
  assumptions: [],
});
const select = (expr: string, name = 'x'): Step => ({
  name: `select_${name}`,
  do: 'select',
  input: 't',
  columns: [{ name, expr }],
  others: 'keep',
});

describe('rows', () => {
  it('are those of the last step, in the columns of the target', () => {
    expect(interpretTexts(specOf([select('n % 10')], { x: 'int', id: 'int' }), tables, catalog).rows).toEqual([
      ['7', '1'],
      ['5', '2'],
    ]);
  });

  it('may have columns of any name', () => {
    const spec = specOf([select('"we""ird" || __proto__x')], { x: 'text', 'we"ird': 'text' });
    expect(interpretTexts(spec, tables, catalog).rows).toEqual([
      ['ap', 'a'],
      [null, null],
    ]);
  });

  it('raise nothing in what the target does not take', () => {
    const spec = specOf([select('n + 1'), { name: 'kept', do: 'filter', where: 'id = 2' }], { x: 'int' });
    expect(interpretTexts(spec, tables, catalog).rows).toEqual([['6']]);
    expect(mayRaise(spec, tables, catalog)).toBe(true);
    expect(mayRaise(specOf([select('n')], { x: 'int' }), tables, catalog)).toBe(false);
  });
});

describe('what the engines end the job by is raised', () => {
  it.each([
    ['an integer that overflows', select('n + 1'), { x: 'int' }],
    ['a value that its column cannot hold', select('n * 1.5'), { x: 'decimal(5,2)' }],
  ])('%s', (_, step, columns) => {
    expect(() => interpretTexts(specOf([step], columns), tables, catalog)).toThrow(InterpreterRaised);
  });
});

describe('promises that the data breaks are said', () => {
  const lookup: Step = {
    name: 'joined',
    do: 'join',
    left: 't',
    right: 'u',
    kind: 'left',
    on: [{ left: 'id', right: 'id' }],
    keep: [{ side: 'left', columns: ['id'] }],
    expect: 'at-most-one',
  };
  it.each<[string, TransformSpec, string]>([
    ['the partners of a join', specOf([lookup], { id: 'int' }), 'a row of joined meets another number of rows than promised'],
    [
      'NULL',
      {
        ...specOf([], { 'we"ird': 'text' }),
        sources: [t],
        target: targetOf({}, { columns: [{ name: 'we"ird', type: 'text', nullable: false }] }),
      },
      'we"ird is NULL',
    ],
    ['a check', specOf([select('n')], { x: 'int' }, { checks: [{ name: 'small', expr: 'x < 100' }] }), 'small is broken'],
    [
      'the watermark',
      specOf([select('n')], { x: 'int' }, { watermark: { column: 'x', from: '0', to: '100' } }),
      'a row lies outside of the watermark',
    ],
  ])('%s', (_, spec, promise) => {
    expect(interpretTexts(spec, tables, catalog).broken).toEqual([promise]);
  });
});

describe('what the checker must have refused has no meaning', () => {
  it.each([
    ['an unknown column', 'nothing', NoMeaning],
    ['texts that are added', '"we""ird" + 1', NoMeaning],
    ['more than an expression', '1 from s.t', NoMeaning],
    ['SQL of another kind', '(select 1)', NoMeaning],
    ['an aggregate of one row', 'sum(n)', NoMeaning],
    ['a function that is not here', 'soundex("we""ird")', NotInterpreted],
  ])('%s', (_, expr, error) => {
    expect(() => interpretTexts(specOf([select(expr)], { x: 'int' }), tables, catalog)).toThrow(error);
  });
});
