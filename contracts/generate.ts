// JSON Schemas in, types + validators + names + tool schemas out. `npm run gen`; `npm run check` fails when the result is not what is committed.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compile } from 'json-schema-to-typescript';
import { type Contract, exportName, type Group, type Schema, validatorFiles, validatorModule } from './validator-code.ts';

const here = import.meta.dirname;
const groups = ['events', 'documents', 'api', 'external'] as const;
const modelAnswers = ['SpecAnswer', 'SpecPatch', 'TestSet'];
const notice = '// Made by contracts/generate.ts (npm run gen). Do not edit.\n';

/** Everything that `npm run gen` writes: path below contracts/generated → text. */
export const generate = async (): Promise<ReadonlyMap<string, string>> => {
  const contracts = await readContracts();
  const definitions = await allDefinitions(contracts);
  const files = new Map<string, string>();
  files.set('types.ts', await types(contracts, definitions));
  files.set('names.ts', names(contracts));
  for (const name of modelAnswers) files.set(`tools/${name}.json`, toolSchema(bundled(name, definitions)));
  files.set('validators/all.js', notice + (await validatorModule(contracts, definitions)));
  for (const file of validatorFiles(contracts)) {
    files.set(`validators/${file}.js`, `${notice}export { ${exportName(file)} as validate } from './all.js';\n`);
    files.set(
      `validators/${file}.d.ts`,
      `${notice}import type { Validator } from '../../validator.ts';\nexport declare const validate: Validator;\n`,
    );
  }
  files.set('validators.ts', validatorIndex(contracts));
  return files;
};

const readContracts = async (): Promise<readonly Contract[]> => {
  const found = await Promise.all(
    groups.map(async (group) => {
      const files = (await readdir(path.join(here, group))).filter((file) => file.endsWith('.schema.json')).sort();
      return Promise.all(
        files.map(async (file) => ({ name: file.replace('.schema.json', ''), group, schema: await readJson(group, file) })),
      );
    }),
  );
  return found.flat();
};

const readJson = async (...parts: string[]): Promise<Schema> => JSON.parse(await readFile(path.join(here, ...parts), 'utf8'));

/** Plain JSON Schema, as models are given it: without Ajv's own keyword. */
const toolSchema = (schema: Schema): string =>
  `${JSON.stringify(schema, (key, value) => (key === 'discriminator' && typeof value === 'object' ? undefined : value), 2)}\n`;

/** One flat table of definitions: the shared ones, each contract by its name, and the inner definitions of contracts. References become local. */
const allDefinitions = async (contracts: readonly Contract[]): Promise<ReadonlyMap<string, Schema>> => {
  const table = new Map<string, Schema>();
  const add = (name: string, schema: Schema) => {
    if (table.has(name)) throw new Error(`two contracts define ${name}: names of definitions are shared by all schemas`);
    table.set(name, localReferences(schema));
  };
  for (const [name, schema] of Object.entries((await readJson('defs.schema.json')).definitions as Record<string, Schema>))
    add(name, schema);
  const { properties } = (await readJson('envelope.schema.json')) as { properties: Record<string, Schema> };
  add('Meta', properties.meta as Schema);
  for (const { name, schema } of contracts) {
    const { definitions = {}, $schema: _, ...own } = schema as Schema & { definitions?: Record<string, Schema> };
    add(name, own);
    for (const [inner, body] of Object.entries(definitions)) add(inner, body);
  }
  return table;
};

/** `../defs.schema.json#/definitions/X`, `#/definitions/X` and `./X.schema.json` all mean definition X. */
const localReferences = (schema: Schema): Schema =>
  JSON.parse(JSON.stringify(schema), (key, value) =>
    key === '$ref' ? `#/definitions/${/(\w+)(\.schema\.json)?$/.exec(value)?.[1]}` : value,
  );

/** A contract with the definitions that it reaches, nothing else. */
const bundled = (name: string, table: ReadonlyMap<string, Schema>): Schema => withDefinitions(table.get(name) as Schema, table);

const withDefinitions = (root: Schema, table: ReadonlyMap<string, Schema>): Schema => {
  const reached = new Map<string, Schema>();
  const visit = (schema: Schema) => {
    for (const [, name] of JSON.stringify(schema).matchAll(/"#\/definitions\/(\w+)"/g)) {
      if (name === undefined || reached.has(name)) continue;
      const definition = table.get(name);
      if (definition === undefined) throw new Error(`no definition ${name}`);
      reached.set(name, definition);
      visit(definition);
    }
  };
  visit(root);
  return reached.size === 0 ? root : { ...root, definitions: Object.fromEntries([...reached].sort(([a], [b]) => (a < b ? -1 : 1))) };
};

const types = async (contracts: readonly Contract[], table: ReadonlyMap<string, Schema>): Promise<string> => {
  const all = {
    title: 'All',
    type: 'object',
    additionalProperties: false,
    properties: {},
    definitions: anyIsUnknown(Object.fromEntries(table)),
  };
  const text = await compile(all as never, 'All', {
    bannerComment: notice.trim(),
    ignoreMinAndMaxItems: true,
    unreachableDefinitions: true,
    additionalProperties: false,
    format: false,
  });
  const map = (title: string, group: Group) =>
    `\nexport interface ${title} {\n${contracts
      .filter((c) => c.group === group)
      .map((c) => `  ${c.name}: ${c.name};\n`)
      .join('')}}\n`;
  // The compiler notes below each type that the collecting schema refers to it; that says nothing to a reader.
  const plain = text
    .replace(/export interface All \{\s*\}\n/, '')
    .replace(/ \* ?\n \* This interface was referenced by `All`'s JSON-Schema\n \* via the `definition` "\w+"\.\n/g, '');
  return plain + map('EventData', 'events') + map('Documents', 'documents');
};

/** A schema that says nothing but what it is for accepts any value; the compiler would make an object of it. */
const anyIsUnknown = (schema: Schema): Schema =>
  JSON.parse(JSON.stringify(schema), (_, value) =>
    typeof value === 'object' && value !== null && Object.keys(value).join() === 'description' && typeof value.description === 'string'
      ? { ...value, tsType: 'unknown' }
      : value,
  );

const names = (contracts: readonly Contract[]): string => {
  const list = (group: Group) =>
    contracts
      .filter((c) => c.group === group)
      .map((c) => `  '${c.name}',\n`)
      .join('');
  return `${notice}export const eventNames = [\n${list('events')}] as const;\n\nexport const documentNames = [\n${list('documents')}] as const;\n`;
};

const validatorIndex = (contracts: readonly Contract[]): string => {
  const events = contracts.filter((c) => c.group === 'events').map((c) => c.name);
  const documents = contracts.filter((c) => c.group === 'documents').map((c) => c.name);
  return `${notice}${[
    ...events.flatMap((n) => [
      `import { validate as hear${n} } from './validators/${n}.read.js';`,
      `import { validate as say${n} } from './validators/${n}.write.js';`,
    ]),
    ...documents.map((n) => `import { validate as doc${n} } from './validators/${n}.js';`),
    "import type { Validator } from '../validator.ts';",
    "import type { Documents, EventData } from './types.ts';",
    '',
    '/** Validators of facts by name: closed when said, open when heard. */',
    'export const factValidators: { readonly [Name in keyof EventData]?: { readonly hear: Validator; readonly say: Validator } } = {',
    ...events.map((n) => `  ${n}: { hear: hear${n}, say: say${n} },`),
    '};',
    '',
    'export const documentValidators: { readonly [Name in keyof Documents]?: Validator } = {',
    ...documents.map((n) => `  ${n}: doc${n},`),
    '};',
  ].join('\n')}\n`;
};

/** Writes what generate made; files that it no longer makes go. */
export const writeGenerated = async (files: ReadonlyMap<string, string>): Promise<void> => {
  const folder = path.join(here, 'generated');
  await rm(folder, { recursive: true, force: true });
  for (const [file, text] of files) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
};

if (import.meta.main) {
  const files = await generate();
  await writeGenerated(files);
  console.log(`${files.size} files below contracts/generated`);
}
