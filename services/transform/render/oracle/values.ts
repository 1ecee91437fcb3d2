// How values travel through the oracle.

/** uuid and json travel as text too. */
export const isText = ({ type }: { readonly type: string }): boolean => type === 'text' || type === 'uuid' || type === 'json';

/** One with 32 decimals: PostgreSQL keeps only about 16 digits of a quotient unless an operand has more. */
export const enoughDigits = `1.${'0'.repeat(32)}`;
