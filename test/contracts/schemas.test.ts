// What every schema must have, whatever it describes.
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Schema, schemas } from './schemas.ts';

const all = schemas();

/** Follows `$ref` and single `allOf` until something describes itself. */
const described = (schema: Schema, file: string): boolean => {
  if (typeof schema.description === 'string' && schema.description.trim() !== '') return true;
  if (typeof schema.$ref === 'string') {
    const [found, inFile] = resolve(schema.$ref, file);
    return described(found, inFile);
  }
  return Array.isArray(schema.allOf) && schema.allOf.some((part) => described(part, file));
};

const resolve = (ref: string, file: string): readonly [Schema, string] => {
  const [target = '', pointer = ''] = ref.split('#');
  const inFile = target === '' ? file : path.posix.join(path.posix.dirname(file), target);
  let found: unknown = all.get(inFile);
  for (const key of pointer.split('/').slice(1)) found = (found as Schema | undefined)?.[key];
  if (found === undefined) throw new Error(`${file}: nothing at ${ref}`);
  return [found as Schema, inFile];
};

/** Every property and every list item of the schema, with the path that leads to it. */
const parts = (schema: Schema, at: string): readonly (readonly [at: string, schema: Schema])[] =>
  Object.entries(schema).flatMap(([key, value]) => {
    if (value === null || typeof value !== 'object') return [];
    if (key === 'properties' || key === 'definitions')
      return Object.entries(value as { [name: string]: Schema }).flatMap(([name, body]) => [
        [`${at}/${name}`, body] as const,
        ...parts(body, `${at}/${name}`),
      ]);
    if (key === 'items' || key === 'additionalProperties') return [[`${at}/*`, value as Schema], ...parts(value as Schema, `${at}/*`)];
    return parts(value as Schema, at);
  });

describe.each([...all])('%s', (file, schema) => {
  it('describes itself, every property and every item', () => {
    const silent = parts(schema, '').filter(([, part]) => !described(part, file));
    expect(silent.map(([at]) => at)).toEqual([]);
    expect(schema.description).toBeTypeOf('string');
  });

  it('is draft-07 and titled by its name', () => {
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
    expect(schema.title).toBe(path.posix.basename(file, '.schema.json'));
  });
});

describe('documents from a model are closed', () => {
  it.each(['TransformSpec', 'SpecPatch', 'SpecAnswer', 'TestSet'])('%s has no open object', (name) => {
    const file = `documents/${name}.schema.json`;
    const objects = [['', all.get(file) as Schema] as const, ...parts(all.get(file) as Schema, '')].filter(
      ([, { type }]) => type === 'object',
    );
    const open = objects.filter(([, object]) => object.additionalProperties !== false && object.discriminator === undefined);
    expect(open.map(([at]) => at)).toEqual([]);
  });
});
