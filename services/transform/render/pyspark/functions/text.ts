// Functions on text in PySpark.
import type { TypedExpr } from '../../../plan.ts';
import { first, known, second } from '../operators.ts';
import { atom, binary, bracketed, call, method, string } from '../python.ts';
import type { Render } from '../renderer.ts';
import { isLiteral, simple, textOf } from './arguments.ts';

const asMethod =
  (name: string): Render =>
  (args, renderer) =>
    method(bracketed(renderer.column(first(args))), name, renderer.bare(second(args)));

/** Whether a position can be the one number that substr takes wrongly; what is counted or found in a text is never negative. */
const mayBeLeastInt = (value: TypedExpr): boolean => {
  if (value.is === 'literal') return value.value === '-2147483648';
  if (value.is !== 'call') return true;
  if (value.name === 'add' || value.name === 'subtract') return value.args.some(mayBeLeastInt);
  return value.name !== 'position' && value.name !== 'length';
};

export const textFunctions: Readonly<Record<string, Render>> = {
  concat: simple('F.concat'),
  concat_ws: ([separator, ...parts], renderer) => call('F.concat_ws', renderer.bare(known(separator)), ...parts.map(renderer.named)),
  upper: simple('F.upper'),
  lower: simple('F.lower'),
  initcap: simple('F.initcap'),
  trim: (args, renderer) =>
    args.length === 1
      ? call('F.trim', renderer.named(first(args)))
      : call('F.btrim', renderer.named(first(args)), renderer.column(second(args))),
  ltrim: trimmed('F.ltrim', (characters) => `^[${characters}]+`),
  rtrim: trimmed('F.rtrim', (characters) => `[${characters}]+\\z`),
  length: simple('F.length'),
  substring: (args, renderer) => {
    const [value, from, count] = args;
    if (args.length === 3 && isLiteral(from) && isLiteral(count)) {
      return call('F.substring', renderer.named(known(value)), renderer.bare(known(from)), renderer.bare(known(count)));
    }
    if (args.length === 3 || !mayBeLeastInt(known(from))) return call('F.substr', ...args.map(renderer.named));
    // without a length the end is the position plus the greatest int: from the least int on that is one too little
    const start = renderer.column(known(from));
    const moved = method(call('F.when', binary(bracketed(start), '==', atom('-2147483648')), atom('-2147483647')), 'otherwise', start);
    return call('F.substr', renderer.named(known(value)), moved);
  },
  left: simple('F.left'),
  right: simple('F.right'),
  replace: simple('F.replace'),
  translate: ([value, from, to], renderer) =>
    call('F.translate', renderer.named(known(value)), renderer.bare(known(from)), renderer.bare(known(to))),
  reverse: simple('F.reverse'),
  repeat: ([value, n], renderer) => call('F.repeat', renderer.named(known(value)), renderer.bare(known(n))),
  split_part: simple('F.split_part'),
  md5: simple('F.md5'),
  sha2: ([value, bits], renderer) => call('F.sha2', renderer.named(known(value)), renderer.bare(known(bits))),
  starts_with: asMethod('startswith'),
  ends_with: asMethod('endswith'),
  contains: asMethod('contains'),
  position: ([part, whole], renderer) =>
    isLiteral(part)
      ? call('F.instr', renderer.named(known(whole)), renderer.bare(known(part)))
      : call('F.position', renderer.named(known(part)), renderer.named(known(whole))),
  lpad: padded('F.lpad'),
  rpad: padded('F.rpad'),
};

/** PySpark's own takes blanks away and nothing else. */
function trimmed(name: string, pattern: (characters: string) => string): Render {
  return (args, renderer) => {
    const value = renderer.named(first(args));
    if (args.length === 1) return call(name, value);
    return call('F.regexp_replace', value, string(pattern(textOf(args[1]).replace(/[\\\]^[&-]/g, '\\$&'))), string(''));
  };
}

function padded(name: string): Render {
  return ([value, length, fill], renderer) =>
    call(name, renderer.named(known(value)), renderer.bare(known(length)), fill === undefined ? string(' ') : renderer.bare(fill));
}
