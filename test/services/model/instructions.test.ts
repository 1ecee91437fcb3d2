// What a model is told: every step and function by its name, in a bounded number of characters.
import { describe, expect, it } from 'vitest';
import { specWriter } from '../../../services/model/spec-instructions.ts';
import { testWriter } from '../../../services/model/test-instructions.ts';
import { functions } from '../../../services/transform/check/functions/all.ts';
import { conventions } from '../../../services/transform/language/rules/conventions.ts';

describe('the instructions of who writes specifications', () => {
  it.each([...functions.keys()])('name the function %s', (name) => {
    expect(specWriter).toContain(`${name}(`);
  });
  it.each([
    'select',
    'filter',
    'join',
    'aggregate',
    'window',
    'dedupe',
    'union',
    'top',
    'pivot',
    'unpivot',
    'unnest',
    'fill',
    'sequence',
    'walk',
  ])('describe the step %s', (step) => {
    expect(specWriter).toMatch(new RegExp(`^  ${step}: .+`, 'm'));
  });
  it('stay within 12,000 characters', () => {
    expect(specWriter.length).toBeLessThan(12_000);
  });
});

it.each(conventions.rules.map(({ id }) => id))('both writers know the convention %s', (id) => {
  for (const text of [specWriter, testWriter]) expect(text).toContain(`- ${id}: `);
});
