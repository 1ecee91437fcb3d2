// Casts: which exist. One that fails on a value gives NULL; one that fails on a constant is a mistake.
import type { Type } from '../../../contracts/generated/types.ts';
import { nearest } from '../diagnostics.ts';
import type { TypedExpr } from '../plan.ts';
import { adapt, convert, literal } from './coerce.ts';
import { isConvertible } from './constants.ts';
import { built } from './operators.ts';
import { complain, type Site, type Span } from './scope.ts';
import { digitsOf, isArray, isExact, isFloat, isInteger, isNumber, isTime, isType } from './types.ts';

/** `tries`: the cast was written try_cast, so a constant may fail. */
export const castTo = (value: TypedExpr, type: string, site: Site, at: Span, typeAt: Span, tries = false): TypedExpr | undefined => {
  if (!isType(type)) return complain(site, 'unknown-type', typeAt, `there is no type ${type}`, typeAdvice(type));
  // of a constant it is known here whether it is a document; of a column it would take an engine's parser
  if (type === 'json' && value.is === 'literal' && value.type === 'text' && value.value !== null && isJson(value.value))
    return literal('json', value.value);
  if (!isCastable(value.type, type))
    return complain(site, 'type-mismatch', at, `${value.type} cannot be cast to ${type}`, castAdvice(value.type, type));
  if (value.is === 'literal' && value.value === null) return adapt(value, type);
  if (value.type === type) return value;
  if (!tries && value.is === 'literal' && value.value !== null && !isConvertible(value.value, value.type, type)) {
    return complain(site, 'bad-literal', at, `${value.value} is no ${type}`, [`try_cast(…, '${type}')`]);
  }
  if (type === 'boolean' && isInteger(value.type)) return built('not-equal', [value, literal(value.type, '0')], 'boolean');
  return convert(value, type, tries ? 'try' : 'cast');
};

const isJson = (text: string): boolean => {
  try {
    return JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
};

export const isCastable = (from: Type, to: Type): boolean => {
  if (from === to || from === 'null') return true;
  if (isArray(from) || isArray(to)) return false;
  if (isNumber(from)) return isNumber(to) || (to === 'text' && isExact(from)) || (to === 'boolean' && isInteger(from));
  if (from === 'boolean') return to === 'text' || to === 'int';
  if (from === 'text') return to === 'boolean' || to === 'date' || to === 'timestamp' || to === 'uuid' || (isNumber(to) && to !== 'float');
  if (isTime(from)) return isTime(to) || to === 'text';
  return (from === 'uuid' || from === 'json') && to === 'text';
};

/** Whether a cast that exists has a value for every value. */
export const isCertain = (from: Type, to: Type): boolean => {
  if (from === 'text') return to === 'text';
  if (!isNumber(from) || !isNumber(to)) return true;
  const [source, target] = [digitsOf(from), digitsOf(to)];
  if (isFloat(to)) return to === 'double' || source !== undefined;
  if (source === undefined || target === undefined) return false;
  if (from === 'int' && to === 'bigint') return true;
  // rounding may need one digit more; decimals are cut off where an integer is wanted
  const [has, room] = [source.precision - source.scale, (isInteger(to) ? target.precision - 1 : target.precision) - target.scale];
  return has < room || (has === room && (isInteger(to) || source.scale <= target.scale));
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
    nearest(name, ['int', 'bigint', 'decimal(18,2)', 'double', 'text', 'boolean', 'date', 'timestamp', 'timestamptz', 'uuid', 'text[]'])
  );
};

const castAdvice = (from: Type, to: Type): readonly string[] => {
  // the engines spell floats differently
  if (isFloat(from) && to === 'text') return ['cast(cast(… as decimal(18,6)) as text)'];
  if (isArray(from)) return to === 'text' ? ["array_join(…, ',')"] : ['…[1]'];
  if (isArray(to)) return from === 'text' ? ["split(…, ',')"] : [];
  if (to === 'json') return ['json_text(document, path) reads from one'];
  if (from === 'json') return ["json_text(…, '$.name')"];
  if (to === 'boolean') return ['… <> 0'];
  if (from === 'bytes') return to === 'text' ? ['md5(…)'] : [];
  if (to === 'bytes') return [];
  if (from === 'text') return to === 'float' ? ['cast(… as double)'] : ['cast(cast(… as timestamp) as timestamptz)'];
  if (isTime(from) && isNumber(to)) return ["datediff('day', date '1970-01-01', …)", 'year(…)'];
  if (isNumber(from) && isTime(to)) return ["to_date(cast(… as text), 'yyyyMMdd')", "date_add(date '1970-01-01', …)"];
  return from === 'boolean' && isNumber(to) ? [`cast(cast(… as int) as ${to})`] : ['a cast to text first'];
};
