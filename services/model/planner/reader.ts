// Reads a prompt from left to right: at every place the first pattern that fits takes its words; a word that nothing takes is remembered as not understood.
import { type Atom, atomsOf } from './atoms.ts';
import { conditionPattern } from './conditions.ts';
import { type Pattern, type Reader, sortWords } from './cursor.ts';
import { derivedNamePattern, derivedPattern } from './derived-columns.ts';
import { dedupePattern } from './duplicates.ts';
import { everyPeriodPattern } from './every-period.ts';
import { existsPattern } from './existence.ts';
import { fillPattern } from './fills.ts';
import { formatPattern } from './formats.ts';
import { aliasPattern, targetPattern, verbPattern } from './frames.ts';
import { adverbPeriod, groupPattern } from './grouping.ts';
import { latestPattern } from './latest.ts';
import type { Lexicon, Table } from './lexicon.ts';
import { measurePattern } from './measures.ts';
import { joinPattern, keepPattern, pairPattern } from './meetings.ts';
import { ask, nounPattern, valuePattern } from './nouns.ts';
import { overGroupsPattern } from './over-groups.ts';
import { possessionPattern } from './possession.ts';
import { placePattern, rankPattern, topPattern } from './ranks.ts';
import type { Reading } from './reading.ts';
import { sortPattern } from './sorting.ts';
import { spreadPattern } from './spreading.ts';
import { stackPattern } from './stacking.ts';
import { questionsOn } from './unread.ts';
import { filler } from './words.ts';

const patterns: readonly Pattern[] = [
  (reader, at) => punctuation(reader, at),
  sortPattern,
  stackPattern,
  targetPattern,
  everyPeriodPattern,
  spreadPattern,
  fillPattern,
  derivedPattern,
  derivedNamePattern,
  formatPattern,
  dedupePattern,
  placePattern,
  rankPattern,
  topPattern,
  latestPattern,
  keepPattern,
  existsPattern,
  possessionPattern,
  pairPattern,
  joinPattern,
  adverbPeriod,
  groupPattern,
  overGroupsPattern,
  conditionPattern,
  measurePattern,
  aliasPattern,
  verbPattern,
  nounPattern,
  valuePattern,
  (reader, at) => (isFiller(reader, at) ? 1 : 0),
];

export const readPrompt = (prompt: string, lexicon: Lexicon): Reading => {
  const atoms = atomsOf(prompt);
  const reader: Reader = {
    prompt,
    atoms,
    lexicon,
    scope: scopeOf(atoms, lexicon),
    reading: blank(prompt),
    mode: 'plain',
    negated: false,
    doubts: [],
  };
  const unread: number[] = [];
  for (let at = 0; at < atoms.length; ) {
    const used = patterns.reduce((found, pattern) => (found > 0 ? found : pattern(reader, at)), 0);
    if (used === 0 && atoms[at]?.head === true) unread.push(at);
    at += Math.max(1, used);
  }
  for (const { end, question } of reader.doubts)
    if (!unread.includes(end)) ask(reader, question.phrase, question.question, question.options);
  reader.reading.unread.push(...questionsOn(reader, unread));
  return reader.reading;
};

const blank = (prompt: string): Reading => ({
  prompt,
  tables: [],
  joined: [],
  pairs: [],
  joinPhrase: undefined,
  keep: undefined,
  measures: [],
  groups: [],
  conditions: [],
  outputs: [],
  fills: [],
  derived: [],
  overGroups: [],
  ranking: undefined,
  spread: undefined,
  everyPeriod: undefined,
  stacked: undefined,
  exists: [],
  subject: undefined,
  listed: undefined,
  dedupe: undefined,
  top: undefined,
  latest: undefined,
  sorted: undefined,
  target: undefined,
  asksRows: false,
  whole: undefined,
  all: undefined,
  guesses: [],
  questions: [],
  unread: [],
});

/** Tables named by whole names anywhere; where none is, by the end of a name or a synonym. */
const scopeOf = (atoms: readonly Atom[], lexicon: Lexicon): readonly Table[] => {
  const links = atoms.flatMap((_, at) => (sortWords(atoms, at) ? [] : (lexicon.tableAt(atoms, at) ?? [])));
  const exact = links.filter(({ strength }) => strength === 'exact').flatMap(({ tables }) => tables);
  const weaker = links.filter(({ strength, tables }) => strength !== 'exact' && tables.length === 1).flatMap(({ tables }) => tables);
  return [...new Set([...exact, ...weaker])];
};

const punctuation: Pattern = (reader, at) => {
  const atom = reader.atoms[at];
  if (atom?.kind !== 'sign') return 0;
  if (['.', ';', '?', '!'].includes(atom.word)) return sentenceEnd(reader);
  if (atom.word === ':' && reader.mode !== 'output') reader.mode = 'plain';
  // A dash or star that opens a line is a bullet; between words it would be arithmetic, which no pattern reads.
  const isBullet = ['-', '*', '•'].includes(atom.word) && /(^|\n)\s*$/.test(reader.prompt.slice(0, atom.start));
  return isBullet || [',', ':', '(', ')', 'dot', '—', '–', '&', '"', "'", '’'].includes(atom.word) ? 1 : 0;
};

const sentenceEnd = (reader: Reader): number => {
  reader.mode = 'plain';
  reader.negated = false;
  return 1;
};

const sequence: ReadonlySet<string> = new Set(['first', 'next', 'then', 'finally', 'afterwards']);

const isFiller = ({ atoms, lexicon }: Reader, at: number): boolean => {
  const atom = atoms[at];
  if (atom?.kind !== 'word') return false;
  if (!atom.head || !atom.tail) return false;
  if (atom.word === 'or') return false; // an alternative that no pattern took would change the result
  if (sequence.has(atom.word))
    return (
      atoms[at + 1]?.word === ',' ||
      (at === 0 && atoms[1]?.word !== 'and') ||
      atoms[at - 1]?.word === ',' ||
      atoms[at - 1]?.word === 'and' ||
      atom.word === 'then'
    );
  // "products sold" are not all products; "quantity sold" is the quantity.
  if (atom.word === 'sold') return lexicon.tableAt(atoms, at - 1) === undefined;
  if (atom.word === 'new') return ['table', 'column', 'dataset'].includes(atoms[at + 1]?.word ?? '');
  return filler.has(atom.word);
};
