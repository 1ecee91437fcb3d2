// Parts that start at the same time.
/** Fails only when all have settled: what a slower one started must be known to be stopped. */
export const allOrFirstFailure = async <Parts extends readonly unknown[]>(
  parts: { readonly [N in keyof Parts]: Promise<Parts[N]> },
): Promise<Parts> => {
  await Promise.allSettled(parts);
  return (await Promise.all(parts)) as Parts;
};

export type Closing = (() => Promise<unknown> | undefined)[];

/** Last started, first ended. Each is given its chance, whatever the others did. */
export const closeAll = async (closing: Readonly<Closing>): Promise<void> => {
  for (const close of closing.toReversed()) await Promise.resolve(close()).catch(() => {});
};
