import { describe, expect, it } from 'vitest';
import { documentValidators } from '../../../contracts/generated/validators.ts';
import { problemsOf } from '../../../contracts/validator.ts';
import { renderOracle, renderPyspark } from '../../../services/transform/index.ts';
import { corpus, expected, planOf } from '../../corpus/cases.ts';

describe.each(corpus())('$name', (each) => {
  it('is a spec and a catalog by their schemas', () => {
    const { TransformSpec, Catalog } = documentValidators;
    expect(TransformSpec && problemsOf(TransformSpec, each.spec)).toEqual([]);
    expect(Catalog && problemsOf(Catalog, each.catalog)).toEqual([]);
  });

  it('compiles to the reviewed PySpark', () => {
    expect(renderPyspark(planOf(each))).toBe(expected(each, 'expected.py'));
  });

  it('compiles to the reviewed SQL', () => {
    expect(renderOracle(planOf(each))).toBe(expected(each, 'expected.sql'));
  });
});
