// The sections of functions, aggregates and window functions, made from the tables of signatures.
import { aggregateSynonyms, aggregates } from '../../check/aggregates/all.ts';
import { type AggregateSignature, exampleRows, forms } from '../../check/aggregates/signature.ts';
import { functions } from '../../check/functions/all.ts';
import { kindText, type Parameter, type Signature } from '../../check/functions/signature.ts';
import { durations } from '../../check/shifts.ts';
import { frameExamples, type WindowExample, windowFunctions } from '../../check/windows/functions.ts';
import { code, table } from './markdown.ts';
import { typeOfAggregate, typeOfExpression, typeOfWindow } from './result-types.ts';

export const functionSection = (): string =>
  [
    '## Functions',
    'NULL: *any* – the result is NULL when an argument is; *all* – NULL when all are; *first* – NULL only when the first argument is; *may* – can be NULL by itself; *counted* – such a NULL is counted by the census.',
    table(
      ['function', 'what it gives', 'result', 'NULL', 'examples'],
      [...functions]
        .sort(byName)
        .map(([name, signature]) => [
          written(name, signature),
          signature.says,
          resultOf(signature),
          nullsOf(signature),
          examplesOf(signature.examples),
        ]),
    ),
    `Durations are added to dates and timestamps, or taken from them: ${[...durations.keys()].map((name) => code(`${name}(n)`)).join(', ')}.`,
  ].join('\n\n');

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

const written = (name: string, { params, optional = 0, rest }: Signature): string => {
  const firstOptional = params.length - optional;
  const shown = params.map((param, at) => `${param.name}: ${kindOf(param)}${at >= firstOptional ? ' ?' : ''}`);
  return `**${name}** (${[...shown, ...(rest ? ['…'] : [])].join(', ')})`;
};
const kindOf = ({ accepts, literal }: Parameter): string => (literal ? `${kindText[accepts]}, written out` : kindText[accepts]);

const resultOf = ({ result, examples, rounds }: Signature): string => {
  const [first] = examples[0] ?? [];
  const inExample = first === undefined ? undefined : typeOfExpression(first);
  const type =
    typeof result === 'string'
      ? result
      : inExample === undefined
        ? 'by its arguments'
        : `by its arguments: ${inExample} in the first example`;
  return rounds === undefined ? type : `${type}; of floats marked float`;
};

const nullWords = { propagate: 'any', skip: 'all', may: 'may', first: 'first' } as const;
const nullsOf = ({ nulls, fails }: Signature): string => nullWords[nulls] + (fails ? ', counted' : '');

const examplesOf = (examples: Signature['examples']): string =>
  examples.map(([given, result]) => `${code(given)} = ${code(result)}`).join('<br>');

export const aggregateSection = (): string =>
  [
    '## Aggregates',
    'They stand in `compute` of an aggregate, a window or a pivot, in any expression. Each takes `filter (where …)`. The examples look at these rows:',
    table(
      Object.keys(exampleRows.columns),
      exampleRows.rows.map((row) => row.map((value) => value ?? 'NULL')),
    ),
    table(
      ['aggregate', 'what it gives', 'result', 'of nothing', 'distinct', 'examples'],
      [...aggregates]
        .sort(byName)
        .map(([name, signature]) => [
          forms(name, signature).map(code).join('<br>'),
          signature.says,
          aggregateResult(signature),
          ofNothing[signature.nulls],
          distinctWords[signature.distinct],
          examplesOf(signature.examples),
        ]),
    ),
    `Second names: ${[...aggregateSynonyms].map(([name, meant]) => `${code(name)} is ${code(meant)}`).join(', ')}.`,
  ].join('\n\n');

const ofNothing = { never: 'a value', nothing: 'NULL', may: 'NULL, also otherwise' } as const;
const distinctWords = { different: 'yes', same: 'makes no difference', no: 'no' } as const;

const aggregateResult = ({ result, examples, rounds }: AggregateSignature): string => {
  const type =
    typeof result === 'string' ? result : `by its argument: ${typeOfAggregate(examples[0]?.[0] ?? '') ?? '?'} in the first example`;
  return rounds === undefined ? type : `${type}; of floats marked float`;
};

export const windowSection = (): string =>
  [
    '## Window functions',
    `They stand in \`compute\` of a window. The examples look at the rows above, in the order of id. Over windows as well: ${[...aggregates]
      .filter(([, { window }]) => window === true)
      .map(([name]) => code(name))
      .join(', ')}.`,
    table(
      ['function', 'what it gives', 'order', 'examples'],
      [...windowFunctions].map(([, { forms: written, says, looks, examples }]) => [
        written.map(code).join('<br>'),
        says,
        lookWords[looks],
        examples.map(windowText).join('<br>'),
      ]),
    ),
    table(
      ['over a window', 'gives'],
      frameExamples.map((example) => [
        `${code(example.expr)} ${windowWords(example)}`,
        example.gives.map((value) => value ?? 'NULL').join(', '),
      ]),
    ),
  ].join('\n\n');

const lookWords = { places: 'completed by the remaining columns', ranks: 'as it is asked', values: 'completed, within the frame' } as const;

const windowText = (example: WindowExample): string =>
  `${code(example.expr)} ${windowWords(example)} = ${example.gives.map((value) => value ?? 'NULL').join(', ')}`;

const windowWords = (example: WindowExample): string => {
  const { partition, order, frame } = example;
  const type = typeOfWindow(example);
  const parts = [
    ...(partition.length === 0 ? [] : [`per ${partition.join(', ')}`]),
    ...(order.length === 0 ? [] : [`by ${order.map(({ expr, direction }) => `${expr}${direction === 'desc' ? ' desc' : ''}`).join(', ')}`]),
    ...(frame === undefined ? [] : [`${frame.unit} from ${frame.from} to ${frame.to}`]),
    ...(type === undefined ? [] : [type]),
  ];
  return parts.length === 0 ? '' : `(${parts.join('; ')})`;
};
