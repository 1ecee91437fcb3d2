// Patterns by which times are read and written, as a list of fields and of what stands between them.

export type TimePart =
  /** A run of one letter, as in Java: y year, M month, d day, H hour, m minute, s second, S fraction, E day of the week. */
  { readonly is: 'field'; readonly letter: string; readonly length: number } | { readonly is: 'between'; readonly text: string };

/** What is wrong with the pattern, in words, where it is none. */
export const timePattern = (pattern: string, use: 'read' | 'write'): readonly TimePart[] | string => {
  const parts: TimePart[] = [];
  for (const [run] of pattern.matchAll(/T|([A-Za-z])\1*|[^A-Za-z]+/g)) {
    if (run === 'T' || !/^[A-Za-z]/.test(run)) {
      if (!allowedBetween.test(run)) return `${run} may not stand between the parts; - / . , : blanks and T may`;
      parts.push({ is: 'between', text: run });
    } else if ((use === 'read' ? readable : writable).has(run)) parts.push({ is: 'field', letter: run.charAt(0), length: run.length });
    else return `${run} is no part of a pattern; ${[...(use === 'read' ? readable : writable)].join(' ')} are`;
  }
  return use === 'read' ? (troubleIn(parts) ?? parts) : parts.length === 0 ? 'the pattern is empty' : parts;
};

const allowedBetween = /^(?:T|[-/.,: ]+)$/;
const fractions = ['S', 'SS', 'SSS', 'SSSS', 'SSSSS', 'SSSSSS'];
const readable = new Set(['yyyy', 'MM', 'M', 'dd', 'd', 'HH', 'H', 'mm', 'ss', ...fractions]);
const writable = new Set(['yyyy', 'MM', 'M', 'MMM', 'MMMM', 'dd', 'd', 'HH', 'H', 'mm', 'ss', 'SSS', 'SSSSSS', 'EEE', 'EEEE']);

const troubleIn = (parts: readonly TimePart[]): string | undefined => {
  const letters = parts.flatMap((part) => (part.is === 'field' ? [part.letter] : []));
  const twice = letters.find((letter, at) => letters.indexOf(letter) !== at);
  if (twice !== undefined) return `${twice} occurs twice`;
  if (!['y', 'M', 'd'].every((letter) => letters.includes(letter))) return 'a pattern to read by has yyyy, MM or M, and dd or d';
  const clock = ['H', 'm', 's', 'S'].filter((letter) => letters.includes(letter)).join('');
  if (!'HmsS'.startsWith(clock)) return 'smaller parts of the time stand with the greater ones: HH, HH:mm, HH:mm:ss';
  // without a mark between them only parts of one length can be told apart
  const open = parts.findIndex((part, at) => part.is === 'field' && isOpen(part) && parts[at + 1]?.is === 'field');
  return open < 0 ? undefined : 'a part of one or two digits is followed by a mark: d.M.yyyy';
};
const isOpen = ({ letter, length }: { readonly letter: string; readonly length: number }): boolean => letter === 'S' || length === 1;
