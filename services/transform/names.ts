// Table names as text: schema.table, parts quoted as SQL quotes them.
export type TableName = { readonly schema: string | undefined; readonly name: string };

/** Undefined when the text is no table name. Parts that are not quoted are folded to lower case, as in SQL. */
export const parseTableName = (text: string): TableName | undefined => {
  const parts = [...text.trim().matchAll(part)];
  const read = parts.map(([, plain, quoted]) => (quoted === undefined ? (plain ?? '').toLowerCase() : quoted.replaceAll('""', '"')));
  if (parts.map(([all]) => all).join('') !== text.trim() || read.some((name) => name === '')) return undefined;
  const [first, second, ...more] = read;
  if (first === undefined || more.length > 0 || parts.at(-1)?.[3] !== '') return undefined;
  return second === undefined ? { schema: undefined, name: first } : { schema: first, name: second };
};

/** The shortest text that parseTableName reads as this table. */
export const formatTableName = (schema: string | undefined, name: string): string =>
  (schema === undefined ? [name] : [schema, name]).map(formatPart).join('.');

const part = /(?:([\p{L}_][\p{L}\p{N}_$]*)|"((?:[^"]|"")+)")(\.|$)/gu;
const formatPart = (name: string): string => (/^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);
