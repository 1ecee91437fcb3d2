// Calls of functions. They come from the signatures themselves, so a new one is tried without a word here.
import { functions } from '../../../../services/transform/check/functions/all.ts';
import type { Kind, Parameter, Signature } from '../../../../services/transform/check/functions/signature.ts';
import type { Random } from '../random.ts';
import { inDomain } from './in-domain.ts';
import { type Make, type Want, wantOf, wants } from './wants.ts';

type Callable = { readonly name: string; readonly signature: Signature; readonly literals: readonly (readonly (string | undefined)[])[] };

/** Arguments of the examples, as written: where a parameter must be written out, one of these is taken. */
export const callables: readonly Callable[] = [...functions].map(([name, signature]) => ({
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

const [times, numbers]: readonly (readonly Want[])[] = [
  ['date', 'timestamp', 'timestamptz'],
  ['int', 'bigint', 'decimal', 'double'],
];

/** Where the type of the result depends on the arguments. */
const resultsByName: Readonly<Record<string, readonly Want[] | undefined>> = {
  date_trunc: times,
  add_months: times,
  at_zone: ['timestamp', 'timestamptz'],
  datediff: ['int', 'bigint'],
  months_between: ['int', 'decimal'],
  abs: numbers,
  ceil: numbers,
  floor: numbers,
  round: numbers,
  trunc: numbers,
};

export const resultWants = ({ name, signature }: Callable): readonly Want[] => {
  const own = resultsByName[name];
  if (own !== undefined) return own;
  if (typeof signature.result === 'string') return [wantOf(signature.result)].filter((want) => want !== undefined);
  return signature.params.some(({ accepts }) => accepts.startsWith('same'))
    ? wants
    : ['int', 'bigint', 'decimal', 'double', 'date', 'timestamp', 'timestamptz'];
};

const byWant = new Map<Want, readonly Callable[]>();

export const callsFor = (want: Want): readonly Callable[] => {
  const known = byWant.get(want) ?? callables.filter((each) => resultWants(each).includes(want));
  byWant.set(want, known);
  return known;
};

/** Of whole numbers only: of one another their last bits would decide what is rounded. */
const continuous = new Set(['exp', 'ln', 'log10', 'power']);

export const callText = ({ name, signature, literals: examples }: Callable, want: Want, make: Make, random: Random): string => {
  const { params, optional = 0, rest } = signature;
  const count = params.length - (optional > 0 ? random.below(optional + 1) : 0);
  const example = random.pick(examples.length > 0 ? examples : [[]]);
  const fitting = random.chance(0.85) || continuous.has(name) ? inDomain[name]?.(make, random, want) : undefined;
  if (fitting !== undefined) return `${name}(${fitting.join(', ')})`;
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
