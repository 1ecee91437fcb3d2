// Whether a pattern leaves no choice: engines that try in order and engines that take the longest then find the same text, also in its groups.
import type { Pattern, Range } from './pattern.ts';

/** Why two engines could find different texts; undefined when they cannot. */
export const undecided = (tree: Pattern): string | undefined => {
  const atoms = flat(tree);
  return clash(atoms, (at) => isForced(atoms.slice(at + 1)));
};

type Ranges = readonly Range[];

/** A sequence without the brackets around its parts. */
const flat = (tree: Pattern): readonly Pattern[] => {
  if (tree.is === 'sequence') return tree.parts.flatMap(flat);
  return tree.is === 'group' ? flat(tree.of) : [tree];
};

const clash = (parts: readonly Pattern[], forced: (at: number) => boolean, after: Ranges = []): string | undefined => {
  for (const [at, part] of parts.entries()) {
    const trouble = clashOf(part, firstOf(parts.slice(at + 1), after), forced(at));
    if (trouble !== undefined) return trouble;
  }
  return undefined;
};

const clashOf = (part: Pattern, after: Ranges, forced: boolean): string | undefined => {
  switch (part.is) {
    case 'choice': {
      const firsts = part.branches.map((branch) => firstOf([branch], after));
      if (firsts.some((one, at) => firsts.slice(at + 1).some((other) => overlap(one, other))))
        return 'alternatives that begin alike (a|ab) find another text in each engine; put what they share before the bracket';
      // who tries in order is content with nothing, who takes the longest looks on
      if (part.branches.slice(0, -1).some(mayBeEmpty)) return 'an alternative that may be empty stands last';
      return part.branches.map((branch) => clash(flat(branch), never, after)).find((each) => each !== undefined);
    }
    case 'repeat': {
      if (mayBeEmpty(part.of)) return 'what is repeated may not be empty';
      if (part.least !== part.most && overlap(firstOf([part.of], []), after) && !(forced && part.of.is === 'set'))
        return 'a repetition that may go on where the next part begins finds another text in each engine; name what may not be passed: [^,]*';
      return clash(flat(part.of), never, part.most > 1 ? [...firstOf([part.of], []), ...after] : after);
    }
    case 'group':
    case 'sequence':
      return clash(flat(part), never, after);
    default:
      return undefined;
  }
};

const never = (): boolean => false;

/**
 * Whether taking as much as possible first also makes the whole as long as possible: what follows has a fixed length, but for a last repetition
 * without a limit, or it reaches to the end of the text.
 */
const isForced = (rest: readonly Pattern[]): boolean => {
  const isFixed = (part: Pattern): boolean =>
    part.is === 'set' || (part.is === 'repeat' && part.of.is === 'set' && part.least === part.most);
  const last = rest.at(-1);
  if (last?.is === 'end')
    return rest.every((part) => part.is === 'end' || part.is === 'set' || (part.is === 'repeat' && part.of.is === 'set'));
  const isOpen = last?.is === 'repeat' && last.of.is === 'set' && last.most === Number.POSITIVE_INFINITY;
  return (isOpen ? rest.slice(0, -1) : rest).every(isFixed);
};

/** Characters with which a match may begin, or what follows where it may be empty. */
const firstOf = (parts: readonly Pattern[], after: Ranges): Ranges => {
  const [part, ...rest] = parts;
  if (part === undefined) return after;
  const own = ownFirst(part);
  return mayBeEmpty(part) ? [...own, ...firstOf(rest, after)] : own;
};

const ownFirst = (part: Pattern): Ranges => {
  switch (part.is) {
    case 'set':
      return part.ranges;
    case 'sequence':
      return firstOf(part.parts, []);
    case 'choice':
      return part.branches.flatMap(ownFirst);
    case 'repeat':
    case 'group':
      return ownFirst(part.of);
    default:
      return [];
  }
};

export const mayBeEmpty = (part: Pattern): boolean => {
  switch (part.is) {
    case 'set':
    case 'end':
      return false;
    case 'sequence':
      return part.parts.every(mayBeEmpty);
    case 'choice':
      return part.branches.some(mayBeEmpty);
    case 'repeat':
      return part.least === 0 || mayBeEmpty(part.of);
    case 'group':
      return mayBeEmpty(part.of);
    default:
      return true;
  }
};

const overlap = (some: Ranges, others: Ranges): boolean =>
  some.some(([from, to]) => others.some((other) => from <= other[1] && other[0] <= to));
