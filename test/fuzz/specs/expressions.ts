// Random expressions over given columns.
import { callables, callsFor, callText, resultWants } from './expressions/calls.ts';
import { type Known, type Make, quoted, type Want, wantOf } from './expressions/wants.ts';
import type { Random } from './random.ts';

export { type Known, quoted, type Want, wantOf, wants } from './expressions/wants.ts';

/** Text of an expression that probably has the type; the checker has the last word. */
export const expressionOf = (want: Want, columns: readonly Known[], random: Random, depth: number): string => {
  const make = (of: Want, less = 1): string => expressionOf(of, columns, random, depth - less);
  const own = columns.filter(({ type }) => wantOf(type) === want);
  if (depth <= 0 || random.chance(0.25)) return leaf(want, own, random);
  if (random.chance(0.12)) return choice(want, make, random);
  if (random.chance(0.06)) return tried(want, make, random);
  const operator = random.chance(0.35) ? operatorOf(want, make, columns, random) : undefined;
  if (operator !== undefined) return operator;
  const call = random.pick(callsFor(want));
  return callText(call, want, make, random);
};

/** Functions that are several by their unit, pattern or path. */
const manifold = new Set(['datediff', 'date_trunc', 'months_between', 'json_text', 'date_format', 'upper']);
const weighted = callables.flatMap((each) => (manifold.has(each.name) ? [each, each, each] : [each]));

/** A call of any function, each about as often as the others. */
export const anyCallOf = (columns: readonly Known[], random: Random, depth: number): string => {
  const call = random.pick(weighted);
  const want = random.pick(resultWants(call));
  return callText(call, want, (of, less = 1) => expressionOf(of, columns, random, depth - less), random);
};

export const conditionOf = (columns: readonly Known[], random: Random): string =>
  condition((of, less = 1) => expressionOf(of, columns, random, 2 - less), columns, random);

const leaf = (want: Want, own: readonly Known[], random: Random): string => {
  const chosen = own.length > 0 && random.chance(0.8) ? random.pick(own) : undefined;
  return chosen === undefined ? random.pick(literals[want]) : (chosen.written ?? quoted(chosen.name));
};

const literals: Readonly<Record<Want, readonly string[]>> = {
  int: ['0', '1', '2', '-1', '7', '100', 'cast(null as int)'],
  bigint: ['cast(3 as bigint)', '3000000000', 'cast(null as bigint)'],
  decimal: ['0.5', '1.10', '-2.25', '100.0', '0.001'],
  double: ['cast(1.5 as double)', 'cast(0 as double)', 'cast(-0.25 as double)'],
  text: ["'a'", "'straße'", "'Ab'", "''", "' x '", "'12'", "'é😀'", "'a%_'", 'cast(null as text)'],
  boolean: ['true', 'false', 'cast(null as boolean)'],
  date: ["date '2024-02-29'", "date '2024-12-31'", "date '1999-01-31'"],
  timestamp: ["timestamp '2024-03-31 02:30:00'", "timestamp '2024-10-27 02:30:00'", "timestamp '2024-02-29 23:59:59.5'"],
  timestamptz: ["cast(timestamp '2024-10-27 00:30:00' as timestamptz)"],
  uuid: ["cast('0f8fad5b-d9cb-469f-a165-70867728950e' as uuid)"],
  json: ['cast(null as json)', `cast('{"a": {"b": [1, "x", 12.50]}, "c": null}' as json)`, `cast('[1, null, "null"]' as json)`],
  'text[]': ["split('a,b,,c', ',')", "split('', ',')"],
};

/** Types that a cast to the type may start from, and how the type is spelled in it. */
const castable: Readonly<Partial<Record<Want, readonly [readonly Want[], readonly string[]]>>> = {
  int: [['text', 'decimal', 'double', 'bigint', 'boolean'], ['int']],
  bigint: [['text', 'decimal', 'double'], ['bigint']],
  decimal: [
    ['text', 'int', 'double', 'decimal'],
    ['decimal(12,2)', 'decimal(5,1)', 'decimal(38,10)', 'decimal(9,0)'],
  ],
  double: [['text', 'decimal', 'int'], ['double']],
  boolean: [['text', 'int', 'bigint'], ['boolean']],
  date: [['text', 'timestamp'], ['date']],
  timestamp: [['text', 'date'], ['timestamp']],
  text: [['boolean', 'timestamp', 'decimal', 'uuid'], ['text']],
};

const tried = (want: Want, make: Make, random: Random): string => {
  const [from, types] = castable[want] ?? [[want], []];
  if (types.length === 0) return make(want);
  const value = make(random.pick(from));
  return random.chance(0.5) ? `try_cast(${value}, '${random.pick(types)}')` : `cast(${value} as ${random.pick(types)})`;
};

const choice = (want: Want, make: Make, random: Random): string => {
  if (random.chance(0.4)) return `coalesce(${make(want)}, ${make(want)})`;
  const otherwise = random.chance(0.7) ? ` else ${make(want)}` : '';
  return random.chance(0.7)
    ? `case when ${make('boolean')} then ${make(want)}${random.chance(0.5) ? ` when ${make('boolean')} then ${make(want)}` : ''}${otherwise} end`
    : `case ${make('int', 2)} when 1 then ${make(want)} when ${make('int', 3)} then ${make(want)}${otherwise} end`;
};

const operatorOf = (want: Want, make: Make, columns: readonly Known[], random: Random): string | undefined => {
  const numbers = ['int', 'bigint', 'decimal', 'double'] as const;
  switch (want) {
    case 'int':
    case 'bigint':
      return random.chance(0.2)
        ? `cast(${make(random.pick([...numbers, 'text'] as const))} as ${want})`
        : `(${make(want)} ${random.pick(['+', '-', '*', '%'])} ${make(want)})`;
    case 'decimal':
      if (random.chance(0.25))
        return `cast(${make(random.pick([...numbers, 'text'] as const))} as decimal(${random.pick(['12,2', '18,4', '38,10', '9,0'])}))`;
      return random.chance(0.3)
        ? `(${make('int')} / ${make('int')})`
        : `(${make('decimal')} ${random.pick(['+', '-', '*', '/', '%'])} ${make(random.pick(['decimal', 'int'] as const))})`;
    case 'double':
      return random.chance(0.3)
        ? `cast(${make(random.pick(['int', 'decimal', 'text'] as const))} as double)`
        : `(${make('double')} ${random.pick(['+', '-', '*', '/'])} ${make(random.pick(['double', 'int'] as const))})`;
    case 'text':
      if (random.chance(0.15)) return `(${make('text[]')})[${random.pick(['1', '2', '3', make('int', 2)])}]`;
      return random.chance(0.5)
        ? `(${make('text')} || ${make('text')})`
        : `cast(${make(random.pick(['int', 'decimal', 'date', 'timestamp', 'boolean'] as const))} as text)`;
    case 'boolean':
      return condition(make, columns, random);
    case 'date':
      if (random.chance(0.5)) return moved('date', ['days', 'weeks', 'months', 'years'], make, random);
      return `cast(${make(random.pick(['timestamp', 'text', 'timestamptz'] as const))} as date)`;
    case 'timestamp':
      if (random.chance(0.5)) return moved('timestamp', [...allDurations], make, random);
      return `cast(${make(random.pick(['date', 'text', 'timestamptz'] as const))} as timestamp)`;
    case 'timestamptz':
      if (random.chance(0.4)) return moved('timestamptz', [...allDurations], make, random);
      return `cast(${make('timestamp')} as timestamptz)`;
    default:
      return undefined;
  }
};

const allDurations = ['days', 'weeks', 'months', 'years', 'hours', 'minutes', 'seconds'] as const;

const moved = (want: Want, durations: readonly string[], make: Make, random: Random): string =>
  `(${make(want)} ${random.pick(['+', '-'])} ${random.pick(durations)}(${random.chance(0.5) ? random.pick(['1', '-1', '3', '13', '0']) : make('int', 2)}))`;

const comparable = ['int', 'bigint', 'decimal', 'double', 'text', 'date', 'timestamp', 'uuid'] as const;

const condition = (make: Make, columns: readonly Known[], random: Random): string => {
  const present = columns.map(({ type }) => wantOf(type)).filter((each) => comparable.some((one) => one === each));
  const of = (present.length > 0 && random.chance(0.8) ? random.pick(present) : random.pick(comparable)) as Want;
  const forms: readonly (() => string)[] = [
    // a date widens beside a timestamp, an int beside a decimal
    () =>
      `(${make(random.pick(['date', 'int'] as const))} ${random.pick(['=', '<', '>='])} ${make(random.pick(['timestamp', 'decimal', 'bigint'] as const))})`,
    () => `cast(${make('int')} as boolean)`,
    () =>
      `(${make('text')} ${random.pick(['', 'not '])}like ${random.pick(["'!%%' escape '!'", "'%!_%' escape '!'", "'a#%' escape '#'"])})`,
    () => `(${make(of)} ${random.pick(['=', '<>', '<', '<=', '>', '>='])} ${make(of)})`,
    () => `(${make(of)} is ${random.pick(['', 'not '])}distinct from ${make(of)})`,
    () => `(${make(of)} is ${random.pick(['', 'not '])}null)`,
    () => `(${make(of)} ${random.pick(['', 'not '])}in (${make(of)}, ${make(of)}, ${make(of, 2)}))`,
    () => `(${make(of)} ${random.pick(['', 'not '])}between ${make(of)} and ${make(of)})`,
    () =>
      `(${make('text')} ${random.pick(['', 'not '])}${random.pick(['like', 'ilike'])} ${random.pick(["'a%'", "'w%'", "'%A%'", "'v%'", "'_b%'", "'%\\\\_%'", "'%É%'", "'!%%' escape '!'", "'%!_%' escape '!'"])})`,
    () => `(${make('boolean')} ${random.pick(['and', 'or'])} ${make('boolean')})`,
    () => `(not ${make('boolean')})`,
    () => `(${make('boolean')} is ${random.pick(['', 'not '])}${random.pick(['true', 'false', 'unknown'])})`,
  ];
  return random.pick(forms)();
};
