// What is wrong with a document by its schema, as a person wants it said: the place, what is expected there, and what was probably meant.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Documents } from '../../../contracts/generated/types.ts';
import { problemsOf, type Validator } from '../../../contracts/validator.ts';
import { nearest } from '../../transform/diagnostics.ts';

type Schema = { readonly [key: string]: unknown };
type Said = { readonly at: string; readonly message: string };

export const schemaProblems = (kind: keyof Documents, validate: Validator, value: unknown): readonly Said[] => {
  const all = problemsOf(validate, value).map(({ at, expected }) => ({ at, expected }));
  // that no alternative fits says less than why one of them does not
  const telling = all.filter(
    ({ at, expected }) => !/schema in anyOf|must match (oneOf|if)/.test(expected) || !all.some((other) => other.at.startsWith(`${at}/`)),
  );
  return telling.map(({ at, expected }) => ({ at: placeOf(at, expected), message: inWords(kind, value, at, expected) }));
};

const surplus = /^no property "(.*)"$/;

/** A property too many is where it stands, not where it does not belong. */
const placeOf = (at: string, expected: string): string => {
  const extra = surplus.exec(expected)?.[1];
  return extra === undefined ? at : `${at === '/' ? '' : at}/${extra.replaceAll('~', '~0').replaceAll('/', '~1')}`;
};

const inWords = (kind: keyof Documents, document: unknown, at: string, expected: string): string => {
  const value = valueAt(document, at);
  const extra = surplus.exec(expected)?.[1];
  if (extra !== undefined) {
    const allowed = propertiesAt(kind, document, at);
    const near = nearest(extra, allowed);
    return `there is no property ${extra} here; ${near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there are ${allowed.join(', ')}`}`;
  }
  const missing = /^must have required property '(.*)'$/.exec(expected)?.[1];
  if (missing !== undefined) return `the property ${missing} is missing`;
  if (/^value of tag/.test(expected)) {
    const tag = /"(.*?)"/.exec(expected)?.[1] ?? 'do';
    const known = tagsAt(kind, document, at, tag);
    const given = String((value as Readonly<Record<string, unknown>> | undefined)?.[tag]);
    const near = nearest(given, known);
    return `there is no ${tag} ${JSON.stringify(given)}; ${near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there are ${known.join(', ')}`}`;
  }
  return `${expected}, found ${brief(value)}`;
};

const brief = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
};

const keysOf = (at: string): readonly string[] =>
  at === '/'
    ? []
    : at
        .slice(1)
        .split('/')
        .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

const valueAt = (document: unknown, at: string): unknown =>
  keysOf(at).reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as Schema)[key] : undefined), document);

const propertiesAt = (kind: keyof Documents, document: unknown, at: string): readonly string[] => [
  ...new Set(schemasAt(kind, document, at).flatMap(({ properties }) => Object.keys((properties ?? {}) as object))),
];
const tagsAt = (kind: keyof Documents, document: unknown, at: string, tag: string): readonly string[] =>
  schemasAt(kind, document, at, false).flatMap(({ oneOf = [] }) =>
    (oneOf as readonly Schema[]).flatMap((option) => {
      const { schema } = resolved({ schema: option, file: `documents/${kind}` });
      const own = (schema.properties as Readonly<Record<string, Schema>> | undefined)?.[tag];
      return typeof own?.const === 'string' ? [own.const] : [];
    }),
  );

type Located = { readonly schema: Schema; readonly file: string };

/** The schemas that say what may stand at a place: of alternatives the one whose tag the value has, or all. */
const schemasAt = (kind: keyof Documents, document: unknown, at: string, choose = true): readonly Schema[] => {
  const file = `documents/${kind}`;
  let here: readonly Located[] = [{ schema: schemaFile(file), file }];
  let value = document;
  for (const key of keysOf(at)) {
    here = here.flatMap((each) => options(each, value)).flatMap((each) => below(each, key));
    value = typeof value === 'object' && value !== null ? (value as Schema)[key] : undefined;
  }
  return (choose ? here.flatMap((each) => options(each, value)) : here.map(resolved)).map(({ schema }) => schema);
};

const options = (located: Located, value: unknown): readonly Located[] => {
  const { schema, file } = resolved(located);
  const alternatives = [schema.oneOf, schema.anyOf, schema.allOf].flatMap((list) => (list ?? []) as readonly Schema[]);
  if (alternatives.length === 0) return [{ schema, file }];
  return alternatives.flatMap((each) => options({ schema: each, file }, value)).filter(({ schema: one }) => suits(one, value));
};

const suits = ({ properties }: Schema, value: unknown): boolean =>
  Object.entries((properties ?? {}) as Readonly<Record<string, Schema>>).every(
    ([key, { const: wanted }]) => wanted === undefined || (value as Schema | undefined)?.[key] === wanted,
  );

const below = ({ schema, file }: Located, key: string): readonly Located[] => {
  const property = (schema.properties as Readonly<Record<string, Schema>> | undefined)?.[key];
  const found = property ?? (/^\d+$/.test(key) ? schema.items : undefined) ?? schema.additionalProperties;
  return typeof found === 'object' && found !== null ? [{ schema: found as Schema, file }] : [];
};

const resolved = ({ schema, file }: Located): Located => {
  const { $ref } = schema;
  if (typeof $ref !== 'string') return { schema, file };
  const [to = '', pointer = ''] = $ref.split('#');
  const target = to === '' ? file : path.posix.join(path.posix.dirname(file), to.replace('.schema.json', ''));
  const found = pointer
    .split('/')
    .filter((part) => part !== '')
    .reduce<unknown>((each, part) => (each as Schema)[part], schemaFile(target));
  return resolved({ schema: found as Schema, file: target });
};

const schemaFile = (name: string): Schema =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, '../../../contracts', `${name}.schema.json`), 'utf8')) as Schema;
