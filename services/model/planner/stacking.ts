// Tables one below the other: "stack sales_2023 and sales_2024", "union of customers and clients".
import type { TransformSpec } from '../../../contracts/generated/types.ts';
import { assumption, replace } from './assumptions.ts';
import { wordsAt } from './atoms.ts';
import { mention, type Pattern, said, skipArticles } from './cursor.ts';
import { addStep, flowOf, readTable } from './flow.ts';
import type { Table } from './lexicon.ts';
import { tableAt } from './nouns.ts';
import type { Reading } from './reading.ts';
import { type Scene, targetOf, Unreadable } from './scene.ts';
import { spoken } from './words.ts';

const leads: readonly string[] = spoken(
  `stack | stack up | stack the tables | stack the rows of | stack all rows of | union | union of | the union of | union all | union all of | unite |
    append | append the rows of | combine all rows of | combine the rows of | combine all the rows of | put together all rows of |
    put together the rows of | all rows of both | merge the rows of | union the tables | union distinct | take the union of`,
);

export const stackPattern: Pattern = (reader, at) => {
  const { atoms, reading } = reader;
  const lead = wordsAt(atoms, at, ...leads);
  if (lead === 0) return 0;
  const tables: Table[] = [];
  let end = at + lead;
  for (let next = end; ; ) {
    const start = skipArticles(reader, next) + wordsAt(atoms, skipArticles(reader, next), 'table', 'tables');
    const table = tableAt(reader, start);
    if (table === undefined) break;
    tables.push(table.table);
    end = start + table.used;
    end += wordsAt(atoms, end, 'table', 'tables');
    const gap = wordsAt(atoms, end, ', and', 'and', ',', '&', 'with', 'to', 'onto', 'on top of', 'plus', 'below', 'under');
    if (gap === 0) break;
    next = end + gap;
  }
  if (new Set(tables).size < 2 || new Set(tables).size !== tables.length) return 0;
  for (const table of tables) mention(reader, table);
  const phrase = said(reader, at, end);
  const distinct = wordsAt(
    atoms,
    end,
    ...spoken(`without duplicates | without duplicate rows | removing duplicates | and remove duplicates | distinct`),
  );
  reading.stacked = { tables, rows: distinct > 0 || /distinct/i.test(phrase) ? 'distinct' : 'all', phrase };
  reading.asksRows = true;
  return end - at + distinct;
};

/** Columns are matched by name; where the tables differ in them, it is asked. */
export const buildStacked = (scene: Scene): TransformSpec => {
  const { stacked } = scene.reading;
  if (stacked === undefined) throw new Error('nothing is stacked');
  onlyStacked(scene.reading, stacked.phrase);
  const [first, ...others] = stacked.tables;
  const columns = (first?.columns ?? []).filter(({ type }) => type !== null);
  const shape = (table: Table | undefined) =>
    (table?.columns ?? [])
      .filter(({ type }) => type !== null)
      .map(({ name, type }) => `${name} ${type}`)
      .toSorted();
  const odd = others.find((table) => shape(table).join() !== shape(first).join());
  if (odd !== undefined) {
    const apart = [
      ...shape(odd).filter((each) => !shape(first).includes(each)),
      ...shape(first).filter((each) => !shape(odd).includes(each)),
    ];
    throw new Unreadable(
      stacked.phrase,
      `${first?.name} and ${odd.name} do not have the same columns (${apart.slice(0, 6).join(', ')}). Which columns should the result have?`,
      ['only the columns that all of them have', 'all columns, NULL where a table does not have one'],
    );
  }
  const flow = flowOf([], false);
  const inputs = stacked.tables.map((table) => readTable(flow, table).name);
  const step = addStep(flow, 'stacked', (name) => ({ name, do: 'union', inputs, rows: stacked.rows }));
  const isNullable = (name: string) => stacked.tables.some((table) => table.columns.some((each) => each.name === name && each.nullable));
  return {
    sources: flow.sources,
    steps: flow.steps,
    target: targetOf(
      scene,
      `stacked_${first?.name}`,
      columns.map(({ name, type }) => ({ name, type: type ?? 'text', nullable: isNullable(name) })),
      [],
    ),
    assumptions: [
      ...scene.reading.guesses.map(({ phrase, reading, convention }) => assumption(phrase, reading, convention)),
      stacked.rows === 'distinct'
        ? assumption(stacked.phrase, 'equal rows are one row')
        : assumption(stacked.phrase, 'every row stays, also equal ones', 'all-rows-stacked', [
            { reading: 'equal rows are one row', patch: [replace(`/steps/${step}/rows`, 'distinct')] },
          ]),
    ],
  };
};

const onlyStacked = (reading: Reading, phrase: string): void => {
  const { measures, groups, conditions, outputs, exists, fills, derived, top, dedupe, latest, joinPhrase } = reading;
  const more = [measures, groups, conditions, outputs, exists, fills, derived].some((list) => list.length > 0);
  if (more || top !== undefined || dedupe !== undefined || latest !== undefined || joinPhrase !== undefined)
    throw new Unreadable(phrase, `Should the rows of “${phrase}” be stacked first, and the rest be done with the result?`, [
      'only stack them, and do the rest in a second request',
    ]);
};
