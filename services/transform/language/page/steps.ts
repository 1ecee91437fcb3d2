// The section of the steps: what each does, its properties, and the examples that show it.
import { isObject } from '../../diff/address.ts';
import type { ExampleRows, StepExample } from '../example.ts';
import { stepExamples } from '../step-examples.ts';
import { block, table } from './markdown.ts';
import { document, partDefinitions, propertyRows, stepDefinitions } from './schema.ts';

export const specSection = (): string => {
  const { steps: _, ...properties } = document.properties ?? {};
  return ['## A spec', document.description ?? '', propertyTable({ ...document, properties })].join('\n\n');
};

export const stepSections = (): string =>
  ['## Steps', ...stepDefinitions.map(({ word, schema }) => stepSection(word, schema))].join('\n\n');

const stepSection = (word: string, schema: Parameters<typeof propertyRows>[0]): string =>
  [
    `### ${word}`,
    schema.description ?? '',
    propertyTable(schema),
    ...stepExamples.filter(({ shows }) => shows === word).map(exampleText),
  ].join('\n\n');

export const partSections = (): string =>
  [
    '## Parts of steps',
    ...partDefinitions.map(({ name, schema }) => {
      const rows = schema.type === 'array' && schema.items !== undefined ? propertyTable(schema.items) : propertyTable(schema);
      return [`### ${name}`, schema.description ?? '', rows].filter((part) => part !== '').join('\n\n');
    }),
  ].join('\n\n');

const propertyTable = (schema: Parameters<typeof propertyRows>[0]): string => {
  const rows = propertyRows(schema);
  return rows.length === 0 ? '' : table(['property', 'value', 'what it says'], rows);
};

const exampleText = (example: StepExample): string => {
  const inputs = Object.entries(example.tables)
    .filter(([, { rows }]) => rows.length > 0)
    .map(([name, { columns, rows }]) => rowsText(name, Object.keys(columns), rows));
  const output =
    'raises' in example.expect
      ? `ends with: … ${example.expect.raises} …`
      : rowsText('result', Object.keys(example.columns), example.expect);
  const parameters = (example.parameters ?? []).map(({ name, type, value }) => `param(${name}) is ${type} ${value ?? 'NULL'}`);
  const program = example.steps.map((step) => compact(step)).join('\n');
  return [`*${example.name}*`, block('json', program), block('text', [...inputs, ...parameters, output].join('\n\n'))].join('\n\n');
};

/** Rows below their columns, aligned; NULL as ∅. */
const rowsText = (title: string, columns: readonly string[], rows: ExampleRows): string => {
  const cells = [
    columns,
    ...rows.map((row) => row.map((value) => (value === null ? '∅' : Array.isArray(value) ? `{${value.join(', ')}}` : String(value)))),
  ];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => [...(line[at] ?? '')].length)));
  const lines = cells.map((line) => line.map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - [...cell].length)).join('  '));
  const indent = ' '.repeat(title.length + 2);
  return [`${title}  ${lines[0]}`, ...lines.slice(1).map((line) => indent + line), ...(rows.length === 0 ? [`${indent}(no rows)`] : [])]
    .map((line) => line.trimEnd())
    .join('\n');
};

/** JSON on one line while it is short, else a line per property or element. */
const compact = (value: unknown, indent = ''): string => {
  const line = spaced(value);
  if (line.length + indent.length <= 110 || typeof value !== 'object' || value === null) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((each) => inner + compact(each, inner)).join(',\n')}\n${indent}]`;
  return `{\n${Object.entries(value)
    .map(([key, each]) => `${inner}${JSON.stringify(key)}: ${compact(each, inner)}`)
    .join(',\n')}\n${indent}}`;
};

const spaced = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, each]) => `${JSON.stringify(key)}: ${spaced(each)}`)
    .join(', ')} }`;
};
