// Random expressions over given columns. Functions come from the signatures themselves, so a new one is tried without a word here.
import type { Type } from '../../../contracts/generated/types.ts';
import { functions } from '../../../services/transform/check/functions/all.ts';
import type { Kind, Parameter, Signature } from '../../../services/transform/check/functions/signature.ts';
import type { Random } from './random.ts';

export type Known = { readonly name: string; readonly type: Type };
/** What is wanted: a type without its digits. */
export type Want =
  | 'int'
  | 'bigint'
  | 'decimal'
  | 'double'
  | 'text'
  | 'boolean'
  | 'date'
  | 'timestamp'
  | 'timestamptz'
  | 'uuid'
  | 'json'
  | 'text[]';
export const wants: readonly Want[] = [
  'int',
  'bigint',
  'decimal',
  'double',
  'text',
  'boolean',
  'date',
  'timestamp',
  'timestamptz',
  'uuid',
  'json',
  'text[]',
];

/** Text of an expression that probably has the type; the checker has the last word. */
export const expressionOf = (want: Want, columns: readonly Known[], random: Random, depth: number): string => {
  const make = (of: Want, less = 1): string => expressionOf(of, columns, random, depth - less);
  const own = columns.filter(({ type }) => wantOf(type) === want);
  if (depth <= 0 || random.chance(0.25)) return leaf(want, own, random);
  if (random.chance(0.12)) return choice(want, make, random);
  const operator = random.chance(0.35) ? operatorOf(want, make, columns, random) : undefined;
  if (operator !== undefined) return operator;
  const call = random.pick(callsFor(want));
  return callText(call, want, make, random);
};

export const wantOf = (type: Type): Want | undefined => {
  if (type.startsWith('decimal')) return 'decimal';
  if (type === 'float') return 'double';
  return wants.find((want) => want === type);
};

export const quoted = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

const leaf = (want: Want, own: readonly Known[], random: Random): string => {
  if (own.length > 0 && random.chance(0.8)) return quoted(random.pick(own).name);
  return random.pick(literals[want]);
};

const literals: Readonly<Record<Want, readonly string[]>> = {
  int: ['0', '1', '2', '-1', '7', '100', 'cast(null as int)'],
  bigint: ['cast(3 as bigint)', '3000000000', 'cast(null as bigint)'],
  decimal: ['0.5', '1.10', '-2.25', '100.0', '0.001'],
  double: ['cast(1.5 as double)', 'cast(0 as double)', 'cast(-0.25 as double)'],
  text: ["'a'", "'Ab'", "''", "' x '", "'12'", "'é😀'", "'a%_'", 'cast(null as text)'],
  boolean: ['true', 'false', 'cast(null as boolean)'],
  date: ["date '2024-02-29'", "date '2024-12-31'", "date '1999-01-31'"],
  timestamp: ["timestamp '2024-03-31 02:30:00'", "timestamp '2024-02-29 23:59:59.5'"],
  timestamptz: ["cast(timestamp '2024-10-27 00:30:00' as timestamptz)"],
  uuid: ["cast('0f8fad5b-d9cb-469f-a165-70867728950e' as uuid)"],
  json: ['cast(null as json)'],
  'text[]': ["split('a,b,,c', ',')"],
};

type Make = (want: Want, less?: number) => string;

const choice = (want: Want, make: Make, random: Random): string => {
  if (random.chance(0.4)) return `coalesce(${make(want)}, ${make(want)})`;
  const otherwise = random.chance(0.7) ? ` else ${make(want)}` : '';
  return random.chance(0.7)
    ? `case when ${make('boolean')} then ${make(want)}${random.chance(0.3) ? ` when ${make('boolean')} then ${make(want)}` : ''}${otherwise} end`
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
      return random.chance(0.5)
        ? `(${make('text')} || ${make('text')})`
        : `cast(${make(random.pick(['int', 'decimal', 'date', 'timestamp', 'boolean'] as const))} as text)`;
    case 'boolean':
      return condition(make, columns, random);
    case 'date':
      return `cast(${make(random.pick(['timestamp', 'text', 'timestamptz'] as const))} as date)`;
    case 'timestamp':
      return `cast(${make(random.pick(['date', 'text', 'timestamptz'] as const))} as timestamp)`;
    case 'timestamptz':
      return `cast(${make('timestamp')} as timestamptz)`;
    default:
      return undefined;
  }
};

const comparable = ['int', 'bigint', 'decimal', 'double', 'text', 'date', 'timestamp', 'uuid'] as const;

const condition = (make: Make, columns: readonly Known[], random: Random): string => {
  const present = columns.map(({ type }) => wantOf(type)).filter((each) => comparable.some((one) => one === each));
  const of = (present.length > 0 && random.chance(0.8) ? random.pick(present) : random.pick(comparable)) as Want;
  const forms: readonly (() => string)[] = [
    () => `(${make(of)} ${random.pick(['=', '<>', '<', '<=', '>', '>='])} ${make(of)})`,
    () => `(${make(of)} is ${random.pick(['', 'not '])}distinct from ${make(of)})`,
    () => `(${make(of)} is ${random.pick(['', 'not '])}null)`,
    () => `(${make(of)} ${random.pick(['', 'not '])}in (${make(of)}, ${make(of)}, ${make(of, 2)}))`,
    () => `(${make(of)} ${random.pick(['', 'not '])}between ${make(of)} and ${make(of)})`,
    () =>
      `(${make('text')} ${random.pick(['', 'not '])}${random.pick(['like', 'ilike'])} ${random.pick(["'a%'", "'%a%'", "'_b%'", "'%\\\\_%'", "'%É%'", "'%x!%%' escape '!'"])})`,
    () => `(${make('boolean')} ${random.pick(['and', 'or'])} ${make('boolean')})`,
    () => `(not ${make('boolean')})`,
    () => `(${make('boolean')} is ${random.pick(['', 'not '])}${random.pick(['true', 'false'])})`,
  ];
  return random.pick(forms)();
};

type Callable = { readonly name: string; readonly signature: Signature; readonly literals: readonly (readonly (string | undefined)[])[] };

/** Arguments of the examples, as written: where a parameter must be written out, one of these is taken. */
const callables: readonly Callable[] = [...functions].map(([name, signature]) => ({
  name,
  signature,
  literals: signature.examples.map(([example]) => argumentsOf(example)),
}));

function argumentsOf(call: string): readonly string[] {
  const inner = call.slice(call.indexOf('(') + 1, call.lastIndexOf(')'));
  const parts: string[] = [''];
  let depth = 0;
  let inText = false;
  for (const character of inner) {
    if (character === "'") inText = !inText;
    if (!inText && '(['.includes(character)) depth += 1;
    if (!inText && ')]'.includes(character)) depth -= 1;
    if (character === ',' && depth === 0 && !inText) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim());
}

const resultWants = (signature: Signature): readonly Want[] => {
  if (typeof signature.result === 'string') return [wantOf(signature.result)].filter((want) => want !== undefined);
  return signature.params.some(({ accepts }) => accepts.startsWith('same'))
    ? wants
    : ['int', 'bigint', 'decimal', 'double', 'date', 'timestamp', 'timestamptz'];
};

const byWant = new Map<Want, readonly Callable[]>();
const callsFor = (want: Want): readonly Callable[] => {
  const known = byWant.get(want) ?? callables.filter(({ signature }) => resultWants(signature).includes(want));
  byWant.set(want, known);
  return known;
};

const callText = ({ name, signature, literals: examples }: Callable, want: Want, make: Make, random: Random): string => {
  const { params, optional = 0, rest } = signature;
  const count = params.length - (optional > 0 ? random.below(optional + 1) : 0);
  const example = random.pick(examples.length > 0 ? examples : [[]]);
  const shared =
    typeof signature.result === 'string' ? random.pick(['int', 'decimal', 'text', 'date', 'timestamp', 'double'] as const) : want;
  const argument = (param: Parameter, at: number): string => {
    if (param.literal) return example[at] ?? "''";
    return make(argumentWant(param.accepts, shared, want, random));
  };
  const args = params.slice(0, count).map(argument);
  const more = rest === undefined || rest.literal ? [] : Array.from({ length: random.below(3) }, () => argument(rest, 99));
  if (name === 'position') return `position(${args[0]} in ${args[1]})`;
  return `${name}(${[...args, ...more].join(', ')})`;
};

const argumentWant = (kind: Kind, shared: Want, want: Want, random: Random): Want => {
  if (kind.startsWith('same')) return shared;
  const numeric = want === 'bigint' || want === 'decimal' || want === 'double' ? want : 'int';
  const options: Readonly<Record<string, readonly Want[]>> = {
    integer: ['int', 'int', 'bigint'],
    exact: [numeric, 'int', 'decimal'],
    number: [numeric, numeric, 'int', 'decimal', 'double'],
    array: ['text[]'],
    element: ['text'],
    'bytes-or-text': ['text'],
    double: ['double', 'int', 'decimal'],
    moment: ['timestamp', want === 'timestamptz' ? 'timestamptz' : 'timestamp'],
    time: [want === 'timestamp' || want === 'timestamptz' ? want : 'date', 'date', 'timestamp'],
  };
  const direct = wants.find((each) => each === kind);
  return random.pick(options[kind] ?? (direct === undefined ? ['text[]'] : [direct]));
};
