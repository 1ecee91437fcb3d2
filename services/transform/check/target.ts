// The target: its table, its columns against the last step, its key, and what its write mode needs.
import type { Catalog, TransformSpec, Type } from '../../../contracts/generated/types.ts';
import { nearest } from '../diagnostics.ts';
import { formatTableName, parseTableName } from '../names.ts';
import type { PlannedSource, PlannedTarget } from '../plan.ts';
import { isCastable } from './casts.ts';
import { type Context, checkNames, type Frame, isUnique } from './frames.ts';
import { checkConstraints } from './target-constraints.ts';
import { checkVanished, checkWatermark } from './target-mode.ts';
import { digitsOf, isExact, isFloat, isNumber, widens } from './types.ts';

type Target = TransformSpec['target'];

export const checkTarget = (
  target: Target,
  result: Frame | undefined,
  sources: readonly PlannedSource[],
  catalog: Catalog,
  context: Context,
): PlannedTarget | undefined => {
  const table = checkTable(target, sources, catalog, context);
  checkNames(
    target.columns.map(({ name }, at) => ({ name, path: `/target/columns/${at}/name` })),
    context,
  );
  refuseSystemColumns(target, context);
  checkKey(target, result, context);
  const columns = result && target.columns.map((column, at) => checkColumn(column, `/target/columns/${at}`, result, context));
  const watermark = checkWatermark(target, result, context);
  const vanished = checkVanished(target, context);
  const checks = checkConstraints(target, result, context);
  if (table === undefined || checks === undefined || columns === undefined || !columns.every((column) => column !== undefined))
    return undefined;
  const { mode, key, comment } = target;
  return {
    ...table,
    mode,
    key,
    columns,
    ...(comment !== undefined && { comment }),
    checks,
    ...(watermark !== undefined && { watermark }),
    vanished,
  };
};

const refuseSystemColumns = ({ columns }: Target, { problems }: Context): void => {
  columns.forEach(({ name }, at) => {
    if (!systemColumns.has(name)) return;
    const message = `${name} is a column that every table of PostgreSQL has of its own`;
    problems.add('bad-name', { path: `/target/columns/${at}/name` }, name, message, [`${name}_`]);
  });
};
const systemColumns = new Set(['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid']);

const checkTable = (
  target: Target,
  sources: readonly PlannedSource[],
  catalog: Catalog,
  { problems }: Context,
): { schema: string; name: string } | undefined => {
  const path = '/target/table';
  const parsed = parseTableName(target.table);
  if (parsed === undefined) {
    problems.add('bad-name', { path }, target.table, `${target.table} is no table name`, ['schema.table', '"Schema"."Table"']);
    return undefined;
  }
  const { name, schema = catalog.targetSchema } = parsed;
  const table = { schema, name };
  const isTarget = (each: { schema: string }, other: string): boolean => each.schema === schema && other === name;
  if (sources.some((source) => isTarget(source, source.table))) {
    problems.add('target-is-source', { path }, target.table, 'a source can never be the target', [
      formatTableName(catalog.targetSchema, `${name}_result`),
    ]);
  }
  const state = catalog.target !== null && isTarget(catalog.target, catalog.target.name) ? catalog.target : undefined;
  if (state?.writable === false)
    problems.add('target-not-writable', { path }, target.table, `the schema ${schema} may not be written`, [catalog.targetSchema]);
  if (state?.exists && !state.isTable)
    problems.add('target-not-a-table', { path }, target.table, `${formatTableName(schema, name)} is no ordinary table`);
  return table;
};

const checkKey = (target: Target, result: Frame | undefined, { problems, notes }: Context): void => {
  const names = target.columns.map(({ name }) => name);
  target.key.forEach((name, at) => {
    const path = `/target/key/${at}`;
    if (!names.includes(name))
      problems.add('unknown-column', { path }, name, `the key column ${name} is not among the target's columns`, nearest(name, names));
    const declared = target.columns.find((each) => each.name === name);
    const computed = result?.columns.find((each) => each.name === name);
    if (declared?.nullable === true || computed?.nullable === true)
      problems.add('key-may-be-null', { path }, name, nullInKey(name, computed?.nullable === true, target.mode), [
        ...(computed?.nullable === true ? [`a filter: ${quoted(name)} is not null`] : ['nullable: false']),
        ...(target.mode === 'merge' ? [] : [`a key without ${name}: key may be empty`]),
      ]);
  });
  if (target.key.length === 0 && target.mode === 'merge')
    problems.add('key-missing', { path: '/target/key' }, '', 'merge needs a key to find rows by', names);
  if (target.key.length === 0 && target.mode === 'append' && target.watermark === undefined) {
    const message = 'append needs a key or a watermark, else nothing would keep the same rows from being added twice';
    const keys = (result?.unique ?? []).filter((key) => key.length > 0 && key.every((name) => names.includes(name)));
    const advice = [...keys.slice(0, 3).map((key) => `key: ${key.join(', ')}`), 'watermark: { column, from, to }'];
    problems.add('key-missing', { path: '/target/key' }, '', message, advice);
  }
  if (target.key.length > 0 && result !== undefined && !isUnique(result, target.key)) {
    const message = 'nothing in the steps makes the key unique; the proof counts it, and a key that is not unique is never published';
    notes.add(
      'key-not-unique',
      { path: '/target/key' },
      target.key.join(', '),
      message,
      result.unique.map((key) => key.join(', ')).slice(0, 3),
    );
  }
};

const nullInKey = (name: string, isComputed: boolean, mode: Target['mode']): string =>
  `${isComputed ? `nothing in the steps keeps ${name} from being NULL` : `${name} is declared nullable`}, and ${
    mode === 'merge' ? 'merge finds rows by their key' : 'the proof refuses a NULL in the key'
  }`;
const quoted = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

const checkColumn = (
  column: Target['columns'][number],
  path: string,
  result: Frame,
  { problems, notes }: Context,
): PlannedTarget['columns'][number] | undefined => {
  const source = result.columns.find(({ name }) => name === column.name);
  if (source === undefined) {
    const names = result.columns.map(({ name }) => name);
    const near = nearest(column.name, names);
    problems.add(
      'target-column-missing',
      { path: `${path}/name` },
      column.name,
      `${result.name} has no column ${column.name}`,
      near.length > 0 ? near : names.slice(0, 12),
    );
    return undefined;
  }
  const change = changeOf(source.type, column.type);
  if (change === 'none') {
    const message = `${column.name} is computed as ${source.type}, which is not stored as ${column.type}`;
    const expected = [
      source.type,
      ...(isCastable(source.type, column.type) ? [`a select with cast(${column.name} as ${column.type})`] : []),
    ];
    problems.add('target-type', { path: `${path}/type` }, column.type, message, expected);
    return undefined;
  }
  if (change !== 'holds') {
    const message =
      change === 'rounds'
        ? `${column.name} is rounded from ${source.type} to ${column.type}`
        : `a value of ${column.name} that ${column.type} cannot hold ends the job`;
    notes.add(change === 'rounds' ? 'target-rounds' : 'target-may-overflow', { path: `${path}/type` }, column.type, message, [source.type]);
  }
  if (source.nullable && !column.nullable) {
    notes.add(
      'target-may-be-null',
      { path: `${path}/nullable` },
      'false',
      `nothing in the steps keeps ${column.name} from being NULL; such a row ends the job`,
      ['true'],
    );
  }
  const { name, type, nullable, comment } = column;
  return { name, type, computed: source.type, nullable, exactness: source.exactness, ...(comment !== undefined && { comment }) };
};

/** What storing one type as another does to values. */
const changeOf = (from: Type, to: Type): 'holds' | 'rounds' | 'overflows' | 'none' => {
  if (widens(from, to)) return isExact(from) && isFloat(to) ? 'rounds' : 'holds';
  if ((from === 'uuid' || from === 'json') && to === 'text') return 'holds';
  if (!isNumber(from) || !isNumber(to)) return 'none';
  if (isFloat(to)) return 'rounds';
  if (isFloat(from)) return digitsOf(to)?.scale === 0 ? 'none' : 'rounds';
  const [source, target] = [digitsOf(from), digitsOf(to)];
  if (source === undefined || target === undefined) return 'none';
  return source.scale > target.scale ? 'rounds' : 'overflows';
};
