// Times written and read by patterns in PostgreSQL.
import { type TimePart, timePattern } from '../../../patterns/time-pattern.ts';
import { text } from '../names.ts';
import { type Call, literalText, onceMade, type Render } from './arguments.ts';
import { madeDate } from './times.ts';

export const formatFunctions: Readonly<Record<string, Render>> = {
  to_date: ([value], call) => read(value, call, dateOf),
  to_timestamp: ([value], call) => read(value, call, timestampOf),
  date_format: ([time], call) =>
    `to_char(${time}${call.args[0]?.type === 'date' ? '::timestamp' : ''}, ${text(template(literalText(call.args[1])))})`,
};

const partsOf = (pattern: string, use: 'read' | 'write'): readonly TimePart[] => {
  const parts = timePattern(pattern, use);
  if (typeof parts === 'string') throw new Error(`the plan has a time pattern that is none: ${parts}`);
  return parts;
};

/** As to_char writes it: everything between the parts in quotes. */
const template = (pattern: string): string =>
  partsOf(pattern, 'write')
    .map((part) => (part.is === 'between' ? `"${part.text}"` : (templates[part.letter.repeat(part.length)] ?? '')))
    .join('');

const templates: Readonly<Record<string, string>> = {
  yyyy: 'YYYY',
  MM: 'MM',
  M: 'FMMM',
  MMM: 'Mon',
  MMMM: 'FMMonth',
  dd: 'DD',
  d: 'FMDD',
  HH: 'HH24',
  H: 'FMHH24',
  mm: 'MI',
  ss: 'SS',
  SSS: 'MS',
  SSSSSS: 'US',
  EEE: 'Dy',
  EEEE: 'FMDay',
};

type Fields = Readonly<Record<string, string>>;

/** One regular expression takes the text apart; then the parts are numbers. */
const read = (value: string | undefined, { args }: Call, of: (fields: Fields) => string): string => {
  const parts = partsOf(literalText(args[1]), 'read');
  const regular = parts
    .map((part) => (part.is === 'between' ? part.text.replaceAll('.', '[.]') : digitsOf(part.letter, part.length)))
    .join('');
  const letters = parts.flatMap((part) => (part.is === 'field' ? [part.letter] : []));
  return onceMade(`regexp_match(btrim(${value}), '^${regular}$')`, args, (match) =>
    of(Object.fromEntries(letters.map((letter, at) => [letter, `(${match})[${at + 1}]`]))),
  );
};

const digitsOf = (letter: string, length: number): string => {
  if (letter === 'S') return `([0-9]{1,${length}})`;
  return length === 1 ? '([0-9]{1,2})' : `([0-9]{${length}})`;
};

const number = (sql: string | undefined): string => `${sql}::integer`;
const dateOf = ({ y, M, d }: Fields): string => madeDate(number(y), number(M), number(d));

const timestampOf = (fields: Fields): string => {
  const { H, m, s, S } = fields;
  const clock = [H && `${number(H)} <= 23`, m && `${number(m)} <= 59`, s && `${number(s)} <= 59`].filter((each) => each !== undefined);
  const seconds = S === undefined ? number(s ?? `'0'`) : `(${s} || '.' || ${S})::double precision`;
  const interval = `make_interval(hours => ${number(H ?? `'0'`)}, mins => ${number(m ?? `'0'`)}, secs => ${seconds})`;
  const whole = `(${dateOf(fields)}) + ${interval}`;
  return clock.length === 0 ? whole : `case when ${clock.join(' and ')} then ${whole} end`;
};
