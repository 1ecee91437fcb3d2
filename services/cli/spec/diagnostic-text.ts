// A diagnostic as a compiler prints it: where, what, the expression with the wrong part marked, and what would be right.
import type { Diagnostic, TransformSpec } from '../../../contracts/generated/types.ts';
import { placeInWords } from '../../transform/index.ts';
import type { File } from './files.ts';

export const diagnosticText = (kind: 'error' | 'note', diagnostic: Diagnostic, spec: File<TransformSpec>): string => {
  const { code, message, expected } = diagnostic;
  const { path, span } = placeOf(diagnostic.at);
  const advice = kind === 'error' ? 'instead' : 'see';
  return [
    `${spec.lineOf(path)}: ${kind} ${code}: ${placeInWords(spec.content, path)}`,
    ...indented(message),
    ...marked(span === undefined ? undefined : valueAt(spec.content, path), span).map((line) => `      ${line}`),
    ...(expected.length === 0 ? [] : indented(`${advice}: ${expected.join(' | ')}`)),
  ].join('\n');
};

type Span = { readonly start: number; readonly end: number };

const placeOf = (at: string): { readonly path: string; readonly span?: Span } => {
  const [, path = at, start, end] = /^(.*)#(\d+)-(\d+)$/s.exec(at) ?? [];
  return start === undefined ? { path } : { path, span: { start: Number(start), end: Number(end) } };
};

/** The line of the expression, and carets below the part. A part that goes over several lines is marked to the end of its first. */
const marked = (expression: unknown, span: Span | undefined): readonly string[] => {
  if (typeof expression !== 'string' || span === undefined) return [];
  const begin = expression.lastIndexOf('\n', span.start - 1) + 1;
  const newline = expression.indexOf('\n', span.start);
  const line = expression.slice(begin, newline < 0 ? undefined : newline);
  const before = expression.slice(begin, span.start).replace(/[^\t]/gu, ' ');
  const width = [...expression.slice(span.start, Math.min(span.end, begin + line.length))].length;
  return [line, `${before}${'^'.repeat(Math.max(width, 1))}`];
};

const valueAt = (document: unknown, path: string): unknown =>
  path
    .slice(1)
    .split('/')
    .reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined),
      document,
    );

const indented = (text: string): readonly string[] => text.split('\n').map((line) => `    ${line}`);
