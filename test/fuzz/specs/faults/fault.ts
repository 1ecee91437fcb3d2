// A fault as people make them, and its name.

/** In `file` below services/transform the text `find`, which stands there once, is replaced. */
export type Fault = { readonly name: string; readonly file: string; readonly find: string; readonly replace: string };

export const faultIn =
  (part: string, folder: string) =>
  (file: string, name: string, find: string, replace: string): Fault => ({
    name: `${part}: ${name}`,
    file: `${folder}/${file}`,
    find,
    replace,
  });
