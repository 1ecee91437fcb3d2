// Python variables for sources and steps: readable where the names allow it, never two the same, never a word of Python.

export const variableNames = (names: readonly string[]): ReadonlyMap<string, string> => {
  const taken = new Set(reserved);
  return new Map(
    names.map((name) => {
      const wanted = identifier(name);
      let variable = wanted;
      for (let n = 2; taken.has(variable); n += 1) variable = `${wanted}_${n}`;
      taken.add(variable);
      return [name, variable];
    }),
  );
};

const identifier = (name: string): string => {
  const plain = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
  return /^[a-z]/.test(plain) ? plain : `frame${plain === '' ? '' : `_${plain}`}`;
};

const reserved =
  `false none true and as assert async await break class continue def del elif else except finally for from global if import in is
lambda nonlocal not or pass raise return try while with yield match case type print range transform spark sources functions`.split(/\s+/);
