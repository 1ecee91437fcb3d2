// Functions on text that take it apart, turn it around or stand for it.
import { createHash } from 'node:crypto';
import { NoMeaning } from '../raised.ts';
import { adapted, strict, type Typed } from '../typed.ts';
import { at, type Family, text, writtenNumber, writtenText } from './arguments.ts';

export const pieceFunctions: Family = {
  translate: (args) => {
    const [from, to] = [Array.from(writtenText(args, 1)), Array.from(writtenText(args, 2))];
    return strict('text', [text(args, 0)], ([value]) =>
      Array.from(value as string)
        .map((character) => {
          const place = from.indexOf(character);
          return place < 0 ? character : (to[place] ?? '');
        })
        .join(''),
    );
  },
  reverse: (args) =>
    strict('text', [text(args, 0)], ([value]) =>
      Array.from(value as string)
        .toReversed()
        .join(''),
    ),
  repeat: (args) => {
    const times = Math.max(0, writtenNumber(args, 1, 0));
    return strict('text', [text(args, 0)], ([value]) => String(value).repeat(times));
  },
  split_part: (args) => {
    const [separator, n] = [writtenText(args, 1), writtenNumber(args, 2, 1)];
    if (separator === '' || n === 0) throw new NoMeaning('parts are counted from 1 between separators');
    return strict(
      'text',
      [text(args, 0)],
      ([value]) =>
        String(value)
          .split(separator)
          .at(n > 0 ? n - 1 : n) ?? '',
    );
  },
  md5: (args) => hashed(args, 'md5'),
  sha2: (args) => hashed(args, `sha${writtenNumber(args, 1, 0)}`),
};

/** Of text its UTF-8 bytes. */
const hashed = (args: readonly Typed[], method: string): Typed => {
  const value = at(args, 0).type === 'bytes' ? at(args, 0) : adapted(at(args, 0), 'text');
  const encoding = value.type === 'bytes' ? 'hex' : 'utf8';
  return strict('text', [value], ([bytes]) =>
    createHash(method)
      .update(Buffer.from(String(bytes), encoding))
      .digest('hex'),
  );
};
