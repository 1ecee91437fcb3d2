// The frames of a request: verbs, joins and what they join on, which rows stay, existence, duplicates, top n, order, names given.
import { wordsAt } from './atoms.ts';
import { type Mode, mention, type Pattern, type Reader, said, skipArticles, sortWords } from './cursor.ts';
import type { Ref, Table } from './lexicon.ts';
import { measureAt } from './measures.ts';
import { columnAt, guess, tableAt } from './nouns.ts';
import type { Measure } from './reading.ts';
import { comparatorAt, literalAt } from './values.ts';
import { partsOf, stemOf } from './words.ts';

const verbs: readonly (readonly [Mode, readonly string[]])[] = [
  [
    'filter',
    [
      'filter',
      'filter for',
      'filter to',
      'where',
      'having',
      'whose',
      'keep',
      'keep only',
      'only keep',
      'restrict to',
      'limit to',
      'only',
      'with',
      'retain',
      'such that',
      'and keep',
    ],
  ],
  [
    'output',
    [
      'include',
      'including',
      'show',
      'output',
      'display',
      'return',
      'list',
      'select',
      'with columns',
      'give',
      'give me',
      'report',
      'columns',
      'get',
      'fetch',
      'showing',
      'find',
      'present',
      'project',
    ],
  ],
  ['compute', ['calculate', 'compute', 'calculating', 'computing', 'determine', 'what is', 'what are', 'work out']],
  ['plain', ['extract', 'take', 'load', 'read', 'aggregate', 'then', 'also']],
];
const negations: readonly string[] = [
  'exclude',
  'excluding',
  'filter out',
  'leave out',
  'remove',
  'drop',
  'ignore',
  'ignoring',
  'except',
  'except for',
  'omit',
  'discard',
  'without those',
  'not including',
  'but not',
  'not',
];

export const verbPattern: Pattern = (reader, at) => {
  const negated = wordsAt(reader.atoms, at, ...negations);
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
  if (best === undefined) return 0;
  const { word } = reader.atoms[at] ?? { word: '' };
  // "with" between joined tables or before a list of outputs opens no condition of its own.
  if (word === 'with' && (reader.mode === 'join' || reader.mode === 'output')) return best.used;
  // "exclude orders with status x": the condition's own words leave the exclusion standing.
  if (!['with', 'where', 'whose', 'having', 'such'].includes(word)) reader.negated = false;
  const { measures, groups, top } = reader.reading;
  reader.mode = word === 'with' ? (measures.length > 0 || groups.length > 0 || top !== undefined ? 'output' : 'with') : best.mode;
  if (best.mode === 'output' || word === 'extract') reader.reading.asksRows = true;
  return best.used;
};

const joins: readonly string[] = [
  'join',
  'joining',
  'joined',
  'merge',
  'merging',
  'merged',
  'combine',
  'combining',
  'combined',
  'link',
  'linking',
  'connect',
  'match',
  'joins',
  'joined with',
  'joined to',
  'together with',
  'inner join',
];

export const joinPattern: Pattern = (reader, at) => {
  const { reading, atoms } = reader;
  const kind = wordsAt(
    atoms,
    at,
    'left join',
    'left outer join',
    'right join',
    'right outer join',
    'full join',
    'full outer join',
    'inner join',
    'inner joined',
    'left joined',
    'left joining',
  );
  const used = kind > 0 ? kind : wordsAt(atoms, at, ...joins) || usingTables(reader, at);
  if (used === 0) return 0;
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
  return tableAt(reader, start) !== undefined && (columnAt(reader, start)?.used ?? 0) <= (tableAt(reader, start)?.used ?? 0) ? lead : 0;
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
    'including',
    'include',
    'even',
    'also',
    'keep',
    'keeping',
    'also include',
    'also those',
    'even if',
    'even those',
    'even the ones',
    'including also',
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
    'without',
    'without any',
    'with no',
    'have no',
    'have none',
    'having no',
    'that have no',
    'who have no',
    'not having',
    'with zero',
    'have not',
    'did not',
  );
  if (none === 0) return 0;
  const start = skipArticles(reader, next + none);
  const table = tableAt(reader, start);
  const column = columnAt(reader, start);
  const used = table?.used ?? column?.used ?? 1;
  reading.keep = { kind: 'left', phrase: said(reader, at, start + used) };
  return start + used - at;
};

/** "without orders", "who have never ordered", "with orders" */
export const existsPattern: Pattern = (reader, at) => {
  const { atoms, reading, mode } = reader;
  if (mode === 'join' && atoms[at]?.word === 'with') return 0;
  const none = wordsAt(
    atoms,
    at,
    'without',
    'without any',
    'with no',
    'having no',
    'have no',
    'has no',
    'who have no',
    'that have no',
    'which have no',
    'with zero',
    'who have never placed',
    'that have never placed',
    'have never placed',
    'who never placed',
    'never placed',
    'who did not place',
    'did not place',
    'have not placed',
    'have never made',
    'never made',
    'who have not placed',
    'who have not made',
    'with no matching',
    'without matching',
    'not in',
    'that are not in',
    'missing from',
    'absent from',
    'have never',
    'who have never',
    'never',
  );
  const some =
    none > 0
      ? 0
      : wordsAt(
          atoms,
          at,
          'with',
          'that have',
          'who have',
          'who have placed',
          'that have placed',
          'having',
          'who placed',
          'who made',
          'that placed',
          'with at least one',
          'who have at least one',
          'that have at least one',
          'having at least one',
          'have at least one',
          'with any',
        );
  const lead = none > 0 ? none : some;
  const { subject } = reading;
  if (lead === 0 || subject === undefined) return 0;
  const start = skipArticles(reader, at + lead);
  const table = tableAt(reader, start) ?? (none > 0 ? deedAt(reader, start) : undefined);
  if (none > 0 && table === undefined) return missing(reader, at, start);
  if (table === undefined || table.table === subject || (columnAt(reader, start)?.used ?? 0) > table.used) return 0;
  const after = start + table.used;
  // "with orders over 1000", "with order count > 5": a comparison follows, this is no existence.
  if (comparatorAt(reader, after) !== undefined || wordsAt(atoms, after, 'count', 'total', 'placed', 'made', 'in', 'where') > 0) return 0;
  const phrase = said(reader, at, after);
  reading.exists.push({ table: table.table, not: none > 0 !== reader.negated, phrase });
  return after - at;
};

/** "have never ordered": the deed leaves rows in the table named after it. */
const deedAt = (reader: Reader, at: number): { readonly table: Table; readonly used: number } | undefined => {
  const deed = /^(\w{3,}?)(?:ed|d)$/.exec(reader.atoms[at]?.word ?? '')?.[1];
  const [table, ...others] = reader.lexicon.tables.filter(({ name }) => deed !== undefined && partsOf(name).join() === stemOf(deed));
  return table === undefined || others.length > 0 ? undefined : { table, used: 1 };
};

/** "customers with no email": the column is empty. */
const missing = (reader: Reader, at: number, start: number): number => {
  const column = columnAt(reader, start);
  if (column === undefined) return 0;
  const end = start + column.used;
  const phrase = said(reader, at, end);
  reader.reading.conditions.push([{ on: { is: 'column', refs: column.refs }, test: { is: 'null' }, negated: reader.negated, phrase }]);
  return end - at;
};

export const dedupePattern: Pattern = (reader, at) => {
  const { atoms, reading } = reader;
  const lead = wordsAt(
    atoms,
    at,
    'remove duplicate',
    'remove duplicates',
    'remove all duplicates',
    'remove all duplicate',
    'drop duplicates',
    'drop duplicate',
    'delete duplicate',
    'delete duplicates',
    'eliminate duplicates',
    'eliminate duplicate',
    'deduplicate',
    'dedupe',
    'de duplicate',
    'remove the duplicates',
    'get rid of duplicates',
    'remove duplicate rows',
    'remove duplicate records',
    'without duplicates',
    'filter out duplicates',
    'remove repeated',
  );
  if (lead === 0) return distinctColumns(reader, at);
  let next = skipArticles(reader, at + lead + wordsAt(atoms, at + lead, 'rows', 'records', 'entries'));
  next += wordsAt(atoms, next, 'from', 'in', 'of');
  const inTable = tableAt(reader, skipArticles(reader, next));
  let column = columnAt(reader, next);
  if (inTable !== undefined && inTable.used >= (column?.used ?? 0)) {
    reading.subject = inTable.table;
    mention(reader, inTable.table);
    next = skipArticles(reader, next) + inTable.used;
    next += wordsAt(atoms, next, 'table', 'rows', 'records');
    const by = wordsAt(atoms, next, 'by', 'on', 'based on', 'with the same', 'having the same', 'sharing an', 'by their', 'per');
    column = by === 0 ? undefined : columnAt(reader, skipArticles(reader, next + by), [inTable.table]);
    if (column !== undefined) next = skipArticles(reader, next + by);
    else if (by > 0) return 0;
  } else {
    const by = wordsAt(atoms, next, 'by', 'on', 'based on');
    if (column === undefined && by > 0) {
      next = skipArticles(reader, next + by);
      column = columnAt(reader, next);
    }
  }
  const refs = column?.refs ?? [];
  const end = next + (column?.used ?? 0);
  reading.dedupe = { refs, phrase: said(reader, at, end) };
  return Math.max(lead, end - at);
};

/** "the distinct countries": the column alone, each value once. */
const distinctColumns = (reader: Reader, at: number): number => {
  const lead = wordsAt(reader.atoms, at, 'distinct', 'unique', 'different');
  const column = lead === 0 ? undefined : columnAt(reader, at + lead);
  if (column === undefined || wordsAt(reader.atoms, at + lead + column.used, 'count', 'counts') > 0) return 0;
  const phrase = said(reader, at, at + lead + column.used);
  reader.reading.outputs.push({ refs: column.refs, phrase });
  reader.reading.dedupe = { refs: [], phrase };
  reader.mode = 'output';
  return lead + column.used;
};

const best: readonly string[] = [
  'highest',
  'largest',
  'biggest',
  'most',
  'best',
  'top',
  'greatest',
  'most expensive',
  'latest',
  'newest',
  'most recent',
];
const worst: readonly string[] = ['lowest', 'smallest', 'least', 'worst', 'bottom', 'fewest', 'cheapest', 'earliest', 'oldest'];

/** "top 5 products by revenue", "the 3 largest orders by amount", "limit 10" */
export const topPattern: Pattern = (reader, at) => {
  const { atoms, reading } = reader;
  const lead = wordsAt(
    atoms,
    at,
    'top',
    'bottom',
    'the top',
    'limit',
    'limit to',
    'limit the result to',
    'only the top',
    'first',
    'the first',
  );
  const n = literalAt(reader, at + lead);
  if (n?.value.kind !== 'number' || !/^[1-9]\d{0,8}$/.test(n.value.text)) return 0;
  const superlative = wordsAt(atoms, at + lead + n.used, ...best, ...worst);
  if (lead === 0 && superlative === 0 && !isRankedGroup(reader, at + n.used)) return 0;
  const isWorst = wordsAt(atoms, at + lead + n.used, ...worst) > 0 || atoms[at]?.word === 'bottom';
  const used = lead + n.used + superlative;
  const noun = tableAt(reader, at + used);
  if (noun !== undefined && (columnAt(reader, at + used)?.used ?? 0) <= noun.used) {
    mention(reader, noun.table);
    reading.subject = noun.table;
  }
  const by = at + used + (noun?.used ?? 0);
  const ranked = rankAt(reader, by, isWorst);
  const end = ranked === undefined ? by : by + ranked.used;
  const direction = ranked?.ascending === true ? 'asc' : isWorst ? 'asc' : 'desc';
  reading.top = {
    n: Number(n.value.text),
    direction,
    phrase: said(reader, at, end),
    ties: 'break',
    ...(reading.subject === undefined || noun === undefined ? {} : { table: noun.table }),
    ...(ranked === undefined ? {} : { by: ranked.by }),
  };
  return end - at;
};

/** "3 employees with the highest salary" */
const isRankedGroup = (reader: Reader, at: number): boolean => {
  const table = tableAt(reader, at);
  const lead = table === undefined ? 0 : wordsAt(reader.atoms, at + table.used, 'with the', 'with', 'having the');
  return table !== undefined && lead > 0 && wordsAt(reader.atoms, at + table.used + lead, ...best, ...worst) > 0;
};

const rankAt = (
  reader: Reader,
  at: number,
  isWorst: boolean,
): { readonly by: Measure | readonly Ref[]; readonly used: number; readonly ascending: boolean } | undefined => {
  const { atoms } = reader;
  const lead = wordsAt(
    atoms,
    at,
    'by',
    'by the',
    'by their',
    'ranked by',
    'based on',
    'in terms of',
    'with',
    'with the',
    'according to',
    'ordered by',
    'sorted by',
    'having the',
    'by highest',
    'by lowest',
  );
  if (lead === 0) return undefined;
  const superlative = wordsAt(atoms, at + lead, ...best, ...worst);
  const low = wordsAt(atoms, at + lead, ...worst) > 0;
  const by = thingToRankBy(reader, at + lead + superlative, superlative > 0);
  return by === undefined ? undefined : { by: by.by, used: lead + superlative + by.used, ascending: low && !isWorst };
};

const thingToRankBy = (
  reader: Reader,
  at: number,
  counts: boolean,
): { readonly by: Measure | readonly Ref[]; readonly used: number } | undefined => {
  const start = skipArticles(reader, at);
  const measure = measureAt(reader, start, { reference: true });
  const column = columnAt(reader, start);
  if (measure !== undefined && measure.used >= (column?.used ?? 0)) return { by: measure.measure, used: start - at + measure.used };
  if (column !== undefined) return { by: column.refs, used: start - at + column.used };
  const table = counts ? tableAt(reader, start) : undefined;
  if (table === undefined) return undefined;
  // "with the most orders" counts them
  const count: Measure = {
    aggregate: 'count',
    of: { is: 'rows-of', table: table.table },
    name: `${said(reader, start, start + table.used)}_count`,
    phrase: said(reader, at, start + table.used),
    shown: false,
  };
  mention(reader, table.table);
  reader.reading.measures.push(count);
  return { by: count, used: start - at + table.used };
};

export const sortPattern: Pattern = (reader, at) => {
  const { atoms, reading } = reader;
  const lead =
    sortWords(atoms, at) ||
    wordsAt(
      atoms,
      at,
      'sort by',
      'sorted by',
      'sort it by',
      'sort the result by',
      'sort results by',
      'sort them by',
      'sort the results by',
      'sort in',
      'sorted in',
      'rank by',
      'ranked by',
      'ordered from',
      'sorted',
    );
  if (lead === 0) return 0;
  const by = thingToRankBy(reader, at + lead, false);
  let used = lead + (by?.used ?? 0);
  const down = wordsAt(
    atoms,
    at + used,
    'descending',
    'desc',
    'in descending order',
    'from highest to lowest',
    'from high to low',
    'highest first',
    'largest first',
    'newest first',
    'latest first',
    'descending order',
  );
  const up = wordsAt(
    atoms,
    at + used,
    'ascending',
    'asc',
    'in ascending order',
    'from lowest to highest',
    'alphabetically',
    'lowest first',
    'oldest first',
    'ascending order',
    'order',
  );
  used += down > 0 ? down : up;
  reading.sorted = { phrase: said(reader, at, at + used), direction: down > 0 ? 'desc' : 'asc', by: by?.by };
  return used;
};

/** "into table x", "save the result as x", "create a table called x" */
export const targetPattern: Pattern = (reader, at) => {
  const { atoms, reading } = reader;
  const lead = wordsAt(
    atoms,
    at,
    'into table',
    'into a table called',
    'into a table named',
    'into the table',
    'into a new table called',
    'save as',
    'save it as',
    'save the result as',
    'save results as',
    'save the result in',
    'save the result to',
    'save to',
    'save into',
    'store as',
    'store in',
    'store the result in',
    'store the result as',
    'write to',
    'write the result to',
    'write it to',
    'create table',
    'create a table called',
    'create a table named',
    'create a new table called',
    'create a new table named',
    'call the table',
    'name the table',
    'in a table called',
    'in a table named',
    'call it',
    'name it',
    'target table',
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
