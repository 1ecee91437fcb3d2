// The examples with traps, read by the planner and evaluated on their rows: as asked, in other words, and with every name changed.
import { describe, expect, it } from 'vitest';
import type { Catalog, TransformSpec } from '../../../../contracts/generated/types.ts';
import { validate } from '../../../../contracts/generated/validators/SpecAnswer.js';
import { problemsOf } from '../../../../contracts/validator.ts';
import { planSpec } from '../../../../services/model/planner/plan-spec.ts';
import { applyPatch, check } from '../../../../services/transform/index.ts';
import { type Example, examples, rename, unclear } from '../../../thread/examples.ts';
import { catalogOf } from '../catalogs.ts';
import { evaluate, type Row, type Value } from '../interpreter.ts';

type Tables = Example['tables'];

const specOf = (prompt: string, catalog: Catalog): TransformSpec => {
  const answer = planSpec({ prompt, catalog });
  expect(problemsOf(validate, answer)).toEqual([]);
  expect(answer.questions).toEqual([]);
  if (answer.spec === null) throw new Error('no spec');
  return answer.spec;
};

const cell = (text: string): Value => (text === 'null' ? null : text.startsWith("'") ? text.slice(1, -1) : Number(text));
const rowsOf = (tables: Tables): Record<string, Row[]> =>
  Object.fromEntries(
    Object.entries(tables).map(([name, { columns, rows }]) => [
      name,
      rows.map((row) => Object.fromEntries(row.split(',').map((text, n) => [columns[n]?.split(' ')[0] ?? '', cell(text)]))),
    ]),
  );

const plain = (value: Value): string | null => (value === null ? null : String(value));
const sorted = (rows: readonly (readonly (string | null)[])[]) => rows.map((row) => JSON.stringify(row)).sort();

/** The columns that the prompt asks for, of the evaluated result. */
const asked = (spec: TransformSpec, tables: Tables, patterns: readonly string[]) => {
  const names = spec.target.columns.map(({ name }) => name);
  const places = patterns.map((pattern) => names.findIndex((name) => new RegExp(pattern, 'i').test(name)));
  expect(places, `columns of ${names.join(', ')}`).not.toContain(-1);
  return sorted(evaluate(spec, rowsOf(tables), catalogOf(tables)).map((row) => places.map((place) => plain(row[place] ?? null))));
};

const renamedTables = ({ tables, renamed }: Example): Tables =>
  Object.fromEntries(
    Object.entries(tables).map(([name, { columns, rows }]) => [
      renamed[name] ?? name,
      { rows, columns: columns.map((column) => column.replace(/^\S+/, (old) => renamed[old] ?? old)) },
    ]),
  );

/** A spec without names: what is left is the plan. */
const shape = ({ steps, target }: TransformSpec) => ({
  steps: steps.map((step) => ({
    do: step.do,
    ...(step.do === 'join' ? { kind: step.kind, expect: step.expect, keeps: step.keep.map(({ columns }) => columns.length) } : {}),
    ...(step.do === 'aggregate'
      ? { by: step.by.length, compute: step.compute.map(({ expr }) => expr.replaceAll(/\b(?!distinct\b)[a-z_]+\b(?!\()/g, '…')) }
      : {}),
    ...(step.do === 'filter' ? { where: step.where.replaceAll(/[a-z_]+/g, '…') } : {}),
  })),
  columns: target.columns.map(({ type, nullable }) => ({ type, nullable })),
  key: target.key.length,
});

describe.each(examples.map((example) => [example.name, example] as const))('%s', (_, example) => {
  const catalog = catalogOf(example.tables);
  const prompts = [example.prompt, ...example.paraphrases];

  it.each(prompts)('%s', (prompt) => {
    const spec = specOf(prompt, catalog);
    expect(check(spec, catalog)).toMatchObject({ is: 'sound' });
    expect(asked(spec, example.tables, example.columns)).toEqual(sorted(example.rows));
  });

  it('is read alike under other names', () => {
    const tables = renamedTables(example);
    const spec = specOf(rename(example.prompt, example.renamed), catalogOf(tables));
    expect(check(spec, catalogOf(tables))).toMatchObject({ is: 'sound' });
    expect(shape(spec)).toEqual(shape(specOf(example.prompt, catalog)));
  });

  it('states guesses that quote the prompt and whose alternatives are sound specs', () => {
    const spec = specOf(example.prompt, catalog);
    for (const { phrase, alternatives } of spec.assumptions) {
      expect(example.prompt).toContain(phrase);
      for (const { patch } of alternatives) {
        const patched = applyPatch(spec, patch);
        if (patched.is !== 'patched') throw new Error(JSON.stringify(patched.diagnostics));
        expect(check(patched.spec, catalog), JSON.stringify(patch)).toMatchObject({ is: 'sound' });
        expect(patched.spec).not.toEqual(spec);
      }
    }
  });
});

const example = (name: string): Example => {
  const found = examples.find((each) => each.name.startsWith(`${name}:`));
  if (found === undefined) throw new Error(`no example ${name}`);
  return found;
};
const specOfExample = (name: string): TransformSpec => specOf(example(name).prompt, catalogOf(example(name).tables));
const reading = (name: string, convention: string) =>
  specOfExample(name).assumptions.find((assumption) => assumption.convention === convention);

/** Rows of the spec with the other reading of these words, on all its columns. */
const otherwise = (name: string, phrase: string, words: RegExp) => {
  const spec = specOfExample(name);
  const other = spec.assumptions.filter((each) => each.phrase === phrase).flatMap(({ alternatives }) => alternatives);
  const patched = applyPatch(spec, other.find((each) => words.test(each.reading))?.patch ?? []);
  if (patched.is !== 'patched') throw new Error(JSON.stringify(patched.diagnostics));
  expect(patched.spec).not.toEqual(spec);
  return sorted(evaluate(patched.spec, rowsOf(example(name).tables), catalogOf(example(name).tables)).map((row) => row.map(plain)));
};

it('says that "per customer" keeps every customer, and what else it could mean', () => {
  expect(reading('E1', 'per-entity')).toMatchObject({
    phrase: 'per customer',
    alternatives: [{ patch: [{ op: 'replace', value: 'inner' }] }],
  });
});

it('says that "Join on" is inner, and what else it could mean', () => {
  expect(reading('E13', 'inner-join')).toMatchObject({
    phrase: 'on cust_id',
    alternatives: [{ patch: [{ op: 'replace', value: 'right' }] }],
  });
});

it('says that sales are counted, and what they amount to otherwise', () => {
  expect(otherwise('E9', 'sales', /amount/)).toEqual(
    sorted([
      ['A', '101'],
      ['B', '200'],
      ['C', '495'],
    ]),
  );
});

it('says that products are counted, and their rows otherwise', () => {
  expect(otherwise('E11', 'product count', /rows/)).toEqual(
    sorted([
      ['A', '3', '16'],
      ['B', '1', null],
      [null, '1', '2'],
    ]),
  );
});

it('says that rows without a category are a group, and that they can be left out', () => {
  expect(otherwise('E11', 'Aggregate sales by product category', /left out/)).toEqual(
    sorted([
      ['A', '2', '16'],
      ['B', '1', null],
    ]),
  );
});

it('says what stands between the parts of a name, and what a missing part does', () => {
  const phrase = 'add full_name column by concatenating first_name and last_name';
  const ada = ['1', 'Ada', 'Byron', '10', 'Eng'];
  const bo = ['2', 'Bo', null, '10', 'Eng'];
  expect(otherwise('E10', phrase, /nothing/)).toEqual(
    sorted([
      [...ada, 'AdaByron'],
      [...bo, null],
    ]),
  );
  expect(otherwise('E10', phrase, /skipped/)).toEqual(
    sorted([
      [...ada, 'Ada Byron'],
      [...bo, 'Bo'],
    ]),
  );
  expect(otherwise('E10', 'Merge', /without a partner/)).toHaveLength(3);
});

it('says that values are put in place of NULL first, and that the condition can come first', () => {
  expect(otherwise('E8', 'invalid email format', /applied first/)).toEqual(
    sorted([
      ['1', 'a@x.com', '555'],
      ['5', 'b@x.org', 'N/A'],
    ]),
  );
});

it.each(unclear)('asks when told: %s', (prompt) => {
  for (const { tables } of examples) {
    const answer = planSpec({ prompt, catalog: catalogOf(tables) });
    expect(answer).toMatchObject({ kind: 'questions', spec: null });
    expect(answer.questions[0]?.options.length).toBeGreaterThan(0);
    expect(problemsOf(validate, answer)).toEqual([]);
  }
});
