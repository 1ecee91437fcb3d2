// Casts: which exist. One that fails on a value gives NULL.
import type { Type } from '../../../contracts/generated/types.ts';
import { nearest } from '../diagnostics.ts';
import type { TypedExpr } from '../plan.ts';
import { adapt, convert } from './coerce.ts';
import { complain, type Site, type Span } from './scope.ts';
import { isExact, isFloat, isNumber, isTime, isType } from './types.ts';

export const castTo = (value: TypedExpr, type: string, site: Site, at: Span, typeAt: Span): TypedExpr | undefined => {
  if (!isType(type)) return complain(site, 'unknown-type', typeAt, `there is no type ${type}`, typeAdvice(type));
  if (!isCastable(value.type, type))
    return complain(site, 'type-mismatch', at, `${value.type} cannot be cast to ${type}`, castAdvice(value.type, type));
  if (value.is === 'literal' && value.value === null) return adapt(value, type);
  if (value.type === type) return value;
  return convert(value, type, 'cast');
};

export const isCastable = (from: Type, to: Type): boolean => {
  if (from === to || from === 'null') return true;
  if (isNumber(from)) return isNumber(to) || (to === 'text' && isExact(from));
  if (from === 'boolean') return to === 'text' || to === 'int';
  if (from === 'text') return to === 'boolean' || to === 'date' || to === 'timestamp' || to === 'uuid' || (isNumber(to) && to !== 'float');
  if (isTime(from)) return isTime(to) || to === 'text';
  return (from === 'uuid' || from === 'json') && to === 'text';
};

const typeAdvice = (type: string): readonly string[] => {
  const name = type.replace(/\(.*$/, '');
  const known: ReadonlyMap<string, readonly string[]> = new Map(
    Object.entries({
      decimal: ['decimal(18,2)'],
      varchar: ['text'],
      string: ['text'],
      char: ['text'],
      datetime: ['timestamp'],
      long: ['bigint'],
      smallint: ['int'],
      number: ['decimal(18,2)', 'int'],
    }),
  );
  return (
    known.get(name) ??
    nearest(name, ['int', 'bigint', 'decimal(18,2)', 'double', 'text', 'boolean', 'date', 'timestamp', 'timestamptz', 'uuid'])
  );
};

const castAdvice = (from: Type, to: Type): readonly string[] => {
  if (isFloat(from) && to === 'text') return ['cast(cast(… as decimal(18,6)) as text)'];
  if (to === 'boolean') return ['… <> 0'];
  if (from === 'bytes' || to === 'bytes') return [];
  return ['a cast to text first'];
};
