// How strongly operators bind, weakest first, as in PostgreSQL's grammar.
export const level = {
  lowest: 0,
  or: 1,
  and: 2,
  not: 3,
  is: 4,
  comparison: 5,
  matching: 6,
  text: 7,
  sum: 8,
  product: 9,
  sign: 10,
  cast: 11,
} as const;
