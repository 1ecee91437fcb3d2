// Paths into JSON documents: what both engines read alike.

export type JsonStep = { readonly is: 'name'; readonly name: string } | { readonly is: 'position'; readonly at: number };

/** `$.a.b[0]["c d"]` as steps; undefined when the text is no such path. */
export const jsonSteps = (path: string): readonly JsonStep[] | undefined => {
  if (!path.startsWith('$')) return undefined;
  const steps: JsonStep[] = [];
  let rest = path.slice(1);
  while (rest !== '') {
    const match = /^(?:\.([\p{L}_][\p{L}\p{N}_-]*)|\[([0-9]{1,9})\]|\["([^"'\\[\]?*.]+)"\])/u.exec(rest);
    if (match === null) return undefined;
    const [all, plain, position, quoted] = match;
    steps.push(position === undefined ? { is: 'name', name: plain ?? quoted ?? '' } : { is: 'position', at: Number(position) });
    rest = rest.slice(all.length);
  }
  return steps;
};

export const isJsonPath = (path: string): boolean => jsonSteps(path) !== undefined;
