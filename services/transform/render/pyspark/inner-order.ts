// The order inside an aggregate as a value that sorts by itself: a struct of the sort keys, NULLs and directions seen to.
import type { SortKey, TypedExpr } from '../../plan.ts';
import { bracketed, call, method, type Python, prefix, string } from './python.ts';
import type { Renderer } from './renderer.ts';

/** `fields` of a struct; of two rows the one that sorts first has the lesser struct, or with desc the greater one. */
export type InnerOrder = { readonly fields: readonly Python[]; readonly direction: 'asc' | 'desc' };

export const innerOrder = (keys: readonly SortKey[], renderer: Renderer): InnerOrder => {
  const direction = keys[0]?.direction ?? 'asc';
  return { direction, fields: keys.flatMap((key) => fieldsOf(key, direction, renderer)) };
};

/** NULL is less than any value of a struct: it comes first ascending, last descending. */
const fieldsOf = ({ value, direction, nulls }: SortKey, base: 'asc' | 'desc', renderer: Renderer): readonly Python[] => {
  const isAlreadyThere = base === 'asc' ? nulls === 'first' : nulls === 'last';
  const marks = value.nullable && !isAlreadyThere ? [method(bracketed(renderer.column(value)), 'isNull')] : [];
  return [...marks, ...(direction === base ? [renderer.named(value)] : turned(value, renderer))];
};

/** Sorts the other way round. */
const turned = (value: TypedExpr, renderer: Renderer): readonly Python[] => {
  const column = renderer.column(value);
  const minus = (of: Python): Python => prefix('-', bracketed(of));
  const not = (of: Python): Python => prefix('~', bracketed(of));
  switch (value.type) {
    case 'int':
    case 'bigint':
      // the least number has no negative
      return [call('F.bitwise_not', column)];
    case 'float':
    case 'double':
      return [not(call('F.isnan', column)), minus(column)];
    case 'boolean':
      return [not(column)];
    case 'date':
      return [minus(call('F.unix_date', renderer.named(value)))];
    case 'timestamp':
    case 'timestamptz':
      return [minus(call('F.unix_micros', renderer.named(value)))];
    default:
      return value.type.startsWith('decimal') ? [minus(column)] : [turnedText(renderer.named(value))];
  }
};

/** Each half byte by what is left to fifteen; the end of a text comes after all of them. */
const turnedText = (value: Python): Python =>
  call(
    'F.concat',
    call('F.translate', call('F.hex', call('F.encode', value, string('UTF-8'))), string('0123456789ABCDEF'), string('FEDCBA9876543210')),
    call('F.lit', string('G')),
  );
