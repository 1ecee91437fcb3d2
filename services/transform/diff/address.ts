// Addresses of a patch: / and the keys, with / and ~ inside a key written as in JSON pointers. An element of a list goes by its name, else by its position.

export const partsOf = (address: string): readonly string[] =>
  address
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

export const addressOf = (parts: readonly string[]): string =>
  parts.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** Of names that are there twice the first one is meant; a name goes before a position. Undefined when there is no such element. */
export const positionOf = (list: readonly unknown[], part: string): number | undefined => {
  const named = list.findIndex((each) => nameOf(each) === part);
  if (named >= 0) return named;
  const position = /^\d+$/.test(part) ? Number(part) : -1;
  return position >= 0 && position < list.length && nameOf(list[position]) === undefined ? position : undefined;
};

/** The part that positionOf reads as this position; undefined where a name is there twice and this is not the first. */
export const partAt = (list: readonly unknown[], position: number): string | undefined => {
  const part = nameOf(list[position]) ?? String(position);
  return positionOf(list, part) === position ? part : undefined;
};

/** A text is its own name. */
export const nameOf = (element: unknown): string | undefined => {
  if (typeof element === 'string') return element;
  return isObject(element) && typeof element.name === 'string' ? element.name : undefined;
};

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** In an address that adds, and as the place to move to: behind the last element. */
export const endOfList = '-';
