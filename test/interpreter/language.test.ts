// The examples of the language page, through the interpreter: steps give their rows, rules hold.
import { describe, expect, it } from 'vitest';
import { type ExampleRows, exampleCatalog, exampleSpec, type StepExample } from '../../services/transform/language/example.ts';
import { ruleSections } from '../../services/transform/language/rules.ts';
import { stepExamples } from '../../services/transform/language/step-examples.ts';
import { expressionOf } from './expression.ts';
import { interpretTexts } from './interpret.ts';
import { InterpreterRaised } from './raised.ts';
import { fixedRow } from './rows.ts';
import { rowScope, valueIn } from './scope.ts';
import { readText, spelled } from './texts.ts';

const textOf = (value: ExampleRows[number][number]): string | null => {
  if (value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value.map((each) => (each === null ? null : String(each)))) : String(value);
};

const sorted = (rows: readonly (readonly (string | null)[])[]): readonly string[] => rows.map((row) => JSON.stringify(row)).toSorted();

const interpreted = (example: StepExample) => {
  const tables = Object.fromEntries(
    Object.entries(example.tables).map(([name, { rows }]) => [`shop.${name}`, rows.map((row) => row.map(textOf))]),
  );
  return interpretTexts(exampleSpec(example), tables, exampleCatalog(example));
};

describe('every example of a step gives its rows', () => {
  it.each(stepExamples)('$name', (example) => {
    const { expect: wanted, columns } = example;
    if ('raises' in wanted) {
      expect(endOf(example)).toBe('raised');
      return;
    }
    const types = Object.values(columns);
    const rows = wanted.map((row) => row.map((value, at) => spelled(readText(textOf(value), types[at] ?? 'text'), types[at] ?? 'text')));
    expect(sorted(interpreted(example).rows)).toEqual(sorted(rows));
  });
});

/** A promise that the data breaks ends the job as much as a value that does not fit. */
const endOf = (example: StepExample): string => {
  try {
    return interpreted(example).broken.length > 0 ? 'raised' : 'rows';
  } catch (error) {
    if (error instanceof InterpreterRaised) return 'raised';
    throw error;
  }
};

const scope = rowScope([], {
  parameter: () => {
    throw new Error('a rule has no parameters');
  },
  single: () => {
    throw new Error('a rule has no steps');
  },
});
const valueOfText = (text: string): string | null => {
  const typed = expressionOf(text, scope);
  return spelled(valueIn(fixedRow(new Map()), typed), typed.type);
};

const ruleExamples = ruleSections.flatMap(({ rules }) =>
  rules.flatMap(({ id, examples }) =>
    examples.flatMap((example) => ('gives' in example ? [{ id, given: example.expr, wanted: example.gives }] : [])),
  ),
);

describe('every rule holds', () => {
  it.each(ruleExamples)('$id: $given is $wanted', ({ given, wanted }) => {
    expect(valueOfText(given)).toBe(valueOfText(wanted));
  });
});
