// What a total takes for granted: who has a row, what is counted once, what a row shows.
import type { Assumption } from '../../../contracts/generated/types.ts';
import { assumption, replace } from './assumptions.ts';
import type { Grouping } from './group-columns.ts';
import type { TotalsJoin } from './join-totals.ts';
import { entityName, isTemporal, type Table } from './lexicon.ts';
import type { MeasureColumn } from './measure-columns.ts';
import { keyOf } from './relations.ts';
import type { Scene } from './scene.ts';

type Made = {
  readonly grouping: Grouping;
  readonly keepsEntity: boolean;
  readonly join: TotalsJoin['entityJoin'];
  readonly grain: Table;
  readonly step: string;
  readonly columns: readonly { readonly column: MeasureColumn; readonly name: string }[];
};

export const totalsAssumptions = (scene: Scene, made: Made): readonly Assumption[] => [
  ...whoHasARow(scene, made),
  ...countedOnce(made),
  ...whatARowShows(scene, made),
  ...daysAreUtc(made),
];

const whoHasARow = ({ reading }: Scene, { grouping, keepsEntity, join, columns, grain }: Made): readonly Assumption[] => {
  if (join === undefined) return [];
  if (reading.keep !== undefined)
    return [
      assumption(reading.keep.phrase, keepsEntity ? `every ${word(grouping)} has a row` : 'only what occurs in all tables has a row'),
    ];
  const phrase = grouping.phrase === '' ? (reading.joinPhrase ?? reading.prompt) : grouping.phrase;
  const { name, brings } = join;
  if (keepsEntity)
    return [
      assumption(phrase, `every ${word(grouping)} has a row, also without ${grain.name}`, 'per-entity', [
        { reading: `only ${brings.name} with ${grain.name}`, patch: [replace(`/steps/${name}/kind`, 'inner')] },
      ]),
    ];
  // Turned into a right join, count(*) would count the row that has no partner.
  const countsRows = columns.some(({ column }) => column.form === 'rows');
  const others = countsRows
    ? []
    : [{ reading: `also ${brings.name} without ${grain.name}`, patch: [replace(`/steps/${name}/kind`, 'right')] }];
  const convention =
    grouping.entity === undefined && grouping.period === undefined && reading.joinPhrase !== undefined ? 'inner-join' : 'occurring';
  const words =
    convention === 'inner-join' ? (reading.pairs[0] === undefined ? (reading.joinPhrase ?? phrase) : reading.pairs[0].phrase) : phrase;
  return [assumption(words, `only rows with a partner in ${brings.name} are counted`, convention, others)];
};

const word = ({ entity, words }: Grouping): string =>
  entity === undefined ? words.join(' and ') : entityName(entity).replaceAll('_', ' ');

const countedOnce = ({ columns, grain, step }: Made): readonly Assumption[] =>
  columns
    .filter(({ column }) => column.countsOnce && column.reads[0]?.table !== grain)
    .map(({ column, name }) =>
      assumption(
        column.measure.phrase,
        `each row of ${column.reads[0]?.table.name} is counted once, however many ${grain.name} it has`,
        'count-once',
        [{ reading: `rows of ${grain.name} are counted`, patch: [replace(`/steps/${step}/compute/${name}/expr`, 'count(*)')] }],
      ),
    );

const whatARowShows = ({ reading }: Scene, { grouping }: Made): readonly Assumption[] => {
  const { entity } = grouping;
  if (entity === undefined) return [];
  const shown = grouping.columns.filter(({ ref }) => ref.table === entity).map(({ ref }) => ref.column.name);
  const key = keyOf(entity);
  return [
    assumption(grouping.phrase || reading.prompt, `a row shows ${shown.join(', ')} and what was asked`, 'per-entity-output'),
    ...(key?.declared === false
      ? [assumption(grouping.phrase || reading.prompt, `${key.column.name} identifies a row of ${entity.name}`)]
      : []),
  ];
};

const daysAreUtc = ({ grouping }: Made): readonly Assumption[] =>
  grouping.period === 'day' && grouping.columns.some(({ ref, type }) => type === 'date' && isTemporal(ref) && ref.column.type !== 'date')
    ? [assumption(grouping.phrase, 'days begin at midnight, UTC', 'utc-days')]
    : [];
