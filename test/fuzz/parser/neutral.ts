// One form for both trees, ours and PostgreSQL's, so that they can be held against each other: nested lists of words.

export type Neutral = string | readonly Neutral[];

export const flag = (is: boolean | undefined, word: string): string => (is ? word : '');

export const numeral = (text: string): Neutral => [
  'number',
  /^-?\d+$/.test(text) ? String(BigInt(text)) : text.replace(/^(-?)0*(?=\d*\.)/, '$1'),
];

export const isLanguageType = (type: string): boolean =>
  /^(?:boolean|int|bigint|float|double|text|date|timestamp|timestamptz|uuid|json|bytes|decimal\(\d+,\d+\))(?:\[\])?$/.test(type);
