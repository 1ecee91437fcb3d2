import { describe, expect, it } from 'vitest';
import type { SpecPatch, TransformSpec } from '../../../contracts/generated/types.ts';
import { applyPatch } from '../../../services/transform/index.ts';
import { caseNamed } from '../../corpus/cases.ts';

const { spec } = caseNamed('customer-totals');
type Loose = { op: string; at: string; value?: unknown; after?: string | null }[];
const apply = (patch: Loose) => applyPatch(spec, patch as SpecPatch);
const patched = (patch: Loose): TransformSpec => {
  const result = apply(patch);
  if (result.is === 'unsound') throw new Error(JSON.stringify(result.diagnostics));
  return result.spec;
};
const refused = (patch: Loose): string[] => {
  const result = apply(patch);
  return result.is === 'unsound'
    ? result.diagnostics.map(({ code, at, expected }) => `${code} ${at} → ${expected.slice(0, 3).join(' | ')}`)
    : [];
};

describe('a patch', () => {
  it('replaces a value of a step that it names', () => {
    expect(patched([{ op: 'replace', at: '/steps/customer_orders/kind', value: 'inner' }]).steps[0]).toMatchObject({
      kind: 'inner',
      right: 'orders',
    });
  });

  it('leaves the spec as it was', () => {
    const before = JSON.stringify(spec);
    apply([{ op: 'remove', at: '/steps/big_spenders' }]);
    expect(JSON.stringify(spec)).toBe(before);
  });

  it('adds after a named element, at the end, and under a new key', () => {
    const filter = { name: 'some', do: 'filter', where: 'order_amount > 0' };
    const names = (at: string): string[] => patched([{ op: 'add', at, value: filter }]).steps.map(({ name }) => name);
    expect(names('/steps/customer_orders')).toEqual(['customer_orders', 'some', 'totals', 'big_spenders']);
    expect(names('/steps/-')).toEqual(['customer_orders', 'totals', 'big_spenders', 'some']);
    expect(patched([{ op: 'add', at: '/steps/big_spenders/input', value: 'totals' }]).steps[2]).toMatchObject({ input: 'totals' });
  });

  it('inserts before a named element, and moves one behind another, to the front and to the end', () => {
    const filter = { name: 'some', do: 'filter', where: 'order_amount > 0' };
    const names = (...patch: Loose): string[] => patched(patch).target.columns.map(({ name }) => name);
    expect(patched([{ op: 'insert', at: '/steps/customer_orders', value: filter }]).steps[0]).toEqual(filter);
    expect(names({ op: 'move', at: '/target/columns/customer_id', after: 'customer_name' })).toEqual([
      'customer_name',
      'customer_id',
      'total_amount',
    ]);
    expect(names({ op: 'move', at: '/target/columns/total_amount', after: null })).toEqual([
      'total_amount',
      'customer_id',
      'customer_name',
    ]);
    expect(names({ op: 'move', at: '/target/columns/customer_id', after: '-' })).toEqual(['customer_name', 'total_amount', 'customer_id']);
  });

  it('removes an element of a list of names, and one without a name by its position', () => {
    expect(patched([{ op: 'remove', at: '/steps/totals/by/customer_name' }]).steps[1]).toMatchObject({ by: ['customer_id'] });
    expect(patched([{ op: 'replace', at: '/steps/customer_orders/on/0/right', value: 'order_id' }]).steps[0]).toMatchObject({
      on: [{ left: 'customer_id', right: 'order_id' }],
    });
  });

  it('applies changes in order, or none', () => {
    expect(
      refused([
        { op: 'remove', at: '/steps/totals' },
        { op: 'replace', at: '/steps/totals/name', value: 'x' },
      ]),
    ).toEqual(['patch-address /1/at → customer_orders | big_spenders']);
  });

  it.each<[string, Loose, string[]]>([
    ['a wrong name', [{ op: 'replace', at: '/steps/totls/by', value: [] }], ['patch-address /0/at → totals']],
    ['a key that is not there', [{ op: 'replace', at: '/target/keys', value: [] }], ['patch-address /0/at → key']],
    [
      'a position where there are names',
      [{ op: 'remove', at: '/steps/0' }],
      ['patch-address /0/at → customer_orders | totals | big_spenders'],
    ],
    ['a place to move to that is not there', [{ op: 'move', at: '/steps/totals', after: 'totls' }], ['patch-address /0/at → totals']],
    ['a property that has no place to move to', [{ op: 'move', at: '/target/key', after: null }], ['patch-address /0/at → ']],
    ['an address below a value', [{ op: 'replace', at: '/target/table/name', value: 'x' }], ['patch-address /0/at → ']],
  ])('says what would be right: %s', (_, patch, problems) => {
    expect(refused(patch)).toEqual(problems);
  });

  it('never gives what is no spec', () => {
    expect(refused([{ op: 'replace', at: '/steps/customer_orders/kind', value: 'outer' }])[0]).toMatch(/^patch-breaks-schema \/steps\/0/);
  });
});
