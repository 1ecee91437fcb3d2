// The command spec: its arguments, its files, and what each of its words does.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { check } from '../../transform/index.ts';
import type { Closing } from '../command.ts';
import { count } from '../show.ts';
import type { Answer } from './answer.ts';
import { checkCommand } from './check-command.ts';
import { diffCommand } from './diff-command.ts';
import { explainCommand } from './explain-command.ts';
import { askedFrom, catalogBeside, FileTrouble, readCases, readCatalog, readSpec, shown } from './files.ts';
import { type Part, planCommand } from './plan-command.ts';

export const usage = `usage: npm run spec -- <what> <file> [--catalog catalog.json]
  check   my.spec.json                    everything that is wrong with it, and what it is not certain of; exit 1 when it is not sound
  plan    my.spec.json [--sentences] [--pyspark] [--sql]   what it is compiled to
  explain my.spec.json                    a sentence per step, where each column comes from, what it assumes
  diff    a.json b.json                   what b has otherwise than a: in words, as a patch, as what it does
  test    my.spec.json [--cases file] [--spark]   the cases of my.spec.tests.json, computed by PostgreSQL, and by Spark as well
  catalog [schema.table …] [--out file]   the catalog of the database in DATABASE_URL, or of this checkout's own
Without --catalog the catalog.json beside the spec is taken, or one in a folder above it up to the root of the repository.`;

const options = {
  catalog: { type: 'string' },
  cases: { type: 'string' },
  out: { type: 'string' },
  spark: { type: 'boolean' },
  sentences: { type: 'boolean' },
  pyspark: { type: 'boolean' },
  sql: { type: 'boolean' },
} as const;

/** Throws FileTrouble for what the user has to put right. */
export const runSpec = async (args: readonly string[], closing: Closing): Promise<Answer> => {
  const { values, positionals } = parsed(args);
  const [what = '', ...names] = positionals;
  const [file, other] = names.map(fromThere);
  const given = values.catalog === undefined ? undefined : fromThere(values.catalog);
  if (what === 'catalog') return savedCatalog(names, values.out, closing);
  if (!commands.has(what) || file === undefined || names.length !== (what === 'diff' ? 2 : 1)) return { code: 1, text: usage };
  if (what === 'diff') return compared(file, other ?? '', given);
  const [spec, catalog] = [await readSpec(file), await readCatalog(file, given)];
  const sound = check(spec.content, catalog.content);
  if (what === 'check' || sound.is === 'unsound') return checkCommand(spec, catalog);
  if (what === 'plan')
    return planCommand(
      sound.plan,
      parts.filter((part) => values[part] === true),
    );
  if (what === 'explain') return explainCommand(spec, sound.plan, sound.notes);
  const cases = await readCases(file, values.cases === undefined ? undefined : fromThere(values.cases));
  const { testCommand } = await import('./test-command.ts'); // only this one needs a database
  return testCommand(spec.content, catalog.content, cases.content, values.spark === true, closing);
};

const commands = new Set(['check', 'plan', 'explain', 'diff', 'test']);
const parts: readonly Part[] = ['sentences', 'pyspark', 'sql'];

const parsed = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new FileTrouble(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
};

const fromThere = (file: string): string => path.resolve(askedFrom(), file);

const compared = async (a: string, b: string, given: string | undefined): Promise<Answer> => {
  const [one, another] = [await readSpec(a), await readSpec(b)];
  const catalog = given !== undefined || catalogBeside(path.dirname(a)) !== undefined ? (await readCatalog(a, given)).content : undefined;
  return diffCommand(one, another, catalog);
};

const savedCatalog = async (sources: readonly string[], out: string | undefined, closing: Closing): Promise<Answer> => {
  const { catalogCommand } = await import('./catalog-command.ts');
  const catalog = await catalogCommand(sources.length === 0 ? undefined : sources, closing);
  const text = JSON.stringify(catalog, null, 2);
  if (out === undefined) {
    tellOfHeader();
    return { code: 0, text };
  }
  await writeFile(fromThere(out), `${text}\n`);
  return { code: 0, text: `${shown(fromThere(out))}: ${count(catalog.tables.length, 'table')}` };
};

/** Into a file go also the lines that npm prints first. */
const tellOfHeader = (): void => {
  if (process.env.npm_lifecycle_event === undefined || process.env.npm_config_loglevel === 'silent' || process.stdout.isTTY) return;
  process.stderr.write(
    'npm prints lines of its own above the catalog: spec reads over them, other tools may not. --out writes the catalog alone.\n',
  );
};
