// Every example of every signature, through the interpreter: the expression gives what its signature says it gives.
import { describe, expect, it } from 'vitest';
import { aggregates } from '../../services/transform/check/aggregates/all.ts';
import { exampleRows } from '../../services/transform/check/aggregates/signature.ts';
import { functions } from '../../services/transform/check/functions/all.ts';
import { frameExamples, windowFunctions } from '../../services/transform/check/windows/functions.ts';
import { expressionOf } from './expression.ts';
import { type Column, type Frame, fixedRow } from './rows.ts';
import { rowScope, type Scope, type SpecScope, valueIn } from './scope.ts';
import { aggregated } from './steps/aggregate.ts';
import type { StepContext } from './steps/step.ts';
import { windowed } from './steps/window.ts';
import { readText, spelled } from './texts.ts';

const spec: SpecScope = {
  parameter: () => {
    throw new Error('an example has no parameters');
  },
  single: () => {
    throw new Error('an example has no steps');
  },
};
const alone: Scope = rowScope([], spec);

const valueOfText = (text: string): string | null => {
  const typed = expressionOf(text, alone);
  return spelled(valueIn(fixedRow(new Map()), typed), typed.type);
};

const examples = [...functions].flatMap(([name, { examples: all }]) => all.map(([given, wanted]) => ({ name, given, wanted })));

describe('every function gives what its examples say', () => {
  it.each(examples)('$given is $wanted', ({ given, wanted }) => {
    expect(valueOfText(given)).toBe(valueOfText(wanted));
  });
});

const columns: readonly Column[] = Object.entries(exampleRows.columns).map(([name, type]) => ({ name, type }));
const frame: Frame = {
  columns,
  rows: exampleRows.rows.map((row) => fixedRow(new Map(columns.map(({ name, type }, at) => [name, readText(row[at] ?? null, type)])))),
};
const context: StepContext = {
  spec,
  input: () => frame,
  broken: (promise) => {
    throw new Error(promise);
  },
};
const columnIn = ({ columns: all, rows }: Frame, name: string): readonly (string | null)[] => {
  const type = all.find((column) => column.name === name)?.type ?? 'text';
  return rows.map((row) => spelled(row(name), type));
};

const aggregateExamples = [...aggregates].flatMap(([, { examples: all }]) => all.map(([given, wanted]) => ({ given, wanted })));

describe('every aggregate gives what its examples say, over the rows that they look at', () => {
  it.each(aggregateExamples)('$given is $wanted', ({ given, wanted }) => {
    const grouped = aggregated({ name: 'a', do: 'aggregate', by: [], compute: [{ name: 'value', expr: given }] }, context);
    expect(columnIn(grouped, 'value')).toEqual([valueOfText(wanted)]);
  });
});

const windowExamples = [...[...windowFunctions].flatMap(([, { examples: all }]) => all), ...frameExamples];

describe('every window function gives what its examples say', () => {
  it.each(windowExamples)('$expr, parted by $partition', ({ gives, ...asked }) => {
    const frameOfStep = asked.frame === undefined ? {} : { frame: asked.frame };
    const compute = [{ name: 'value', expr: asked.expr, partition: [...asked.partition], order: [...asked.order], ...frameOfStep }];
    const over = windowed({ name: 'w', do: 'window', compute }, context);
    const type = over.columns.find(({ name }) => name === 'value')?.type ?? 'text';
    expect(columnIn(over, 'value')).toEqual(gives.map((text) => spelled(readText(text, type), type)));
  });
});
