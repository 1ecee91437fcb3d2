// The examples are the contracts' tests, their documentation and the corpus that a changed schema must still accept.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { problemsOf, type Validator } from '../../contracts/validator.ts';
import { contractNames } from './schemas.ts';

const contracts = path.join(import.meta.dirname, '../../contracts');
const examples = readdirSync(path.join(contracts, 'examples')).map((file) => {
  const [, name, kind] = /^([A-Za-z]+)\.[a-z0-9-]+(\.invalid)?\.json$/.exec(file) ?? [];
  if (name === undefined) throw new Error(`${file}: expected <Name>.<case>.json or <Name>.<case>.invalid.json`);
  return { file, name, valid: kind === undefined };
});

const contentOf = (file: string): unknown => JSON.parse(readFileSync(path.join(contracts, 'examples', file), 'utf8'));
const validatorOf = async (name: string, way?: 'read' | 'write'): Promise<Validator> => {
  const { validate }: { validate: Validator } = await import(
    path.join(contracts, 'generated/validators', `${name}${way === undefined ? '' : `.${way}`}.js`)
  );
  return validate;
};

describe.each(contractNames())('$name', ({ name, group }) => {
  const own = examples.filter((example) => example.name === name);

  it('has a valid and an invalid example', () => {
    expect(own.filter(({ valid }) => valid)).not.toEqual([]);
    expect(own.filter(({ valid }) => !valid)).not.toEqual([]);
  });

  it.each(own.filter(({ valid }) => valid))('$file is accepted', async ({ file }) => {
    for (const way of group === 'events' ? (['read', 'write'] as const) : [undefined])
      expect(problemsOf(await validatorOf(name, way), contentOf(file))).toEqual([]);
  });

  it.each(own.filter(({ valid }) => !valid))('$file is refused for one thing', async ({ file }) => {
    const problems = problemsOf(await validatorOf(name, group === 'events' ? 'write' : undefined), contentOf(file));
    expect(problems).not.toEqual([]);
    // A failed alternative is also told at the places around it; a place beside it would mean that the example went stale.
    const deepest = problems.map(({ at }) => at).reduce((a, b) => (b.length > a.length ? b : a));
    expect(problems.filter(({ at }) => !deepest.startsWith(at))).toEqual([]);
  });
});

it('no example is left over from a contract that is gone', () => {
  const names = contractNames().map(({ name }) => name);
  expect(examples.filter(({ name }) => !names.includes(name))).toEqual([]);
});

describe('a fact that carries more than its schema', () => {
  const more = () => {
    const { meta, data } = contentOf('TargetPublished.first-version.json') as { meta: object; data: object };
    return { meta: { ...meta, region: 'eu-west-1' }, data: { ...data, seconds: 3 } };
  };
  it('may be heard, so that additive fields reach old listeners', async () => {
    expect(problemsOf(await validatorOf('TargetPublished', 'read'), more())).toEqual([]);
  });
  it('may not be said', async () => {
    expect(problemsOf(await validatorOf('TargetPublished', 'write'), more())).toEqual([
      { at: '/meta', expected: 'no property "region"' },
      { at: '/data', expected: 'no property "seconds"' },
    ]);
  });
});

it('all problems are told at once', async () => {
  const spoilt = { status: 'so-so', service: 'other', timestamp: 'now' };
  const problems = problemsOf(await validatorOf('HealthReply'), spoilt);
  expect(problems.map(({ at }) => at).sort()).toEqual(['/', '/service', '/status', '/timestamp']);
});

it('the same problem is told once', async () => {
  const { steps, ...spec } = contentOf('TransformSpec.customer-totals.json') as { steps: object[] };
  const problems = problemsOf(await validatorOf('TransformSpec'), { ...spec, steps: [...steps, { do: 'python' }] });
  expect(new Set(problems.map((problem) => JSON.stringify(problem))).size).toBe(problems.length);
});
