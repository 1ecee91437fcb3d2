// The one place where the oracle quotes names and texts.

export const name = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`;

/** Means the same whatever standard_conforming_strings is set to. */
export const text = (value: string): string => {
  const quoted = `'${value.replaceAll("'", "''")}'`;
  return value.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
};
