// How tables meet in the words: joins, what they join on, which rows stay.
import { wordsAt } from './atoms.ts';
import { mention, type Pattern, type Reader, said, skipArticles } from './cursor.ts';
import { columnAt, tableAt } from './nouns.ts';
import { spoken } from './words.ts';

const joins: readonly string[] =
  spoken(`join | joining | joined | merge | merging | merged | combine | combining | combined | link | linking | connect | match |
    joins | joined with | joined to | together with | inner join`);

export const joinPattern: Pattern = (reader, at) => {
  const { reading, atoms } = reader;
  const kind = wordsAt(
    atoms,
    at,
    ...spoken(`left join | left outer join | right join | right outer join | full join | full outer join | inner join | inner joined |
      left joined | left joining`),
  );
  const used = kind > 0 ? kind : wordsAt(atoms, at, ...joins) || usingTables(reader, at);
  if (used === 0) return 0;
  // "first_name and last_name combined" joins no tables.
  const endsColumns =
    ['combined', 'merged', 'joined'].includes(atoms[at]?.word ?? '') && reading.outputs.length > 1 && reading.tables.length < 2;
  if (endsColumns && !/with|to$/.test(said(reader, at, at + used))) return 0;
  const side = atoms[at]?.word;
  if (kind > 0 && (side === 'left' || side === 'right' || side === 'full' || side === 'inner'))
    reading.keep = { kind: side, phrase: said(reader, at, at + kind) };
  const before = reading.subject;
  if (before !== undefined && reader.mode !== 'filter' && /ed|with/.test(said(reader, at, at + used))) mention(reader, before, true);
  reader.mode = 'join';
  reading.joinPhrase ??= said(reader, at, at + used);
  return used;
};

/** "using the employees and departments tables", "from orders and customers" */
const usingTables = (reader: Reader, at: number): number => {
  const lead = wordsAt(reader.atoms, at, 'using', 'from', 'based on', 'of both', 'across');
  if (lead === 0) return 0;
  const start = skipArticles(reader, at + lead);
  const first = tableAt(reader, start);
  if (first === undefined || (columnAt(reader, start)?.used ?? 0) > first.used) return 0;
  const end = start + first.used + wordsAt(reader.atoms, start + first.used, 'table', 'tables');
  const gap = wordsAt(reader.atoms, end, ',', 'and', '&', ', and', 'with');
  return gap > 0 && tableAt(reader, skipArticles(reader, end + gap)) !== undefined ? lead : 0;
};

/** "on customer_id", "on cust_id = customer_id", in a join also "by" and "using" */
export const pairPattern: Pattern = (reader, at) => {
  const { atoms, mode, reading } = reader;
  const lead = wordsAt(
    atoms,
    at,
    'on',
    'on the',
    'on column',
    'on the column',
    'on their',
    'over',
    ...(mode === 'join' ? ['by', 'using', 'via', 'through', 'by the', 'using the', 'where'] : []),
  );
  if (lead === 0 || (mode !== 'join' && reading.joinPhrase === undefined && atoms[at]?.word === 'over')) return 0;
  const left = columnAt(reader, at + lead);
  if (left === undefined || (tableAt(reader, at + lead)?.used ?? 0) >= left.used) return 0;
  let used = lead + left.used;
  const equals = wordsAt(atoms, at + used, '=', 'equals', 'equal to', 'and');
  const right = equals === 0 ? undefined : columnAt(reader, at + used + equals);
  const isPair =
    right !== undefined &&
    (atoms[at + used]?.word !== 'and' || left.refs.every(({ table }) => right.refs.every((ref) => ref.table !== table)));
  // "from products where category = …" opens a condition, not a join.
  if (!isPair && atoms[at]?.word === 'where') return 0;
  if (isPair) used += equals + right.used;
  reading.pairs.push({ left: left.refs, right: isPair ? right.refs : left.refs, phrase: said(reader, at, at + used) });
  if (mode !== 'join') reader.mode = 'plain';
  return used + wordsAt(atoms, at + used, 'column', 'columns', 'field');
};

/** Words on rows without a partner: "including those without orders", "all customers, even …", "only customers with orders" */
export const keepPattern: Pattern = (reader, at) => {
  const { atoms, reading } = reader;
  const lead = wordsAt(
    atoms,
    at,
    ...spoken(`including | include | even | also | keep | keeping | also include | also those | even if | even those | even the ones |
      including also`),
  );
  if (lead === 0) return 0;
  let next = at + lead;
  while (
    ['those', 'all', 'customers', 'the', 'ones', 'also', 'them', 'that', 'who', 'which', 'they', 'even', 'if'].includes(
      atoms[next]?.word ?? '',
    ) ||
    (tableAt(reader, next) !== undefined && next < at + lead + 4)
  )
    next += 1;
  const none = wordsAt(
    atoms,
    next,
    ...spoken(`without | without any | with no | have no | have none | having no | that have no | who have no | not having |
      with zero | have not | did not`),
  );
  if (none === 0) return 0;
  const start = skipArticles(reader, next + none);
  const table = tableAt(reader, start);
  const column = columnAt(reader, start);
  const used = table?.used ?? column?.used ?? 1;
  reading.keep = { kind: 'left', phrase: said(reader, at, start + used) };
  return start + used - at;
};
