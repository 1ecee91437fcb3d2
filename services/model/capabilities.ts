// What each model accepts and costs: the first rung of the answer ladder, temperature, list prices.

/** How the answer is asked for, most binding first. */
export type Rung = 'forced-tool' | 'tool' | 'text';
export const rungs: readonly Rung[] = ['forced-tool', 'tool', 'text'];

export type Capabilities = { readonly first: Rung; readonly temperature: boolean };

/** First match decides. Newest models refuse a forced tool choice and any temperature with a 400. */
const capabilityTable: readonly (readonly [RegExp, Capabilities])[] = [
  [/(sonnet|opus|haiku)-5-5|fable-5|mythos-5/, { first: 'tool', temperature: false }],
  [/opus-4-[78]|(sonnet|opus)-5/, { first: 'forced-tool', temperature: false }],
  [/(sonnet|haiku|opus)-4/, { first: 'forced-tool', temperature: true }],
  [/^planner$/, { first: 'forced-tool', temperature: true }],
];

export const capabilitiesOf = (modelId: string): Capabilities =>
  capabilityTable.find(([pattern]) => pattern.test(modelId))?.[1] ?? { first: 'forced-tool', temperature: false };

/** US dollars per million tokens, in and out, list price. */
type Price = readonly [input: number, output: number];
const priceTable: readonly (readonly [RegExp, Price])[] = [
  [/^planner$/, [0, 0]],
  [/haiku-5-5/, [0.1, 0.5]],
  [/haiku-4-5/, [1, 5]],
  [/sonnet-5/, [2, 10]],
  [/sonnet-4/, [3, 15]],
  [/opus-5-5/, [4, 20]],
];
/** An unlisted model is counted at the dearest class, so that a budget binds rather than not. */
const unlisted: Price = [15, 75];

type Tokens = { readonly input: number; readonly output: number; readonly cacheRead?: number; readonly cacheWrite?: number };

/** Price of a call in US dollars. Geographic profiles cost a tenth more; reading the cache costs a tenth, writing it a quarter more. */
export const priceOf = (modelId: string, { input, output, cacheRead = 0, cacheWrite = 0 }: Tokens): number => {
  const [perInput, perOutput] = priceTable.find(([pattern]) => pattern.test(modelId))?.[1] ?? unlisted;
  const region = /^(us|eu|jp|au|apac)\./.test(modelId) ? 1.1 : 1;
  return ((input + cacheRead * 0.1 + cacheWrite * 1.25) * perInput + output * perOutput) * 1e-6 * region;
};
