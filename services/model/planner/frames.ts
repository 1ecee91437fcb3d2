// The frame of a request: its verbs, and the names that it gives to the result and its columns.
import { wordsAt } from './atoms.ts';
import { type Mode, type Pattern, said, skipArticles } from './cursor.ts';
import { columnAt, guess } from './nouns.ts';
import { spoken } from './words.ts';

const verbs: readonly (readonly [Mode, readonly string[]])[] = [
  [
    'filter',
    spoken(`filter | filter for | filter to | where | having | whose | keep | keep only | only keep | restrict to | limit to |
        only | with | retain | such that | and keep`),
  ],
  [
    'output',
    spoken(`include | including | show | output | display | return | list | select | with columns | give | give me | report |
        columns | get | fetch | showing | find | present | project`),
  ],
  ['compute', ['calculate', 'compute', 'calculating', 'computing', 'determine', 'what is', 'what are', 'work out']],
  ['plain', ['extract', 'take', 'load', 'read', 'aggregate', 'then', 'also']],
];
const negations: readonly string[] =
  spoken(`exclude | excluding | filter out | leave out | remove | drop | ignore | ignoring | except | except for | omit |
    discard | without those | not including | but not | not`);

export const verbPattern: Pattern = (reader, at) => {
  const negated = wordsAt(reader.atoms, at, ...negations);
  // "did not order" says of whom something is missing, and no condition follows.
  const isDeed = ['did', 'do', 'does', 'have', 'has', 'had'].includes(reader.atoms[at - 1]?.word ?? '');
  if (negated > 0 && isDeed && reader.atoms[at]?.word === 'not') return 0;
  if (negated > 0) {
    reader.mode = 'filter';
    reader.negated = true;
    return negated;
  }
  let best: { readonly mode: Mode; readonly used: number } | undefined;
  for (const [mode, words] of verbs) {
    const used = wordsAt(reader.atoms, at, ...words);
    if (used > (best?.used ?? 0)) best = { mode, used };
  }
  // "list price" is a column, "list products" is not.
  if (best === undefined || (columnAt(reader, at)?.used ?? 0) > best.used) return 0;
  const { word } = reader.atoms[at] ?? { word: '' };
  // "from orders and customers, with name and total": the list of tables has ended.
  const { measures, groups, top } = reader.reading;
  const endsTables = reader.mode === 'join' && reader.atoms[at - 1]?.word === ',' && measures.length + groups.length > 0;
  if (word === 'with' && endsTables && columnAt(reader, skipArticles(reader, at + 1)) !== undefined) reader.mode = 'output';
  // "with" between joined tables or before a list of outputs opens no condition of its own.
  if (word === 'with' && (reader.mode === 'join' || reader.mode === 'output')) return best.used;
  // "exclude orders with status x": the condition's own words leave the exclusion standing.
  if (!['with', 'where', 'whose', 'having', 'such'].includes(word)) reader.negated = false;
  reader.mode = word === 'with' ? (measures.length > 0 || groups.length > 0 || top !== undefined ? 'output' : 'with') : best.mode;
  if (best.mode === 'output' || word === 'extract') reader.reading.asksRows = true;
  return best.used;
};

/** "into table x", "save the result as x", "create a table called x" */
export const targetPattern: Pattern = (reader, at) => {
  const { atoms, reading } = reader;
  const lead = wordsAt(
    atoms,
    at,
    ...spoken(`into table | into a table called | into a table named | into the table | into a new table called | save as |
      save it as | save the result as | save results as | save the result in | save the result to | save to | save into |
      store as | store in | store the result in | store the result as | write to | write the result to | write it to |
      create table | create a table called | create a table named | create a new table called | create a new table named |
      call the table | name the table | in a table called | in a table named | call it | name it | target table`),
  );
  const name = atoms[at + lead];
  if (lead === 0 || name === undefined || !name.head || (name.kind !== 'word' && name.kind !== 'text')) return 0;
  let used = lead;
  while (atoms[at + used]?.start === name.start) used += 1;
  reading.target = (name.kind === 'text' ? name.word : name.token).toLowerCase();
  guess(reader, said(reader, at, at + used), `the result is published as ${reading.target}`);
  return used + wordsAt(atoms, at + used, 'table');
};

/** "… as total_spent", "… called revenue" behind a measure */
export const aliasPattern: Pattern = (reader, at) => {
  const { atoms, reading } = reader;
  const lead = wordsAt(atoms, at, 'as', 'called', 'named', 'to calculate', 'to get', 'to compute', 'aliased as');
  const name = atoms[at + lead];
  const measure = reading.measures.at(-1);
  if (lead === 0 || name === undefined || measure === undefined || name.kind === 'sign' || !name.head || atoms[at]?.word === 'to') return 0;
  if (!measure.phrase.endsWith(atoms[at - 1]?.token ?? '')) return 0;
  let used = lead;
  while (atoms[at + used]?.start === name.start) used += 1;
  measure.name = name.kind === 'text' ? name.word : name.token;
  return used;
};
