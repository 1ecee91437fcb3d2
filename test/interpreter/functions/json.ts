// JSON documents, which are texts: their values by path.
import { type JsonPlace, jsonPlace } from '../json-text.ts';
import { NoMeaning } from '../raised.ts';
import { adapted, strict } from '../typed.ts';
import { at, type Family, writtenText } from './arguments.ts';

export const jsonFunctions: Family = {
  json_text: (args) => {
    const steps = stepsOf(writtenText(args, 1));
    return strict('text', [adapted(at(args, 0), 'json')], ([document]) => {
      const found = steps.reduce<JsonPlace | undefined>((place, step) => place?.inside(step), jsonPlace(String(document)));
      if (found === undefined || found.kind === 'null') return null;
      const text = found.kind === 'string' ? String(JSON.parse(found.text)) : compact(found.text);
      // of an element, and of a whole document, the text null is nothing too
      return text === 'null' && typeof steps.at(-1) !== 'string' ? null : text;
    });
  },
  json_array_length: (args) =>
    strict('int', [adapted(at(args, 0), 'json')], ([document]) => {
      const { elements } = jsonPlace(String(document));
      return elements === undefined ? null : BigInt(elements.length);
    }),
};

const stepsOf = (path: string): readonly (string | number)[] => {
  const steps = [...path.slice(1).matchAll(/\.([^.[\]"]+)|\[(\d+)\]|\["([^"]+)"\]/g)];
  if (path.charAt(0) !== '$' || steps.map(([all]) => all).join('') !== path.slice(1)) throw new NoMeaning(`${path} is no path`);
  return steps.map(([, plain, position, quoted]) => (position === undefined ? (plain ?? quoted ?? '') : Number(position)));
};

/** Without blanks, and numbers with decimals as Java prints a double: 12.50 is 12.5, 1e7 is 1.0E7. */
const compact = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|-?[0-9.]+(?:[eE][+-]?[0-9]+)?|\s+/g, (token) => {
    if (token.startsWith('"')) return token.replace(/[\u{10000}-\u{10ffff}]/gu, escapedPair);
    if (/^\s/.test(token)) return '';
    return /[.eE]/.test(token) ? javaDouble(Number(token)) : token;
  });

/** Characters beyond the first 65536 stand as their two halves. */
const escapedPair = (character: string): string =>
  character.replace(/./gs, (half) => `\\u${half.charCodeAt(0).toString(16).toUpperCase()}`);

const javaDouble = (value: number): string => {
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-3 && size < 1e7)) return Number.isInteger(value) ? `${value}.0` : String(value);
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
};
