// The first look: what both sealed tables are and hold, as SQL text. One scan per table; no source is read.
import type { Query } from '../../events/ports.ts';
import { type BoundAssertions, scanAssertions, uniqueQueries } from './assertions.ts';
import { comparable, hashOf, recordHash } from './expressions.ts';
import { floatQuery } from './float-queries.ts';
import { identifier, literal, qualified } from './quote.ts';
import { type Column, exactColumns, type Side, type Subject, sides } from './subject.ts';

/** All queries that every proof needs. The clock queries stand first and last: the database's own time is what the proof took. */
export const firstQueries = (subject: Subject, assertions: BoundAssertions): readonly Query[] => [
  clock('clock.start'),
  ...sides.flatMap((side) => [relationQuery(subject, side), columnsQuery(subject, side), scanQuery(subject, side, assertions)]),
  ...keyQuery(subject),
  ...floatQuery(subject),
  ...sides.flatMap((side) => uniqueQueries(subject, side, assertions)),
  clock('clock.end'),
];

const clock = (name: string): Query => ({ name, sql: 'select (extract(epoch from clock_timestamp()) * 1000)::text as milliseconds' });

const relationQuery = (subject: Subject, side: Side): Query => ({
  name: `${side}.relation`,
  sql: `select c.oid::text as oid, pg_catalog.pg_relation_filenode(c.oid)::text as filenode, c.relkind::text as kind, c.relpersistence::text as persistence
from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname = ${literal(subject[side].schema)} and c.relname = ${literal(subject[side].name)}`,
});

const columnsQuery = (subject: Subject, side: Side): Query => ({
  name: `${side}.columns`,
  sql: `select a.attname::text as name, pg_catalog.format_type(a.atttypid, a.atttypmod) as type, a.attnotnull::text as mandatory
from pg_catalog.pg_attribute a where a.attrelid = ${literal(`${subject[side].oid}`)}::oid and a.attnum > 0 and not a.attisdropped
order by a.attnum`,
});

/** Count, mixed hash sum of the exact columns, and everything else that one pass can count. */
const scanQuery = (subject: Subject, side: Side, assertions: BoundAssertions): Query => {
  const measures = [
    'count(*)::text as "rows"',
    `${hashOf(exactColumns(subject).map((column) => comparable(column)))} as "hash"`,
    ...subject.columns.flatMap((column, n) => censuses(column, n)),
    ...(subject.promises ?? []).map(({ broken }, n) => `(count(*) filter (where ${broken}))::text as "promise${n}"`),
    ...scanAssertions(assertions),
  ];
  return { name: `${side}.scan`, sql: `select ${measures.join(',\n  ')}\nfrom ${qualified(subject[side])}` };
};

/** Words that a NULL or a NaN turns into when a program prints it as text. */
export const suspectWords = ['', 'null', 'NULL', 'None', 'NaN', 'nan'];

const censuses = (column: Column, n: number): readonly string[] => {
  const name = identifier(column.name);
  const count = (where: string, as: string): string => `(count(*) filter (where ${where}))::text as "${as}${n}"`;
  const nulls = count(`${name} is null`, 'nulls');
  if (column.type === 'text') return [nulls, count(`${name} in (${suspectWords.map(literal).join(', ')})`, 'words')];
  if (column.type !== 'float' && column.type !== 'double') return [nulls];
  return [nulls, count(`${name} = 'NaN'`, 'nan'), count(`${name} in ('Infinity', '-Infinity')`, 'infinite')];
};

/**
 * Rows beyond the first of their key. One sort of one value is far faster than groups; equal keys have equal hashes, so no surplus is a proof.
 */
const keyQuery = (subject: Subject): readonly Query[] => {
  const key = keyColumns(subject).map((column) => comparable(column));
  if (key.length === 0) return [];
  const value = key.length === 1 ? key[0] : recordHash(key);
  return [
    { name: 'staging.key', sql: `select (count(${value}) - count(distinct ${value}))::text as surplus from ${qualified(subject.staging)}` },
  ];
};

/** The same by groups: asked only where hashes of several columns left a surplus, which could be a chance. */
export const exactKeyQuery = (subject: Subject): Query => {
  const key = keyColumns(subject).map((column) => comparable(column));
  const groups = `select count(*) - 1 as surplus from ${qualified(subject.staging)} group by ${key.join(', ')} having count(*) > 1`;
  return { name: 'staging.key', sql: `select coalesce(sum(surplus), 0)::text as surplus from (${groups}) repeated` };
};

const keyColumns = (subject: Subject): readonly Column[] => subject.columns.filter(({ name }) => subject.key.includes(name));
