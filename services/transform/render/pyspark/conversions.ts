// Casts in PySpark. With ANSI on a cast that fails raises, so each is guarded by a condition under which it cannot fail.
import type { Type } from '../../../../contracts/generated/types.ts';
import type { TypedExpr } from '../../plan.ts';
import { standingLiteral } from './columns.ts';
import { castTo } from './operators.ts';
import { atom, binary, bracketed, call, method, type Python, string } from './python.ts';
import type { Renderer } from './renderer.ts';

/** A value that must fit its column: rounded halves away from zero, raises where it does not fit. */
export const fitted = (value: Python, from: Type, to: Type): Python => {
  if (from.startsWith('decimal') && (to === 'int' || to === 'bigint')) return castTo(call('F.round', value), to);
  // by its own shortest text, not by that of the double it would become
  if (from === 'float' && to.startsWith('decimal')) return call('F.when', isOrdinary(value), castTo(castTo(value, 'text'), to));
  return castTo(value, to);
};

export const cast = (value: TypedExpr, to: Type, renderer: Renderer): Python => {
  const { type: from } = value;
  const column = renderer.column(value);
  if (from === 'text') return fromText(call('F.trim', renderer.named(value)), to, column);
  if (to === 'int' || to === 'bigint') return from === 'boolean' || from === 'int' ? castTo(column, to) : whole(column, from, to);
  if (to.startsWith('decimal')) return bounded(column, from, to);
  if (to === 'float') return call('F.when', binary(call('F.abs', renderer.named(value)), '<=', atom(greatestFloat)), castTo(column, to));
  return castTo(column, to);
};

const isOrdinary = (value: Python): Python => binary(call('F.abs', value), '<=', atom(greatestFloat));
const greatestFloat = '3.4028234663852886e38';

const between = (value: Python, low: Python, high: Python): Python =>
  binary(bracketed(binary(value, '>', low)), '&', bracketed(binary(value, '<', high)));

/** Decimals are cut off. */
const whole = (column: Python, from: Type, to: 'int' | 'bigint'): Python => {
  const value = bracketed(column);
  if (to === 'int') return call('F.when', between(value, atom('-2147483649'), atom('2147483648')), castTo(column, to));
  if (from === 'double' || from === 'float') {
    const [least, beyond] = [atom('-9223372036854775808.0'), atom('9223372036854775808.0')];
    return call('F.when', binary(bracketed(binary(value, '>=', least)), '&', bracketed(binary(value, '<', beyond))), castTo(column, to));
  }
  const limit = (text: string): Python => standingLiteral('decimal(19,0)', text);
  return call('F.when', between(value, limit('-9223372036854775809'), limit('9223372036854775808')), castTo(column, to));
};

const digitsOf = (type: Type): readonly [number, number] => {
  const [precision = 38, scale = 0] = type.match(/\d+/g)?.map(Number) ?? [];
  return [precision, scale];
};

const bounded = (column: Python, from: Type, to: Type): Python => {
  const [precision, scale] = digitsOf(to);
  const digits = precision - scale;
  if (from === 'double' || from === 'float') {
    // a float by its own shortest text: 0.1 and not 0.10000000149011612
    const value = from === 'float' ? castTo(column, 'text') : column;
    const rounded = call('F.abs', call('F.round', from === 'float' ? castTo(value, 'double') : value, atom(String(scale))));
    return call('F.when', binary(rounded, '<', atom(`1e${digits}`)), castTo(value, to));
  }
  // the absolute value of the least int is no int
  const exact = from.startsWith('decimal') ? column : castTo(column, 'decimal(19,0)');
  const [fromPrecision, fromScale] = from.startsWith('decimal') ? digitsOf(from) : [19, 0];
  if (fromPrecision - fromScale < digits || (fromPrecision - fromScale === digits && fromScale <= scale)) return castTo(column, to);
  // where no decimals are lost, rounding would only cost time
  const rounded = fromScale <= scale ? exact : call('F.round', exact, atom(String(scale)));
  return call('F.when', binary(call('F.abs', rounded), '<', powerOfTen(digits)), castTo(column, to));
};

const powerOfTen = (digits: number): Python =>
  digits < 18 ? atom(`1${'0'.repeat(digits)}`) : standingLiteral(`decimal(${Math.min(38, digits + 1)},0)`, `1${'0'.repeat(digits)}`);

// \z and not $: in Java $ also matches before a last line break
const matches = (value: Python, pattern: string): Python => method(value, 'rlike', atom(`r"^${pattern}\\z"`));

const fromText = (trimmed: Python, to: Type, column: Python): Python => {
  if (to === 'int' || to === 'bigint') {
    const number = whole(castTo(trimmed, 'decimal(38,0)'), 'decimal(38,0)', to);
    return call('F.when', matches(trimmed, '[+-]?[0-9]{1,38}'), number);
  }
  if (to === 'double') {
    const number = castTo(trimmed, 'double');
    const finite = call('F.when', binary(call('F.abs', number), '<=', atom('1.7976931348623157e308')), number);
    return call('F.when', matches(trimmed, `${float}([eE][+-]?[0-9]{1,3})?`), finite);
  }
  if (to === 'date')
    return call('F.when', matches(trimmed, day), castTo(call('F.try_to_timestamp', trimmed, call('F.lit', string('yyyy-MM-dd'))), 'date'));
  if (to === 'timestamp') return call('F.when', matches(trimmed, `${day}([ T]${clock})?`), call('F.try_to_timestamp', trimmed));
  if (to === 'uuid')
    return call('F.when', matches(trimmed, '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'), call('F.lower', trimmed));
  if (to === 'boolean') {
    const isWord = (...words: readonly string[]): Python => method(call('F.lower', trimmed), 'isin', ...words.map(string));
    const yes = call('F.when', isWord('t', 'true', 'y', 'yes', '1'), atom('True'));
    return method(yes, 'when', isWord('f', 'false', 'n', 'no', '0'), atom('False'));
  }
  return to.startsWith('decimal') ? decimalFromText(trimmed, to) : castTo(column, to);
};

/** The pattern allows no more digits before the point than fit, so only rounding can still add one. */
const decimalFromText = (trimmed: Python, to: Type): Python => {
  const [precision, scale] = digitsOf(to);
  const digits = precision - scale;
  const pattern = `[+-]?(?=[.]?[0-9])0{0,38}[0-9]{0,${digits}}([.][0-9]{0,38})?`;
  const wider = `decimal(${Math.min(38, precision + 1)},${scale})`;
  const plain = call('F.when', matches(trimmed, pattern), bounded(castTo(trimmed, wider), wider, to));
  // a number with an exponent is one that a double was printed as
  return method(plain, 'when', matches(trimmed, `${float}[eE][+-]?[0-9]{1,3}`), bounded(castTo(trimmed, 'double'), 'double', to));
};

const float = '[+-]?([0-9]{1,38}([.][0-9]{0,38})?|[.][0-9]{1,38})';
// to Spark there is a year 0
const day = '(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])';
const clock = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6})?)?';
