// Regular expressions of the language: \d, \w, \s, \b and letters under (?i) are ASCII's, . is any character, ^ and $ the very ends of the text.
import { strict } from '../typed.ts';
import { type Family, text, writtenNumber, writtenText } from './arguments.ts';

export const patternFunctions: Family = {
  regexp_like: (args) => {
    const pattern = patternOf(writtenText(args, 1), 'su');
    return strict('boolean', [text(args, 0)], ([value]) => pattern.test(String(value)));
  },
  regexp_replace: (args) => {
    const pattern = patternOf(writtenText(args, 1), 'gsu');
    const by = writtenText(args, 2);
    return strict('text', [text(args, 0)], ([value]) =>
      String(value).replace(pattern, (...found: (string | undefined)[]) =>
        by.replace(/\\(.)/gs, (_, mark: string) => (mark === '\\' ? mark : (found[Number(mark)] ?? ''))),
      ),
    );
  },
  regexp_extract: (args) => {
    const pattern = patternOf(writtenText(args, 1), 'su');
    const group = writtenNumber(args, 2, 0);
    return strict('text', [text(args, 0)], ([value]) => {
      const found = pattern.exec(String(value));
      return found === null ? null : (found[group] ?? '');
    });
  },
};

const patternOf = (pattern: string, flags: string): RegExp => {
  const folds = pattern.startsWith('(?i)');
  const pieces = pattern.slice(folds ? 4 : 0).match(/\[\^?(?:\\.|[^\]\\])*\]|\\.|[^[\\]/gsu) ?? [];
  return new RegExp(pieces.map((piece) => translated(piece, folds)).join(''), flags);
};

const translated = (piece: string, folds: boolean): string => {
  if (piece.length > 1 && piece.startsWith('[')) return classOf(piece, folds);
  if (piece.startsWith('\\')) return escaped(piece, false);
  if (folds && /^[A-Za-z]$/.test(piece)) return `[${piece.toLowerCase()}${piece.toUpperCase()}]`;
  return piece;
};

const blanks = '\\t\\n\\v\\f\\r ';
const escaped = (piece: string, isInClass: boolean): string => {
  if (piece === '\\s') return isInClass ? blanks : `[${blanks}]`;
  if (piece === '\\S') return `[^${blanks}]`;
  if (/^\\[dDwWbtnrf]$/.test(piece)) return piece;
  // an escape of what needs none is an error to JavaScript
  return /^\\[\^$\\.*+?()[\]{}|/]$/.test(piece) ? piece : isInClass && piece === '\\-' ? piece : piece.slice(1);
};

const classOf = (piece: string, folds: boolean): string => {
  const negated = piece.startsWith('[^');
  const items = piece.slice(negated ? 2 : 1, -1).match(/\\.|[^\\]/gsu) ?? [];
  const own = items.map((item) => (item.startsWith('\\') ? escaped(item, true) : '[]^/'.includes(item) ? `\\${item}` : item)).join('');
  return `[${negated ? '^' : ''}${own}${folds ? folded(own) : ''}]`;
};

/** Letters of the class in the other case. */
const folded = (own: string): string => {
  const isIn = new RegExp(`^[${own}]$`, 'u');
  const letters = Array.from('abcdefghijklmnopqrstuvwxyz');
  return letters
    .flatMap((small) => [...(isIn.test(small) ? [small.toUpperCase()] : []), ...(isIn.test(small.toUpperCase()) ? [small] : [])])
    .join('');
};
