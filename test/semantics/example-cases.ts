// Every example of every function, aggregate, window function, rule and step of the language page, as cases.
import type { Step } from '../../contracts/generated/types.ts';
import { aggregates } from '../../services/transform/check/aggregates/all.ts';
import { exampleRows } from '../../services/transform/check/aggregates/signature.ts';
import { functions } from '../../services/transform/check/functions/all.ts';
import { frameExamples, type WindowExample, windowFunctions } from '../../services/transform/check/windows/functions.ts';
import { type ExampleRows, exampleCatalog, exampleSpec, type StepExample } from '../../services/transform/language/example.ts';
import { typeOfAggregate, typeOfWindow } from '../../services/transform/language/page/result-types.ts';
import { ruleSections } from '../../services/transform/language/rules.ts';
import { stepExamples } from '../../services/transform/language/step-examples.ts';
import { expressionOf } from '../interpreter/expression.ts';
import { fixedRow } from '../interpreter/rows.ts';
import { rowScope, valueIn } from '../interpreter/scope.ts';
import { spelled } from '../interpreter/texts.ts';
import { type Case, catalogOf, oneSpelling, type Rows } from './case.ts';
import { onInterpreter } from './engines.ts';
import { specOf, tableWith } from './grid-cases.ts';

export const exampleCases = (): readonly Case[] => [
  ...[...functions].flatMap(([name, { examples }]) => examples.map(([given, wanted]) => constantCase(`example of ${name}`, given, wanted))),
  ...[...aggregates].flatMap(([name, { examples }]) => examples.map(([given, wanted]) => aggregateCase(name, given, wanted))),
  ...[...windowFunctions].flatMap(([name, { examples }]) => examples.map((example) => windowCase(`example of ${name}`, example))),
  ...frameExamples.map((example) => windowCase('example of a frame', example)),
  ...ruleSections
    .flatMap(({ rules }) => rules)
    .flatMap(({ id, examples }) =>
      examples.flatMap((each) => ('gives' in each ? [constantCase(`rule ${id}`, each.expr, each.gives)] : [])),
    ),
  ...stepExamples.filter(isOfData).map((example, at) => stepCase(example, `step_${at}`)),
];

const alone = rowScope([], {
  parameter: () => {
    throw new Error('an example has no parameters');
  },
  single: () => {
    throw new Error('an example has no steps');
  },
});
/** What an example gives is written as a constant. */
const constant = (text: string): { readonly type: string; readonly value: string | null } => {
  const typed = expressionOf(text, alone);
  return { type: typed.type, value: spelled(valueIn(fixedRow(new Map()), typed), typed.type) };
};

const one = tableWith('one', ['n'], { n: 'integer!' }, [['1']]);

const constantCase = (name: string, given: string, wanted: string): Case => {
  // the type of an example is that of what is given, as of 3.5 for 7 / 2
  const { type } = expressionOf(given, alone);
  const step: Step = { name: 'shown', do: 'select', columns: [{ name: 'value', expr: given }], others: 'drop' };
  return {
    name: `${name}: ${given}`,
    spec: specOf([step], { value: type }, 'semantics.one'),
    catalog: catalogOf([one]),
    tables: [one],
    gives: { is: 'rows', rows: [[oneSpelling(constant(wanted).value, type)]] },
  };
};

const sourceTypes: Readonly<Record<string, string>> = { int: 'integer', double: 'double precision', 'decimal(6,2)': 'numeric(6,2)' };
const examples = tableWith(
  'examples',
  ['id'],
  Object.fromEntries(
    Object.entries(exampleRows.columns).map(([name, type]) => [name, `${sourceTypes[type] ?? type}${name === 'id' ? '!' : ''}`]),
  ),
  exampleRows.rows,
);
const overExamples = (name: string, step: Step, columns: Readonly<Record<string, string>>, rows: Rows): Case => ({
  name,
  spec: specOf([step], columns, 'semantics.examples'),
  catalog: catalogOf([examples]),
  tables: [examples],
  gives: { is: 'rows', rows },
});

const aggregateCase = (name: string, given: string, wanted: string): Case => {
  const { value } = constant(wanted);
  const step: Step = { name: 'shown', do: 'aggregate', by: [], compute: [{ name: 'value', expr: given }] };
  const type = typeOfAggregate(given) ?? 'bytes';
  return overExamples(`example of ${name}: ${given}`, step, { value: type }, [[oneSpelling(value, type)]]);
};

const windowCase = (name: string, example: WindowExample): Case => {
  const { gives, expr, partition, order, frame } = example;
  const compute = [{ name: 'value', expr, partition: [...partition], order: [...order], ...(frame && { frame }) }];
  const step: Step = { name: 'shown', do: 'window', compute };
  const type = typeOfWindow(example) ?? 'bytes';
  const shown = `${name}: ${expr} by ${JSON.stringify([partition, order, frame])}`;
  return overExamples(
    shown,
    step,
    { id: 'int', value: type },
    gives.map((text, at) => [String(at + 1), oneSpelling(text, type)]),
  );
};

const textOf = (value: ExampleRows[number][number]): string | null => {
  if (value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value.map((each) => (each === null ? null : String(each)))) : String(value);
};

/** `schema` is where its tables lie: of its own. */
export const stepCase = (example: StepExample, schema: string): Case => {
  const { name, tables, columns, expect } = example;
  const types = Object.values(columns);
  const catalog = exampleCatalog(example, schema);
  return {
    name: `step: ${name}`,
    spec: exampleSpec(example, schema),
    catalog,
    tables: Object.values(tables).flatMap(({ rows }, at) => {
      const table = catalog.tables[at];
      return table === undefined ? [] : [{ table, rows: rows.map((row) => row.map(textOf)) }];
    }),
    gives:
      'raises' in expect
        ? { is: 'raised' }
        : { is: 'rows', rows: expect.map((row) => row.map((value, at) => oneSpelling(textOf(value), types[at] ?? 'text'))) },
  };
};

/** Promises that are measured beside the query, as how many partners a row meets, are no values of an engine. */
const isOfData = (example: StepExample): boolean =>
  !('raises' in example.expect) || onInterpreter(stepCase(example, 'shown')).is === 'raised';
