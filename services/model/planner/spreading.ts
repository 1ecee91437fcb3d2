// A column per value: "with one column per status", "pivoted by country". The values are those that the statistics show, frozen.
import type { Assumption } from '../../../contracts/generated/types.ts';
import { assumption } from './assumptions.ts';
import { wordsAt } from './atoms.ts';
import { mention, type Pattern, said, skipArticles } from './cursor.ts';
import type { GroupColumn } from './entities.ts';
import { addStep, type Flow, freeName } from './flow.ts';
import type { Ref } from './lexicon.ts';
import type { MeasureColumn } from './measure-columns.ts';
import { expressionOf } from './measure-columns.ts';
import { columnAt, tableAt } from './nouns.ts';
import type { Reading } from './reading.ts';
import { Unreadable } from './scene.ts';
import { spoken } from './words.ts';

const leads: readonly string[] = spoken(
  `1 column per | a column per | 1 column for each | a column for each | 1 column for every | with 1 column per | with a column per |
    with 1 column for each | with a column for each | in 1 column per | with columns per | columns per | pivoted by | pivot by | pivot on | pivoted on |
    spread by | 1 column by | with separate columns per | with separate columns for each | separate columns per | separate columns for each |
    with a separate column for each | with a separate column per | pivot it by | pivot the result by | and pivot by`,
);

export const spreadPattern: Pattern = (reader, at) => {
  const { atoms, reading } = reader;
  const verb = wordsAt(atoms, at, 'pivot', 'spread', 'pivot the');
  const table = verb === 0 ? undefined : tableAt(reader, skipArticles(reader, at + verb));
  const after = table === undefined ? at : skipArticles(reader, at + verb) + table.used;
  const lead = table === undefined ? wordsAt(atoms, at, ...leads) : wordsAt(atoms, after, 'by', 'on');
  const start = skipArticles(reader, after + lead);
  const column = lead === 0 ? undefined : columnAt(reader, start);
  if (column === undefined || reading.spread !== undefined) return 0;
  if (table !== undefined) mention(reader, table.table);
  const end = start + column.used + wordsAt(atoms, start + column.used, 'value');
  const phrase = said(reader, at, end);
  reading.spread = { refs: column.refs, phrase };
  reading.groups.push({ is: 'column', refs: column.refs, phrase });
  return end - at;
};

type Key = { readonly column: GroupColumn; readonly name: string };

/** Adds select and pivot in the place of the aggregate; answers the names of the new columns. */
export const addSpread = (
  reading: Reading,
  flow: Flow,
  input: string,
  keys: readonly Key[],
  measures: readonly MeasureColumn[],
  nameOf: (ref: Ref) => string,
): { readonly step: string; readonly names: readonly string[]; readonly assumptions: readonly Assumption[] } => {
  const { spread } = reading;
  const across = keys.find(({ column }) => spread?.refs.some((ref) => ref.column === column.ref.column));
  const [measure, ...more] = measures;
  if (spread === undefined || across === undefined || measure === undefined) throw new Error('nothing is spread');
  const others = keys.filter((key) => key !== across);
  onlySpread(reading, spread.phrase);
  if (more.length > 0)
    throw new Unreadable(
      spread.phrase,
      `Which number should stand in the columns of “${spread.phrase}”?`,
      measures.map((each) => each.measure.phrase),
    );
  if (others.length === 0) throw new Unreadable(spread.phrase, `One column per ${across.name}: and what is a row of the result?`, []);
  const values = valuesOf(across.column.ref, spread.phrase);
  const read = measure.reads.filter((ref) =>
    keys.every(({ column }) => column.ref.column !== ref.column || column.expression !== undefined),
  );
  const cells = addStep(flow, 'cells', (name) => ({
    name,
    do: 'select',
    input,
    columns: [
      ...keys.map(({ column, name: as }) => ({ name: as, expr: column.expression?.(nameOf(column.ref)) ?? nameOf(column.ref) })),
      ...read
        .filter((ref) => keys.every((key) => key.name !== plainName(nameOf(ref))))
        .map((ref) => ({ name: plainName(nameOf(ref)), expr: nameOf(ref) })),
    ],
    others: 'drop',
  }));
  const taken = new Set(others.map(({ name }) => name));
  const columns = values.map((value) => {
    const as = freeName(
      value
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
        .replaceAll(/^_|_$/g, '') || 'other',
      taken,
    );
    taken.add(as);
    return { value, as };
  });
  const step = addStep(flow, `per_${across.name}`, (name) => ({
    name,
    do: 'pivot',
    input: cells,
    by: others.map(({ name: as }) => as),
    column: across.name,
    values: columns,
    compute: expressionOf(measure, nameOf),
  }));
  return {
    step,
    names: columns.map(({ as }) => as),
    assumptions: [
      assumption(
        spread.phrase,
        `${across.name} has the values ${values.join(', ')}, as the statistics show: other values${across.column.ref.column.nullable ? ' and NULL' : ''} have no column`,
        'known-values',
      ),
    ],
  };
};

const plainName = (text: string): string => (text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text);

const onlySpread = ({ conditions, top, overGroups, ranking, everyPeriod, spread }: Reading, phrase: string): void => {
  const limits = conditions
    .flat()
    .some(
      ({ on }) =>
        on.is === 'measure' || (on.is === 'column' && on.refs.some((ref) => spread?.refs.some((each) => each.column === ref.column))),
    );
  if (limits || top !== undefined || overGroups.length > 0 || ranking !== undefined || everyPeriod !== undefined)
    throw new Unreadable(phrase, `“${phrase}” makes columns of rows: what should the other words do with them?`, [
      'only the columns, and the rest in a second request',
    ]);
};

/** All values, when the statistics have them all. */
const valuesOf = ({ column, table }: Ref, phrase: string): readonly string[] => {
  const { common, distinct } = column.statistics ?? {};
  const known = column.type === 'text' && common !== undefined && common.length > 0 && distinct === common.length && common.length <= 50;
  if (!known)
    throw new Unreadable(
      phrase,
      `Which values of ${table.name}.${column.name} should be columns? The statistics do not show all of them.`,
      common?.slice(0, 10) ?? [],
    );
  return common.toSorted();
};
