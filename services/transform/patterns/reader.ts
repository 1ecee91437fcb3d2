// A cursor over the characters of a pattern.
import { PatternTrouble } from './pattern.ts';

export type Reader = ReturnType<typeof readerOf>;
export const readerOf = (text: string) => {
  const characters = [...text];
  let at = 0;
  return {
    atEnd: () => at >= characters.length,
    peek: () => characters[at] ?? '',
    take: () => {
      const character = characters[at];
      if (character === undefined) throw new PatternTrouble('the pattern ends too early');
      at += 1;
      return character;
    },
    takeAll: (wanted: string): boolean => {
      if (characters.slice(at, at + wanted.length).join('') !== wanted) return false;
      at += wanted.length;
      return true;
    },
  };
};
