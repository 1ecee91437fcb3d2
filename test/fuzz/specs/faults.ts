// Faults as people make them, one line each: what the fuzz must find in the compilers.

/** In `file` below services/transform the text `find`, which stands there once, is replaced. */
export type Fault = { readonly name: string; readonly file: string; readonly find: string; readonly replace: string };

export const faults: readonly Fault[] = [];
