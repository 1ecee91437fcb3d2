// The files of the command: read, held against their schemas, found beside each other. What is wrong with one is said with its line.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Catalog, Documents, SpecTests, TransformSpec } from '../../../contracts/generated/types.ts';
import { documentValidators } from '../../../contracts/generated/validators.ts';
import { lineAndColumn, readJson } from './json-text.ts';
import { schemaProblems } from './schema-problems.ts';

export type File<Content> = {
  readonly name: string;
  readonly content: Content;
  /** `my.spec.json:12:5` of a path in it; of the nearest part that is there. */
  readonly lineOf: (path: string) => string;
};

/** What a person has to put right in files or arguments before the command can work; its message is all they need. */
export class FileTrouble extends Error {
  override readonly name = 'FileTrouble';
}

export const readSpec = (file: string): Promise<File<TransformSpec>> => read(file, 'TransformSpec');

export const readCases = async (specFile: string, given: string | undefined): Promise<File<SpecTests>> => {
  const file = given ?? specFile.replace(/(\.json)?$/, '.tests.json');
  if (given === undefined && !existsSync(file))
    throw new FileTrouble(`${shown(file)} is not there: the cases of ${shown(specFile)} stand in it. One case is ${exampleCase}`);
  return read(file, 'SpecTests');
};
const exampleCase = `{"name": "…", "tables": {"schema.table": {"rows": [{"column": 1}]}}, "expect": [{"column": 1}]}`;

/** The one given; else catalog.json beside the spec, or in a folder above it up to the root of the repository. */
export const readCatalog = async (specFile: string, given: string | undefined): Promise<File<Catalog>> => {
  const file = given ?? catalogBeside(path.dirname(specFile));
  if (file === undefined) {
    throw new FileTrouble(
      `there is no catalog.json beside ${shown(specFile)} or above it: name one with --catalog, or write the catalog of your database with\n  npm run spec -- catalog --out ${shown(path.join(path.dirname(specFile), 'catalog.json'))}`,
    );
  }
  return read(file, 'Catalog');
};

export const catalogBeside = (folder: string): string | undefined => {
  const file = path.join(folder, 'catalog.json');
  if (existsSync(file)) return file;
  const above = path.dirname(folder);
  return above === folder || existsSync(path.join(folder, '.git')) ? undefined : catalogBeside(above);
};

const read = async <Kind extends keyof Documents>(file: string, kind: Kind): Promise<File<Documents[Kind]>> => {
  const name = shown(file);
  const text = withoutHeader(await readFile(file, 'utf8').catch((error: unknown) => Promise.reject(unreadable(name, error))));
  const lineAt = (offset: number): string => {
    const { line, column } = lineAndColumn(text, offset);
    return `${name}:${line}:${column}`;
  };
  const json = readJson(text);
  if (json.is === 'broken') {
    const found = text.slice(json.offset, json.offset + 20).split('\n')[0];
    throw new FileTrouble(
      `${lineAt(json.offset)}: no JSON: expected ${json.expected}, found ${found === '' ? 'the end of the line' : found}`,
    );
  }
  const lineOf = (at: string): string => lineAt(nearestPlace(json.places, at));
  const validate = documentValidators[kind];
  if (validate === undefined) throw new Error(`${kind} has no validator`);
  const problems = schemaProblems(kind, validate, json.value);
  if (problems.length > 0) {
    const lines = problems.map(({ at, message }) => `${lineOf(at)}: ${at}: ${message}`);
    throw new FileTrouble(`${name} is no ${kind}:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  }
  return { name, content: json.value as Documents[Kind], lineOf };
};

const nearestPlace = (places: ReadonlyMap<string, number>, at: string): number => {
  const found = places.get(at);
  return found ?? (at.length <= 1 ? 0 : nearestPlace(places, at.slice(0, at.lastIndexOf('/')) || '/'));
};

const unreadable = (name: string, error: unknown): FileTrouble => {
  const code = (error as { readonly code?: string }).code;
  const why: Readonly<Record<string, string>> = { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'it may not be read' };
  return new FileTrouble(`${name}: ${why[code ?? ''] ?? String(error)}`);
};

/** What npm prints of itself before a script's output, and so into a file that the output is sent to. */
const withoutHeader = (text: string): string =>
  text.replace(/^\uFEFF/, '').replace(/^\s*(> [^\n]*\n)+/, (header) => header.replace(/[^\n]/g, ''));

/** As short as it can be said from where the command was given. */
export const shown = (file: string): string => {
  const relative = path.relative(askedFrom(), file);
  return relative === '' || relative.startsWith('..') ? file : relative;
};

/** npm runs scripts in the folder of the package and says where it was called. */
export const askedFrom = (): string => process.env.INIT_CWD ?? process.cwd();
