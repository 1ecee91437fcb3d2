// Words that no pattern took: one question per clause, and one that is true. A known name is not called unknown, a likely value is asked for its column.
import type { Question } from '../../../contracts/generated/types.ts';
import type { Atom } from './atoms.ts';
import { type Reader, said } from './cursor.ts';
import type { Ref, Table } from './lexicon.ts';
import { filler, spoken } from './words.ts';

type Span = { readonly from: number; readonly to: number };

/** `places` are the atoms that were left over, in order. */
export const questionsOn = (reader: Reader, places: readonly number[]): readonly Question[] => {
  const clauses = new Map<number, number[]>();
  for (const at of places) {
    const { from } = clauseOf(reader.atoms, at);
    clauses.set(from, [...(clauses.get(from) ?? []), at]);
  }
  return [...clauses.values()].slice(0, 4).map((unread) => questionOn(reader, withoutHeads(reader, unread)));
};

/** "number of returned orders": what is counted was not understood, that it is counted was. */
const withoutHeads = ({ atoms }: Reader, unread: readonly number[]): readonly number[] => {
  const rest = unread.filter((at) => !['number', 'count', 'total', 'sum', 'average', 'many'].includes(atoms[at]?.word ?? ''));
  return rest.length > 0 ? rest : unread;
};

const breaks: ReadonlySet<string> = new Set(['.', ';', '?', '!', ',', ':', '(', ')']);

const clauseOf = (atoms: readonly Atom[], at: number): Span => {
  const isBreak = (atom: Atom) => atom.kind === 'sign' && breaks.has(atom.word);
  const before = atoms.slice(0, at).findLastIndex(isBreak);
  const after = atoms.findIndex((atom, n) => n > at && isBreak(atom));
  return { from: before + 1, to: after === -1 ? atoms.length : after };
};

/** Neighbours are one span; words that say nothing by themselves do not part them. */
const spansOf = ({ atoms }: Reader, unread: readonly number[]): readonly Span[] => {
  const spans: Span[] = [];
  for (const at of unread) {
    const last = spans.at(-1);
    const isNear = last !== undefined && atoms.slice(last.to, at).every(({ word, head }) => filler.has(word) || !head);
    if (last !== undefined && isNear) spans[spans.length - 1] = { from: last.from, to: at + 1 };
    else spans.push({ from: at, to: at + 1 });
  }
  return spans;
};

const questionOn = (reader: Reader, unread: readonly number[]): Question => {
  const [first = 0] = unread;
  const clause = clauseOf(reader.atoms, first);
  const spans = spansOf(reader, unread);
  const [only = { from: first, to: first + 1 }, ...others] = spans;
  const words = spans.map(({ from, to }) => `“${said(reader, from, to).replaceAll(/["“”]/g, '')}”`).join(' and ');
  const whole = said(reader, clause.from, clause.to).slice(0, 200);
  const phrase = others.length > 0 ? whole : said(reader, only.from, only.to);
  const asks = (question: string, options: readonly string[]): Question => ({
    phrase,
    question: question.slice(0, 1000),
    options: options.slice(0, 12).map((option) => option.slice(0, 400)),
  });
  if (others.length === 0) {
    const column = columnBefore(reader, only.from);
    if (column !== undefined) {
      return asks(`Is ${words} a value of ${nameOf(column)}?`, [
        `${column.column.name} is ${said(reader, only.from, only.to)}`,
        `only show ${column.column.name}`,
      ]);
    }
    if (isLikelyValue(reader, only)) return asks(`Which column holds ${words}?`, textColumns(reader));
  }
  const known = unread.flatMap((at) => knownAs(reader, at));
  if (known.length > 0)
    return asks(
      `What does ${words} ask for in “${whole}”? ${known.join('; ')}, but what is wanted of it is not understood.`,
      nearest(reader, first),
    );
  const isPlain = unread.every((at) => plain.has(reader.atoms[at]?.word ?? '') || reader.atoms[at]?.kind === 'number');
  const unknown = isPlain ? '' : ' No table, column or value of that name is known.';
  return asks(`What does ${words} mean${words === `“${whole}”` ? '' : ` in “${whole}”`}?${unknown}`, nearest(reader, first));
};

/** Words of any request, which no catalog would explain. */
const plain: ReadonlySet<string> = new Set(
  spoken(`more | less | than | most | least | first | last | next | or | not | no | without | never | times | time | only | once | twice | other |
    same | new | about | if | between | before | after | since | until | over | above | under | below | at | up | per | each`),
);

/** The text column whose name ends right before these words. */
const columnBefore = (reader: Reader, at: number): Ref | undefined => {
  if (plain.has(reader.atoms[at]?.word ?? '') || reader.atoms[at]?.kind === 'number') return undefined;
  for (let from = Math.max(0, at - 4); from < at; from += 1) {
    const link = reader.lexicon.columnAt(reader.atoms, from, reader.scope);
    const ref = link?.refs.find(({ column }) => column.type === 'text');
    if (link !== undefined && from + link.used === at && ref !== undefined) return ref;
  }
  return undefined;
};

/** Quoted, or written with a capital where no sentence begins. */
const isLikelyValue = (reader: Reader, { from, to }: Span): boolean => {
  const words = reader.atoms.slice(from, to).filter(({ word }) => !filler.has(word));
  const isName = (atom: Atom) => atom.kind === 'word' && /^\p{Lu}/u.test(atom.token) && !startsSentence(reader, atom.start);
  return words.length > 0 && words.every((atom) => atom.kind === 'text' || (isName(atom) && knownNames(reader, atom).length === 0));
};
const startsSentence = ({ prompt }: Reader, start: number): boolean => /(^|[.;?!:]\s*)$/.test(prompt.slice(0, start));
const knownNames = (reader: Reader, atom: Atom) => knownAs(reader, reader.atoms.indexOf(atom));

const textColumns = ({ lexicon, scope, reading }: Reader): readonly string[] => {
  const inPlay = [...new Set([...reading.tables, ...scope])];
  return (inPlay.length > 0 ? inPlay : lexicon.tables).flatMap((table) =>
    table.columns.filter(({ type }) => type === 'text').map((column) => nameOf({ table, column })),
  );
};

const knownAs = ({ lexicon, atoms, scope }: Reader, at: number): readonly string[] => {
  const table = lexicon.tableAt(atoms, at);
  const column = lexicon.columnAt(atoms, at, scope);
  const word = `“${atoms[at]?.token ?? ''}”`;
  const [ref] = column?.refs ?? [];
  if (ref !== undefined && column?.used === 1 && column.strength !== 'loose') return [`${word} is the column ${nameOf(ref)}`];
  const [first] = table?.tables ?? [];
  return first === undefined || table?.strength === 'loose' ? [] : [`${word} is the table ${first.name}`];
};

const nameOf = ({ table, column }: Ref): string => `${table.name}.${column.name}`;

/** Tables and columns whose names share the most letters with the word, from its beginning. */
const nearest = ({ atoms, lexicon, reading }: Reader, at: number): readonly string[] => {
  const word = (atoms[at]?.token ?? '').toLowerCase();
  const columnsOf = (tables: readonly Table[]) => tables.flatMap(({ columns }) => columns.map(({ name }) => name));
  const names = [...columnsOf(reading.tables), ...lexicon.tables.map(({ name }) => name)];
  const shared = (name: string) => [...name.toLowerCase()].findIndex((letter, n) => letter !== word[n]);
  const alike = [...new Set(names)].filter((name) => shared(name) > 2 || name.toLowerCase() === word);
  return alike.length > 0
    ? alike.toSorted((one, other) => shared(other) - shared(one)).slice(0, 6)
    : lexicon.tables.map(({ name }) => name);
};
