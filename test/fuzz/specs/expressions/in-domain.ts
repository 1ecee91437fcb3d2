// Arguments for which a function has something to say.
import type { Random } from '../random.ts';
import type { Make, Want } from './wants.ts';

const units = ["'year'", "'quarter'", "'month'", "'week'", "'day'", "'hour'", "'minute'", "'second'"] as const;

// what a week starts with is easily wrong
const dateUnits = [...units.slice(0, 5), "'week'"] as const;

const clockUnits = units.slice(5);

const zones = ["'Europe/Vienna'", "'Europe/Vienna'", "'America/New_York'", "'Asia/Kolkata'", "'UTC'"] as const;

const dayPatterns = ["'yyyy-MM-dd'", "'d.M.yyyy'", "'dd/MM/yyyy'", "'yyyyMMdd'"] as const;

const clockPatterns = ["'yyyy-MM-dd HH:mm:ss'", "'dd.MM.yyyy HH:mm'", "'yyyyMMddTHHmmss.SSS'", "'yyyy-MM-dd HH:mm:ss.SSSSSS'"] as const;

const wordPatterns = ["'EEE d MMM yyyy'", "'EEEE, dd MMMM yyyy'", "'M/d/yyyy'", "'yyyy-MM'"] as const;

/** Arguments for which a function has something to say: text that shows a date by the pattern, a month from 1 to 12, a unit of its own. */
export const inDomain: Readonly<Record<string, (make: Make, random: Random, want: Want) => readonly string[] | undefined>> = {
  date_trunc: (make, random, want) => {
    const of = want === 'timestamp' || want === 'timestamptz' ? want : 'date';
    return [random.pick(of === 'date' ? dateUnits : units), make(of)];
  },
  datediff: (make, random, want) => {
    const of = want === 'bigint' ? 'timestamp' : random.pick(['date', 'timestamp'] as const);
    return [random.pick(want === 'bigint' ? clockUnits : [...dateUnits, "'week'", "'week'"]), make(of), make(of)];
  },
  months_between: (make, random, want) => {
    const of = random.pick(['date', 'timestamp'] as const);
    return [make(of), make(of), ...(want === 'int' ? ["'whole'"] : [])];
  },
  next_day: (make, random) => [make('date'), random.pick(["'monday'", "'wednesday'", "'saturday'", "'sunday'"])],
  at_zone: (make, random, want) => [make(want === 'timestamp' ? 'timestamptz' : 'timestamp'), random.pick(zones)],
  make_date: (make, random) =>
    random.chance(0.5)
      ? [`year(${make('date')})`, String(1 + random.below(13)), `day(${make('date')})`]
      : ['2023', `month(${make('date')})`, random.pick(['29', '31', '0', '1'])],
  to_date: (make, random) => {
    const pattern = random.pick(dayPatterns);
    return [random.chance(0.75) ? `date_format(${make('date')}, ${pattern})` : make('text'), pattern];
  },
  to_timestamp: (make, random) => {
    const pattern = random.pick(clockPatterns);
    return [random.chance(0.75) ? `date_format(${make('timestamp')}, ${pattern})` : make('text'), pattern];
  },
  date_format: (make, random) => {
    const of = random.pick(['date', 'timestamp'] as const);
    return [make(of), random.pick(of === 'date' ? [...dayPatterns, ...wordPatterns] : [...clockPatterns, ...wordPatterns])];
  },
  round: (make, random, want) => [make(want), ...(random.chance(0.3) ? [] : [random.pick(['0', '1', '2', '-1'])])],
  json_text: (make, random) => [
    make('json'),
    random.pick(["'$.a'", "'$.a.b[1]'", "'$.b'", "'$.b[0]'", "'$.c.d'", "'$[0]'", "'$[1]'", `'$["c"]'`, "'$'", "'$[2]'"]),
  ],
  json_array_length: (make, random) => [random.chance(0.4) ? `cast('[1, [2, 3]]' as json)` : make('json')],
  array_contains: (make, random) => [make('text[]'), random.pick(["'a'", "'b'", make('text')])],
  split: (make, random) => [make('text'), random.pick(["','", "' '", "'.'", "'-'"])],
  split_part: (make, random) => [make('text'), random.pick(["','", "' '", "'-'"]), random.pick(['1', '2', '-1', '3'])],
  ltrim: (make, random) => [make('text'), ...(random.chance(0.6) ? [random.pick(["' a'", "'1-'", "'ae'"])] : [])],
  rtrim: (make, random) => [make('text'), ...(random.chance(0.6) ? [random.pick(["' a'", "'b0'", "'zc'"])] : [])],
  substring: (make, random) => [
    make('text'),
    random.pick(['1', '2', '-2', '0', '-1', make('int', 2)]),
    ...(random.chance(0.6) ? [random.pick(['1', '2', '0', make('int', 2)])] : []),
  ],
  regexp_like: (make, random) => [make('text'), random.pick(["'^[A-Za-z]+$'", "'(?i)^a'", "'[0-9]'", "'b|e'", "'^\\s'"])],
  regexp_extract: (make, random) => [make('text'), random.pick(["'[a-z]+'", "'[0-9]+'", "'.'"])],
  div: (make, random) => [make('int'), random.pick(['2', '3', '-2', make('int')])],
  ln: (make) => [`(abs(${make('int')}) + 1)`],
  log10: (make) => [`(abs(${make('int')}) + 1)`],
  sqrt: (make) => [`abs(${make('decimal')})`],
  power: (make, random) => [make('int'), random.pick(['2', '3', '0.5', '-1', make('int', 2)])],
  exp: (make) => [`(${make('int')} % 20)`],
  repeat: (make, random) => [make('text'), random.pick(['0', '2', '3', '-1'])],
  lpad: (make, random) => [make('text'), random.pick(['0', '2', '5']), random.pick(["'0'", "' '", "'xy'"])],
  rpad: (make, random) => [make('text'), random.pick(['0', '2', '5']), random.pick(["'0'", "' '", "'xy'"])],
};
