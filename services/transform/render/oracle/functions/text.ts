// Functions on text in PostgreSQL.
import { type Call, literalNumber, literalText, lowered, plain, type Render, uppered } from './arguments.ts';

export const textFunctions: Readonly<Record<string, Render>> = {
  concat: (args) => `(${args.join(' || ')})`,
  concat_ws: plain('concat_ws'),
  upper: ([value]) => uppered(value),
  lower: ([value]) => lowered(value),
  initcap: ([value]) => capitals(value),
  trim: plain('btrim'),
  ltrim: plain('ltrim'),
  rtrim: plain('rtrim'),
  length: plain('length'),
  substring: (args, call) => substring(args, call),
  left: ([value, n], call) => `left(${value}, ${notNegative(n, call.args[1])})`,
  right: ([value, n], call) => `right(${value}, ${notNegative(n, call.args[1])})`,
  replace: plain('replace'),
  translate: plain('translate'),
  reverse: plain('reverse'),
  repeat: plain('repeat'),
  split_part: plain('split_part'),
  md5: plain('md5'),
  sha2: ([value], { args }) =>
    `encode(sha${literalText(args[1])}(${args[0]?.type === 'bytes' ? value : `convert_to(${value}, 'UTF8')`}), 'hex')`,
  starts_with: plain('starts_with'),
  ends_with: ([value, end]) => `(right(${value}, length(${end})) = ${end})`,
  contains: ([value, part]) => `(strpos(${value}, ${part}) > 0)`,
  position: ([part, value]) => `strpos(${value}, ${part})`,
  lpad: plain('lpad'),
  rpad: plain('rpad'),
};

/** Words end at a blank and nowhere else. A letter whose capital would be two, as ß, stays. */
const capitals = (value: string | undefined): string => {
  const first = 'left(w.word, 1)';
  const capital = `initcap(${first} collate "und-x-icu")`;
  const words = `string_agg((case when length(${capital}) = 1 then ${capital} else ${first} end) || substr(w.word, 2), ' ' order by w.at)`;
  return `(select coalesce(${words}, '') collate "C" from unnest(string_to_array(${lowered(value)}, ' ')) with ordinality as w(word, at) having ${value} is not null)`;
};

/** PostgreSQL counts a negative length from the other end; the language has no characters then. */
const notNegative = (sql: string | undefined, value: Parameters<typeof literalNumber>[0]): string =>
  (literalNumber(value) ?? -1) >= 0 ? `${sql}` : `case when ${sql} < 0 then 0 else ${sql} end`;

const substring = ([value, from, count]: readonly string[], { args }: Call): string => {
  const known = literalNumber(args[1]);
  const start =
    known !== undefined && known > 0
      ? from
      : `case when ${from} = 0 then 1 when ${from} > 0 then ${from} else length(${value}) + ${from} + 1 end`;
  return count === undefined ? `substr(${value}, ${start})` : `substr(${value}, ${start}, ${notNegative(count, args[2])})`;
};
