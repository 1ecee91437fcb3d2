import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SpecPatch, TransformSpec } from '../../../contracts/generated/types.ts';
import { documentValidators } from '../../../contracts/generated/validators.ts';
import { problemsOf } from '../../../contracts/validator.ts';
import { changed } from '../../../services/transform/diff/change.ts';
import { applyPatch, diff, differences, invert } from '../../../services/transform/index.ts';
import { caseNamed } from '../../corpus/cases.ts';
import { changedSpec, corpusSpec, randomPatch } from './changed-specs.ts';

const { spec } = caseNamed('customer-totals');
const changedBy = (patch: SpecPatch, from: TransformSpec = spec): TransformSpec => {
  const result = applyPatch(from, patch);
  if (result.is === 'unsound') throw new Error(JSON.stringify(result.diagnostics));
  return result.spec;
};
/** Also where the document is no spec on the way. */
const changedDocument = (from: TransformSpec, patch: SpecPatch): TransformSpec =>
  patch.reduce<TransformSpec>((document, change) => {
    const next = changed(document, change);
    if ('wrong' in next) throw new Error(`${change.at}: ${next.wrong}`);
    return next.value as TransformSpec;
  }, from);
const isSpec = (document: unknown): document is TransformSpec => {
  const validate = documentValidators.TransformSpec;
  return validate !== undefined && problemsOf(validate, document).length === 0;
};
const isPatch = (patch: SpecPatch): boolean => {
  const validate = documentValidators.SpecPatch;
  return validate !== undefined && problemsOf(validate, patch).length === 0;
};

describe('the difference of two specs', () => {
  it('is nothing when only the order of keys differs', () => {
    const turned = JSON.parse(
      JSON.stringify(spec, (_, value) =>
        Array.isArray(value) || typeof value !== 'object' || value === null ? value : Object.fromEntries(Object.entries(value).reverse()),
      ),
    );
    expect(diff(spec, turned)).toEqual([]);
  });

  it.each<[string, SpecPatch]>([
    ['a changed property', [{ op: 'replace', at: '/steps/customer_orders/kind', value: 'inner' }]],
    [
      'a step put first',
      [{ op: 'insert', at: '/steps/customer_orders', value: { name: 'some', do: 'filter', input: 'orders', where: 'true' } }],
    ],
    ['a column at the end', [{ op: 'add', at: '/target/columns/-', value: { name: 'orders', type: 'bigint', nullable: false } }]],
    ['a step between', [{ op: 'add', at: '/steps/customer_orders', value: { name: 'some', do: 'filter', where: 'true' } }]],
    ['a step that is gone', [{ op: 'remove', at: '/steps/big_spenders' }]],
    ['a step with a new name', [{ op: 'replace', at: '/steps/totals/name', value: 'sums' }]],
    ['a column moved to the front', [{ op: 'move', at: '/target/columns/total_amount', after: null }]],
    ['a column moved to the end', [{ op: 'move', at: '/target/columns/customer_id', after: '-' }]],
    ['a property more', [{ op: 'add', at: '/steps/totals/input', value: 'customer_orders' }]],
  ])('is as small as it was made: %s', (_, patch) => {
    expect(diff(spec, changedBy(patch))).toEqual(patch);
  });

  it('replaces whole what holds two elements of one name', () => {
    const twice = changedBy([{ op: 'add', at: '/target/columns/-', value: { name: 'customer_id', type: 'int', nullable: true } }]);
    expect(diff(spec, twice)).toMatchObject([{ op: 'replace', at: '/target/columns' }]);
    expect(changedBy(diff(twice, spec), twice)).toEqual(spec);
  });

  it('is one that the schema of a patch allows, however much differs', () => {
    const columns = Array.from({ length: 200 }, (_, n) => ({ name: `c${n}`, type: 'int', nullable: n % 2 === 0 }));
    const wide = { ...spec, target: { ...spec.target, columns } };
    const turned = { ...wide, target: { ...wide.target, columns: columns.map((column) => ({ ...column, nullable: !column.nullable })) } };
    expect(isPatch(diff(wide, turned))).toBe(true);
    expect(changedBy(diff(wide, turned), wide)).toEqual(turned);
  });

  it('makes the one of the other, and its inverse the other of the one', () => {
    fc.assert(
      fc.property(
        corpusSpec().chain((from) => fc.tuple(fc.constant(from), changedSpec(from))),
        ([from, to]) => {
          fc.pre(isSpec(from) && isSpec(to));
          const patch = diff(from, to);
          expect(patch.length === 0 || isPatch(patch)).toBe(true);
          expect(applyPatch(from, patch)).toEqual({ is: 'patched', spec: to });
          const back = invert(from, patch);
          expect(back.length === 0 || isPatch(back)).toBe(true);
          expect(applyPatch(to, back)).toEqual({ is: 'patched', spec: from });
          expect(differences(from, patch)).toHaveLength(patch.length);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('the inverse of a patch', () => {
  it.each<[string, SpecPatch]>([
    ['a property that is given again', [{ op: 'add', at: '/steps/totals/by', value: [] }]],
    [
      'an element put in the place of another',
      [{ op: 'replace', at: '/steps/totals', value: { name: 'other', do: 'filter', where: 'true' } }],
    ],
    [
      'a change below a new name',
      [
        { op: 'replace', at: '/steps/totals/name', value: 'x' },
        { op: 'remove', at: '/steps/x/by/customer_id' },
      ],
    ],
    ['an element twice', [{ op: 'insert', at: '/target/key/customer_id', value: 'customer_id' }]],
    [
      'the element that all other ones follow',
      [
        { op: 'move', at: '/target/columns/customer_name', after: 'total_amount' },
        { op: 'remove', at: '/target/columns/total_amount' },
      ],
    ],
  ])('undoes %s', (_, patch) => {
    const to = changedDocument(spec, patch);
    expect(changedDocument(to, invert(spec, patch))).toEqual(spec);
  });

  it('undoes any changes', () => {
    fc.assert(
      fc.property(
        corpusSpec().chain((from) => fc.tuple(fc.constant(from), randomPatch(from))),
        ([from, patch]) => {
          const to = changedDocument(from, patch);
          expect(changedDocument(to, invert(from, patch))).toEqual(from);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is refused for a patch that does not apply', () => {
    expect(() => invert(spec, [{ op: 'remove', at: '/steps/totls' }])).toThrow('the list has no element totls');
  });
});

describe('differences in words', () => {
  it.each<[SpecPatch[number], string]>([
    [{ op: 'replace', at: '/steps/customer_orders/kind', value: 'inner' }, 'step customer_orders: kind is now inner, it was left'],
    [{ op: 'replace', at: '/steps/totals/name', value: 'sums' }, 'step totals is now named sums'],
    [
      { op: 'replace', at: '/steps/totals/compute/total_amount/expr', value: 'max(order_amount)' },
      'step totals, compute total_amount: expr is now max(order_amount), it was sum(order_amount)',
    ],
    [
      { op: 'add', at: '/steps/-', value: { name: 'some', do: 'filter', where: 'true' } },
      'new at the end of steps: some (filter), where true',
    ],
    [
      { op: 'insert', at: '/steps/totals', value: { name: 'some', do: 'filter', where: 'true' } },
      'new before step totals: some (filter), where true',
    ],
    [{ op: 'remove', at: '/target/columns/total_amount' }, 'target, column total_amount is gone'],
    [{ op: 'move', at: '/target/columns/total_amount', after: null }, 'target, column total_amount now stands first'],
    [
      { op: 'move', at: '/target/columns/customer_id', after: 'customer_name' },
      'target, column customer_id now stands behind customer_name',
    ],
    [{ op: 'remove', at: '/steps/totals/by/customer_name' }, 'step totals, by customer_name is gone, it was customer_name'],
    [
      { op: 'replace', at: '/steps/customer_orders/on/0/left', value: 'x' },
      'step customer_orders, on 1: left is now x, it was customer_id',
    ],
  ])('%j', (change, sentence) => {
    expect(differences(spec, [change])).toEqual([sentence]);
  });
});
