// Specs kept as files, without any stack: what the command says, and how.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SpecPatch, TransformSpec } from '../../../contracts/generated/types.ts';
import { runSpec } from '../../../services/cli/spec/run.ts';
import { applyPatch, renderOracle, renderPyspark } from '../../../services/transform/index.ts';
import { caseNamed, planOf } from '../../corpus/cases.ts';

const totals = caseNamed('customer-totals');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'spec-cli-'));
  write('repository/.git', '');
  write('repository/specs/my.spec.json', totals.spec);
  write('repository/catalog.json', totals.catalog);
  write('elsewhere/my.spec.json', totals.spec);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (file: string): string => path.join(folder, file);
const write = (file: string, content: unknown): string => {
  mkdirSync(path.dirname(at(file)), { recursive: true });
  writeFileSync(at(file), typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
  return at(file);
};
const run = (...args: string[]) => runSpec(args, () => undefined);
const refusal = (...args: string[]): Promise<string> =>
  run(...args).then(
    () => 'nothing was refused',
    (error: Error) => error.message,
  );
const changed = (patch: SpecPatch): TransformSpec => {
  const result = applyPatch(totals.spec, patch);
  if (result.is === 'unsound') throw new Error(JSON.stringify(result.diagnostics));
  return result.spec;
};

describe('spec check', () => {
  it('finds the catalog in a folder above, up to the root of the repository', async () => {
    expect(await run('check', at('repository/specs/my.spec.json'))).toMatchObject({
      code: 0,
      text: expect.stringContaining('is sound: 2 sources, 3 steps, 3 columns'),
    });
  });

  it('says how to make a catalog where there is none', async () => {
    expect(await refusal('check', at('elsewhere/my.spec.json'))).toMatch(/no catalog\.json beside .*npm run spec -- catalog --out/s);
  });

  it('marks the wrong part of an expression, and says what was probably meant', async () => {
    const file = write(
      'repository/wrong.json',
      changed([{ op: 'replace', at: '/steps/big_spenders/where', value: 'customer_id > 0 and totl_amount > 1000' }]),
    );
    const { code, text } = await run('check', file);
    expect(code).toBe(1);
    const lines = text.split('\n');
    expect(lines[0]).toMatch(/wrong\.json:\d+:\d+: error unknown-column: step big_spenders, where$/);
    const line = lines.findIndex((each) => each.includes('totl_amount > 1000'));
    expect(lines[line + 1]).toBe(`${' '.repeat(lines[line]?.indexOf('totl_amount') ?? 0)}${'^'.repeat('totl_amount'.length)}`);
    expect(lines[line + 2]).toBe('    instead: total_amount');
    expect(text).toMatch(/: 1 problem$/);
  });

  it('marks within the line of an expression of several lines', async () => {
    const file = write(
      'repository/lines.json',
      changed([{ op: 'replace', at: '/steps/big_spenders/where', value: 'total_amount > 1000\n  and nam > 1' }]),
    );
    expect((await run('check', file)).text).toContain('        and nam > 1\n            ^^^');
  });

  it('tells notes and the advice of the catalog, and they are no mistakes', async () => {
    const { spec, catalog } = caseNamed('sensor-means');
    const advised = {
      ...catalog,
      tables: catalog.tables.map((table) => ({
        ...table,
        columns: table.columns.map((column) => ({ ...column, advice: `${column.sourceType} it is` })),
      })),
    };
    const { code, text } = await run('check', write('means.json', spec), '--catalog', write('means-catalog.json', advised));
    expect(code).toBe(0);
    expect(text).toMatch(/^.*means\.json:\d+:\d+: note target-may-overflow: target, column readings, type$/m);
    expect(text).toMatch(/^advice: .*, column .*: double precision it is$/m);
  });
});

describe('a file that is not as it must be', () => {
  it.each<[string, string, RegExp]>([
    [
      'is no JSON',
      '{\n  "sources": [\n    {"name": "a" "table": "b"}\n  ]\n}',
      /broken\.json:3:18: no JSON: expected , or \} after a property, found "table"/,
    ],
    ['ends too soon', '{"sources": [', /broken\.json:1:14: no JSON: expected a value, found the end of the line/],
    ['has a comma too many', '[1,\n]', /broken\.json:2:1: no JSON: expected a value, found \]/],
    ['has a text without end', '{"a": "b\n}', /broken\.json:1:9: no JSON: expected " at the end of a text/],
    ['is no spec', '{"steps": []}', /broken\.json:1:1: \/: the property sources is missing/],
  ])('%s', async (_, text, message) => {
    expect(await refusal('check', write('broken.json', text))).toMatch(message);
  });

  it('has a step that does not exist', async () => {
    const [first] = totals.spec.steps;
    const file = write('step.json', { ...totals.spec, steps: [{ ...first, do: 'joyn' }] });
    expect(await refusal('check', file)).toMatch(/step\.json:\d+:5: \/steps\/0: there is no do "joyn"; did you mean join/);
  });

  it('has a property that does not exist, and one that is missing', async () => {
    const [{ kind: _, ...first } = { kind: '' }, ...rest] = JSON.parse(JSON.stringify(totals.spec.steps));
    const file = write('property.json', { ...totals.spec, steps: [{ ...first, expct: 'one' }, ...rest] });
    const message = await refusal('check', file);
    expect(message).toMatch(/\/steps\/0\/expct: there is no property expct here; did you mean expect/);
    expect(message).toMatch(/\/steps\/0: the property kind is missing/);
  });

  it('has a value that does not fit', async () => {
    const file = write('value.json', { ...totals.spec, target: { ...totals.spec.target, mode: 'upsert' } });
    expect(await refusal('check', file)).toMatch(
      /value\.json:\d+:\d+: \/target\/mode: one of "replace", "append", "merge", found "upsert"/,
    );
  });

  it('is not there', async () => {
    expect(await refusal('check', at('none.json'))).toMatch(/none\.json: there is no such file$/);
  });

  it('has the header that npm printed before the catalog', async () => {
    const catalog = write(
      'headed.json',
      `\n> datamorph@0.1.0 spec\n> node infra/local/start.mjs services/cli/spec.ts catalog\n\n${JSON.stringify(totals.catalog)}\n`,
    );
    expect(await run('check', at('elsewhere/my.spec.json'), '--catalog', catalog)).toMatchObject({ code: 0 });
  });
});

describe('spec plan', () => {
  it('prints sentences, PySpark and SQL', async () => {
    const { text } = await run('plan', at('repository/specs/my.spec.json'));
    expect(text).toContain('1. customer_orders: every row of customers');
    expect(text).toContain(renderPyspark(planOf(totals)).trim());
    expect(text).toContain(renderOracle(planOf(totals)).trim());
  });

  it('prints one of them as it is', async () => {
    expect(await run('plan', at('repository/specs/my.spec.json'), '--pyspark')).toEqual({
      code: 0,
      text: renderPyspark(planOf(totals)).trimEnd(),
    });
    expect(await run('plan', at('repository/specs/my.spec.json'), '--sql')).toEqual({
      code: 0,
      text: renderOracle(planOf(totals)).trimEnd(),
    });
  });

  it('says what is wrong instead', async () => {
    const file = write('repository/unsound.json', changed([{ op: 'replace', at: '/steps/big_spenders/where', value: 'nope' }]));
    expect(await run('plan', file)).toMatchObject({ code: 1, text: expect.stringContaining('error unknown-column') });
  });
});

describe('spec explain', () => {
  it('tells steps, the source of each column, and what is assumed', async () => {
    const guessed: TransformSpec = {
      ...totals.spec,
      assumptions: [
        {
          phrase: 'per customer',
          reading: 'every customer has a row',
          convention: 'per-entity',
          alternatives: [
            { reading: 'only those with orders', patch: [{ op: 'replace', at: '/steps/customer_orders/kind', value: 'inner' }] },
          ],
        },
      ],
    };
    const { text } = await run('explain', write('repository/guessed.json', guessed));
    expect(text).toMatch(/^ {2}3\. big_spenders: the rows of totals where total_amount > 1000\.$/m);
    expect(text).toMatch(/^ {2}total_amount +decimal\(22,2\) +sum +shop\.orders\.order_amount$/m);
    expect(text).toContain(
      '“per customer” was read as: every customer has a row (convention per-entity)\n      or: only those with orders',
    );
  });
});

describe('spec diff', () => {
  const patch: SpecPatch = [
    { op: 'replace', at: '/steps/customer_orders/kind', value: 'inner' },
    { op: 'move', at: '/target/columns/total_amount', after: null },
  ];

  it('tells what changed in words, by its effect, and as the patch that does it', async () => {
    const { code, text } = await run('diff', at('repository/specs/my.spec.json'), write('repository/other.json', changed(patch)));
    expect(code).toBe(0);
    expect(text).toContain('step customer_orders: kind is now inner, it was left');
    expect(text).toContain('target, column total_amount now stands first');
    expect(text).toMatch(/^ {2}- customer_orders: every row of customers/m);
    expect(text).toMatch(/^ {2}\+ customer_orders: each row of customers with each row of orders/m);
    expect(JSON.parse(text.slice(text.indexOf('[\n')))).toEqual(patch);
  });

  it('needs no catalog', async () => {
    expect((await run('diff', at('elsewhere/my.spec.json'), write('elsewhere/b.json', changed(patch)))).text).not.toContain(
      'What that does',
    );
  });

  it('says that there is nothing', async () => {
    expect((await run('diff', at('elsewhere/my.spec.json'), at('repository/specs/my.spec.json'))).text).toMatch(/say the same$/);
  });
});

describe('arguments that nobody understands', () => {
  it.each([[['chek', 'x.json']], [['check']], [['diff', 'a.json']], [[]]])('%j give the usage', async (args) => {
    expect(await run(...args)).toMatchObject({ code: 1, text: expect.stringContaining('usage: npm run spec') });
  });

  it('a wrong option is named', async () => {
    expect(await refusal('check', 'x.json', '--catlog', 'y')).toMatch(/--catlog.*usage/s);
  });
});
