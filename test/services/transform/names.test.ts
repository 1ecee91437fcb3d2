import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTableName, parseTableName } from '../../../services/transform/index.ts';

describe('table names', () => {
  it.each([
    ['orders', undefined, 'orders'],
    ['Shop.Orders', 'shop', 'orders'],
    ['"Shop"."Or""ders"', 'Shop', 'Or"ders'],
    ['shop."a.b"', 'shop', 'a.b'],
  ])('%s', (text, schema, name) => {
    expect(parseTableName(text)).toEqual({ schema, name });
  });

  it.each(['', 'a.b.c', 'a.', '.a', '"a', 'a b', '""', 'a;b'])('%s is none', (text) => {
    expect(parseTableName(text)).toBeUndefined();
  });

  it('reads back whatever it writes', () => {
    const part = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.option(part, { nil: undefined }), part, (schema, name) => {
        expect(parseTableName(formatTableName(schema, name))).toEqual({ schema, name });
      }),
    );
  });
});
