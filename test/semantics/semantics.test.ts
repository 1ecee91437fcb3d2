// Every case on the interpreter and by what Spark was recorded to give: without an engine.
import { describe, expect, it } from 'vitest';
import { compared } from './agree.ts';
import { cases, groups, writtenCases } from './corpus.ts';
import { coverageOf } from './coverage.ts';
import { onInterpreter, planOf } from './engines.ts';
import { codeOf, readRecorded } from './recorded.ts';
import { refusal } from './refusals.ts';

const recorded = readRecorded();

describe('every case', () => {
  it.each(cases)('$name', (each) => {
    const plan = planOf(each);
    const own = compared(each, onInterpreter(each), plan);
    expect(own.given, 'the interpreter').toEqual(own.wanted);
    const spark = recorded.get(each.name);
    expect(spark?.code, 'the code for Spark is not the recorded one: npm run record:semantics').toBe(codeOf(each));
    if (spark === undefined) return;
    const theirs = compared(each, spark.outcome, plan);
    expect(theirs.given, 'Spark').toEqual(theirs.wanted);
  });

  it('has a name of its own', () => {
    expect(cases.map(({ name }) => name).filter((name, at, all) => all.indexOf(name) !== at)).toEqual([]);
  });

  it('is recorded, and nothing else is', () => {
    const names = new Set(cases.map(({ name }) => name));
    expect([...recorded.keys()].filter((name) => !names.has(name))).toEqual([]);
  });
});

describe('every written case', () => {
  it.each(writtenCases)('has the types that are written: $name', (each) => {
    const { columns } = planOf(each).target;
    expect(columns.map(({ computed }) => computed)).toEqual(columns.map(({ type }) => type));
  });
});

describe('the corpus', () => {
  it.each(Object.entries(coverageOf(cases)))('has a case of all %s', (_, { missing }) => {
    expect(missing).toEqual([]);
  });
});

describe('what the language refuses', () => {
  const refused = groups.flatMap((group) => group.refuses.map((each) => ({ ...each, group })));
  it.each(refused)('$expr: $code', ({ group, expr, code }) => {
    expect(refusal(group, expr)).toBe(code);
  });
});
