// What the schema of a spec says of its parts: the steps, and what steps are made of.
import defs from '../../../../contracts/defs.schema.json' with { type: 'json' };
import transformSpec from '../../../../contracts/documents/TransformSpec.schema.json' with { type: 'json' };
import { link } from './markdown.ts';

export type Schema = {
  readonly type?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
};

const definitions: Readonly<Record<string, Schema>> = transformSpec.definitions;
const shared: Readonly<Record<string, Schema>> = defs.definitions;

const nameIn = ($ref: string): string => $ref.split('/').at(-1) ?? '';

/** Definitions of the steps, in the order of the schema; the word that `do` says for each. */
export const stepDefinitions: readonly { readonly word: string; readonly schema: Schema }[] = (definitions.Step?.oneOf ?? []).map(
  ({ $ref = '' }) => {
    const schema = definitions[nameIn($ref)] ?? {};
    return { word: String(schema.properties?.do?.const), schema };
  },
);

/** Parts that several steps use, by name. */
export const partDefinitions: readonly { readonly name: string; readonly schema: Schema }[] = Object.entries(definitions)
  .filter(([name]) => name !== 'Step' && !name.endsWith('Step'))
  .map(([name, schema]) => ({ name, schema }));

/** The document itself, without its steps. */
export const document: Schema = transformSpec;
export const typeDescription = shared.Type?.description ?? '';
/** Words of the types, as the pattern of a type has them. */
export const typeWords: readonly string[] = [
  ...new Set(
    JSON.stringify(shared.Type)
      .replace(/^.*?"pattern":/, '')
      .match(/[a-z]{3,}/g) ?? [],
  ),
];

export type Row = readonly [property: string, value: string, says: string];

/** A row per property, those of objects within below it: `keep[].side`. Optional ones bear a question mark. */
export const propertyRows = (schema: Schema, above = ''): readonly Row[] =>
  Object.entries(schema.properties ?? {})
    .filter(([name]) => above !== '' || (name !== 'name' && name !== 'do'))
    .flatMap(([name, property]) => {
      const isList = property.type === 'array';
      const path = `${above}${name}${isList ? '[]' : ''}`;
      const says = property.description ?? (property.$ref === undefined ? '' : described(property.$ref));
      const own: Row = [`\`${path}\`${schema.required?.includes(name) ? '' : ' ?'}`, kindOf(property), says];
      return [own, ...nested(isList ? property.items : property, `${path}.`)];
    });

const described = ($ref: string): string => (isPart($ref) ? definitions : shared)[nameIn($ref)]?.description ?? '';

const nested = (schema: Schema | undefined, above: string): readonly Row[] =>
  schema?.type === 'object' ? propertyRows(schema, above) : [];

const isPart = ($ref: string): boolean => $ref.startsWith('#');

/** What may stand there, in few words. */
const kindOf = (schema: Schema): string => {
  if (schema.$ref !== undefined)
    return isPart(schema.$ref) ? link(nameIn(schema.$ref)) : (sharedNames[nameIn(schema.$ref)] ?? nameIn(schema.$ref));
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum !== undefined) return schema.enum.map((each) => `\`${each}\``).join(', ');
  if (schema.allOf?.[0] !== undefined) return kindOf(schema.allOf[0]);
  if (schema.anyOf !== undefined) return schema.anyOf.map(kindOf).join(' or ');
  if (schema.type === 'array') return `list of ${schema.items === undefined ? 'anything' : kindOf(schema.items)}`;
  if (schema.type === 'object') return 'object';
  return kinds[schema.type ?? ''] ?? schema.type ?? 'anything';
};

const kinds: Readonly<Record<string, string>> = { string: 'text', integer: 'whole number', boolean: 'true or false', null: 'null' };
const sharedNames: Readonly<Record<string, string>> = {
  ColumnName: 'column',
  TableName: 'table',
  Expr: 'expression',
  Type: 'type',
  WriteMode: '`replace`, `append`, `merge`',
  'SpecPatch.schema.json': 'patch',
};
