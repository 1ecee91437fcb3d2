// The only two ways a name or a value enters the text of a query.

/** A double-quoted identifier, exactly as PostgreSQL stores the name. */
export const identifier = (name: string): string => `"${sound(name).replaceAll('"', '""')}"`;

/** A quoted string literal; an escape string when it holds a backslash, so no setting of the session changes its meaning. */
export const literal = (text: string): string => {
  const quoted = `'${sound(text).replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
  return text.includes('\\') ? ` E${quoted}` : quoted;
};

export const qualified = (relation: { readonly schema: string; readonly name: string }): string =>
  `${identifier(relation.schema)}.${identifier(relation.name)}`;

/** PostgreSQL has no NUL in text: a name that holds one cannot exist. */
const sound = (text: string): string => {
  if (text.includes('\0')) throw new Error('a NUL character cannot stand in a query');
  return text;
};
