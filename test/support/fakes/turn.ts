// When a fake touches its state. Every call of a fake awaits one turn first, so a scheduler decides who goes next; after its turn a call is atomic.
export type Turn = () => Promise<void>;

export const atOnce: Turn = () => Promise.resolve();

/** A test reached a call for which it gave no answer. */
export const unfaked = (call: string): never => {
  throw new Error(`${call} was called, and the test gives no answer to it`);
};

/** As if through a wire: what the caller keeps and what the fake keeps never share an object. */
export const copy = <Value>(value: Value): Value => structuredClone(value);
