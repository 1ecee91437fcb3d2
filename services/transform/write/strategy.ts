// How rows come into a target as it stands, or why they cannot: decided before the job from the catalog, and again by the same rules when they are written.
import type { Catalog, WriteMode } from '../../../contracts/generated/types.ts';
import { misfits, type WantedColumn } from './shape.ts';

export type Target = NonNullable<Catalog['target']>;

export type Wanted = {
  readonly mode: WriteMode;
  readonly key: readonly string[];
  readonly columns: readonly WantedColumn[];
  readonly vanished: 'keep' | 'delete';
  /** Triggers and cascading foreign keys may do what they do. */
  readonly mayFire: boolean;
};

export type Strategy =
  /** There is no table by that name: the proved one becomes it. */
  | 'first'
  /** The proved table takes the name of the old one, which is kept. */
  | 'swap'
  /** The table stays: missing rows are deleted, changed and new ones written. */
  | 'difference'
  /** The table stays: all rows are deleted, all are inserted. */
  | 'rewrite'
  | 'append'
  | 'merge';

/** `why`: reasons for a person, each a clause about the table. */
export type Choice = { readonly is: 'strategy'; readonly strategy: Strategy } | { readonly is: 'refused'; readonly why: readonly string[] };

export const strategyFor = (wanted: Wanted, target: Target): Choice => {
  if (!target.exists) return { is: 'strategy', strategy: 'first' };
  if (!target.isTable) return { is: 'refused', why: ['it is not an ordinary table'] };
  const strategy = strategyIn(wanted, target);
  if (strategy === 'swap') return { is: 'strategy', strategy };
  const why = obstacles(wanted, target, strategy);
  return why.length > 0 ? { is: 'refused', why } : { is: 'strategy', strategy };
};

const strategyIn = ({ mode, key }: Wanted, target: Target): Exclude<Strategy, 'first'> => {
  if (mode !== 'replace') return mode;
  if (target.dependents.length === 0 && !losesKey(key, target)) return 'swap';
  return isKey(key, target) ? 'difference' : 'rewrite';
};

/** A primary key that others gave their table, and that the new one does not get. */
const losesKey = (key: readonly string[], { published, primaryKey = [] }: Target): boolean =>
  !published && primaryKey.length > 0 && !isSame(primaryKey, key);

const isKey = (key: readonly string[], { keys = [] }: Target): boolean => key.length > 0 && keys.some((known) => isSame(known, key));
const isSame = (a: readonly string[], b: readonly string[]): boolean => [...a].sort().join('\0') === [...b].sort().join('\0');

/** Why its rows cannot be written where they are. */
const obstacles = (wanted: Wanted, target: Target, strategy: Exclude<Strategy, 'first' | 'swap'>): readonly string[] => [
  ...(target.columns === undefined ? [] : misfits(wanted.columns.map(inKey(wanted.key)), target.columns, wanted.mode)),
  ...heirs(target),
  ...unnamedRows(target, statements(strategy, wanted.vanished)),
  ...firing(target, statements(strategy, wanted.vanished), wanted.key, wanted.mayFire),
  ...(strategy === 'merge' && !isKey(wanted.key, target) && !target.published
    ? [`nothing keeps (${wanted.key.join(', ')}) unique in it: a unique index on just these columns would`]
    : []),
  ...(strategy === 'rewrite' && (target.referenced ?? []).length > 0
    ? [
        `foreign keys point at it (${target.referenced?.join(', ')}), so its rows cannot all be deleted for a moment: declare a key that is unique in it`,
      ]
    : []),
];

/** A key has no NULL: the proof sees to it. */
const inKey =
  (key: readonly string[]) =>
  (column: WantedColumn): WantedColumn =>
    key.includes(column.name) ? { ...column, nullable: false } : column;

/** PostgreSQL refuses to change or delete a published row that it could not name to the subscribers. */
const unnamedRows = ({ dependents, primaryKey = [] }: Target, made: readonly Statement[]): readonly string[] => {
  const named = primaryKey.length > 0 || dependents.some(({ kind, name }) => kind === 'storage' && name === 'replica identity');
  const published = dependents.filter(({ kind }) => kind === 'publication').map(({ name }) => name);
  return named || published.length === 0 || !made.some((statement) => statement !== 'insert')
    ? []
    : [`publication ${published.join(', ')} needs a replica identity of it, or a primary key`];
};

const heirs = ({ dependents }: Target): readonly string[] =>
  dependents
    .filter(({ kind }) => kind === 'inheritance' || kind === 'partition')
    .map(({ name }) => `it shares rows by inheritance: ${name}`);

export type Statement = 'insert' | 'update' | 'delete';

export const statements = (strategy: Strategy, vanished: 'keep' | 'delete'): readonly Statement[] => {
  switch (strategy) {
    case 'first':
    case 'swap':
      return [];
    case 'append':
      return ['insert'];
    case 'rewrite':
      return ['insert', 'delete'];
    case 'difference':
      return ['insert', 'update', 'delete'];
    case 'merge':
      return vanished === 'delete' ? ['insert', 'update', 'delete'] : ['insert', 'update'];
  }
};

/** What these statements would set off. A rule, and rights on rows, change the statement itself: nothing allows them. */
export const firing = ({ fires = [] }: Target, made: readonly Statement[], key: readonly string[], mayFire: boolean): readonly string[] =>
  fires.flatMap(({ kind, name, on, columns }) => {
    // the columns that rows are found by are never updated
    const keyOnly = columns !== undefined && columns.length > 0 && columns.every((column) => key.includes(column));
    const hit = on.filter((statement) => made.includes(statement) && !(statement === 'update' && keyOnly));
    if (hit.length === 0) return [];
    if (kind === 'rule' || kind === 'policy') return [`${words[kind]} ${name} changes what ${listed(hit)} there does`];
    return mayFire ? [] : [`${words[kind]} ${name} would fire on ${listed(hit)}: allow it with mayFire, or disable it`];
  });

const words = { trigger: 'trigger', 'foreign-key': 'cascading foreign key', rule: 'rule', policy: 'policy' } as const;
const listed = (statements: readonly Statement[]): string => statements.join(' and ');
