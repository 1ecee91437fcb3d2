// What the language page promises, as far as no engine is needed; language.stack.test.ts and language.spark.test.ts execute its examples.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { planSpec } from '../../../services/model/planner/plan-spec.ts';
import { aggregates } from '../../../services/transform/check/aggregates/all.ts';
import { functions } from '../../../services/transform/check/functions/all.ts';
import { windowFunctions } from '../../../services/transform/check/windows/functions.ts';
import { check } from '../../../services/transform/index.ts';
import { exampleCatalog, exampleSpec } from '../../../services/transform/language/example.ts';
import { stepDefinitions } from '../../../services/transform/language/page/schema.ts';
import { languagePage } from '../../../services/transform/language/page.ts';
import { ruleSections } from '../../../services/transform/language/rules.ts';
import { languageSize } from '../../../services/transform/language/size.ts';
import { stepExamples } from '../../../services/transform/language/step-examples.ts';
import { languageSummary } from '../../../services/transform/language/summary.ts';
import { corpus } from '../../corpus/cases.ts';
import { read } from '../model/planner/prompt-cases.ts';
import { shopCatalog } from '../model/planner/shop.ts';
import { diagnosticsOf, valueSpec } from './fixture.ts';

const root = path.join(import.meta.dirname, '../../..');
const rules = ruleSections.flatMap((section) => section.rules);
const examples = rules.flatMap(({ id, examples: own }) => own.map((example) => ({ id, example })));

describe('the language page', () => {
  it('is what the schema, the signatures and the rules say (else: npm run gen:language)', () => {
    expect(readFileSync(path.join(root, 'services/transform/LANGUAGE.md'), 'utf8')).toBe(languagePage());
  });

  it('shows every step at work', () => {
    const shown = new Set<string>(stepExamples.map(({ shows }) => shows));
    expect(stepDefinitions.map(({ word }) => word).filter((word) => !shown.has(word))).toEqual([]);
    for (const { shows, steps } of stepExamples) expect(steps.map((step) => step.do)).toContain(shows);
  });

  it('names every convention that the planner follows', () => {
    const followed = new Set(
      read.flatMap(
        ([prompt]) => planSpec({ prompt, catalog: shopCatalog }).spec?.assumptions.flatMap(({ convention }) => convention ?? []) ?? [],
      ),
    );
    const known = ruleSections.find(({ title }) => title.startsWith('Conventions'))?.rules.map(({ id }) => id) ?? [];
    expect(followed.size).toBeGreaterThan(5);
    expect([...followed].filter((name) => !known.includes(name))).toEqual([]);
  });

  it('is short enough for a prompt in its summary, and leaves no function out', () => {
    const summary = languageSummary();
    expect(summary.length).toBeLessThan(4000);
    for (const name of [...functions.keys(), ...aggregates.keys(), ...windowFunctions.keys()])
      expect(summary).toMatch(new RegExp(`\\b${name}\\(`));
  });

  it('counts what it shows', () => {
    const { steps, cases } = languageSize();
    expect(steps).toBe(stepDefinitions.length);
    expect(cases).toBeGreaterThan(stepExamples.length + examples.length / 2);
  });
});

describe('the examples of steps', () => {
  it('have names of their own', () => {
    expect(new Set(stepExamples.map(({ name }) => name)).size).toBe(stepExamples.length);
  });

  it.each(stepExamples)('$name', (example) => {
    expect(check(exampleSpec(example), exampleCatalog(example))).toMatchObject({ is: 'sound' });
  });
});

describe('the rules', () => {
  it('have names of their own', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it('refer to examples and cases that are there', () => {
    const steps = new Set(stepExamples.map(({ name }) => name));
    const cases = new Set(corpus().map(({ name }) => name));
    const lost = examples.filter(
      ({ example }) => ('step' in example && !steps.has(example.step)) || ('corpus' in example && !cases.has(example.corpus)),
    );
    expect(lost).toEqual([]);
  });

  it.each(examples.flatMap(({ id, example }) => ('refused' in example ? [{ id, ...example }] : [])))(
    '$id: $expr is refused',
    ({ expr, refused }) => {
      expect(diagnosticsOf(valueSpec(expr, 'bytes')).map(({ code }) => code)).toContain(refused);
    },
  );

  it.each(examples.flatMap(({ id, example }) => ('gives' in example ? [{ id, ...example }] : [])))(
    '$id: $expr is accepted',
    ({ expr, gives }) => {
      for (const each of [expr, gives])
        expect(
          diagnosticsOf(valueSpec(each, 'bytes'))
            .map(({ code }) => code)
            .filter((code) => code !== 'target-type'),
        ).toEqual([]);
    },
  );
});
