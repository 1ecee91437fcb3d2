// Which functions, operators and casts of the language a set of cases asks for.
import { aggregates } from '../../services/transform/check/aggregates/all.ts';
import { isCastable } from '../../services/transform/check/casts.ts';
import { functions } from '../../services/transform/check/functions/all.ts';
import { windowFunctions } from '../../services/transform/check/windows/functions.ts';
import { expressionsOf, nodesOf } from '../../services/transform/plan-walk.ts';
import type { Case } from './case.ts';
import { planOf } from './engines.ts';

export type Coverage = Readonly<Record<'functions' | 'aggregates' | 'window functions' | 'operators' | 'casts', Part>>;
export type Part = { readonly all: number; readonly missing: readonly string[] };

export const coverageOf = (cases: readonly Case[]): Coverage => {
  const nodes = cases.flatMap((each) => planOf(each).steps.flatMap(expressionsOf).flatMap(nodesOf));
  const names = new Set(nodes.map((node) => (node.is === 'case' ? 'case' : 'name' in node ? node.name : '')));
  const aggregated = new Set(nodes.flatMap((node) => (node.is === 'aggregate' || node.is === 'window' ? [node.name] : [])));
  const converted = new Set(
    nodes.flatMap((node) =>
      node.is === 'convert' && (node.how === 'cast' || node.how === 'try') ? [pair(node.value.type, node.type)] : [],
    ),
  );
  return {
    functions: part([...functions.keys()], names),
    aggregates: part([...aggregates.keys()], aggregated),
    'window functions': part([...windowFunctions.keys()], aggregated),
    operators: part(operators, names),
    casts: part(casts, converted),
  };
};

const part = (all: readonly string[], used: ReadonlySet<string>): Part => ({
  all: all.length,
  missing: all.filter((each) => !used.has(each)),
});

/** As plans name them; those that negate are `not` around another. */
const operators = [
  ...['and', 'or', 'not', 'is-null', 'is-not-null', 'is-true', 'is-false', 'is-distinct', 'is-not-distinct', 'equal', 'not-equal', 'less'],
  ...[
    'less-or-equal',
    'greater',
    'greater-or-equal',
    'between',
    'in',
    'like',
    'ilike',
    'join-text',
    'add',
    'subtract',
    'multiply',
    'divide',
  ],
  ...['modulo', 'negate', 'element', 'shift', 'case'],
];

const plainTypes = [
  'boolean',
  'int',
  'bigint',
  'float',
  'double',
  'decimal(9,2)',
  'text',
  'date',
  'timestamp',
  'timestamptz',
  'uuid',
  'json',
];
const family = (type: string): string => (type.startsWith('decimal') ? 'decimal' : type);
const pair = (from: string, to: string): string => `${family(from)} as ${family(to)}`;

/** Without those that are no conversion: a number is true where it is not 0, and one decimal as another is added. */
const casts = [
  ...plainTypes.flatMap((from) =>
    plainTypes.filter((to) => from !== to && to !== 'json' && to !== 'boolean' && isCastable(from, to)).map((to) => pair(from, to)),
  ),
  pair('text', 'boolean'),
  pair('decimal(9,2)', 'decimal(4,1)'),
];
