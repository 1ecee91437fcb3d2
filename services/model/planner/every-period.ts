// Periods without rows: "including months without orders", "months without sales as zero".
import type { Assumption } from '../../../contracts/generated/types.ts';
import { assumption } from './assumptions.ts';
import { wordsAt } from './atoms.ts';
import { type Pattern, said, skipArticles } from './cursor.ts';
import { nameText } from './expressions.ts';
import { addStep, type Flow } from './flow.ts';
import type { MeasureColumn } from './measure-columns.ts';
import { tableAt } from './nouns.ts';
import type { Period, Reading } from './reading.ts';
import { Unreadable } from './scene.ts';
import { spoken, turnoverWords } from './words.ts';

const leads: readonly string[] = spoken(
  `including | include | also include | also | even | and | with | show | showing | also show | count | and also | including also | and show | list`,
);
const periods: ReadonlySet<string> = new Set(['day', 'week', 'month', 'quarter', 'year', 'date']);

/** "including months without orders [as zero]", "with zero for months without sales" */
export const everyPeriodPattern: Pattern = (reader, at) => {
  const { atoms, reading } = reader;
  const zero = wordsAt(
    atoms,
    at,
    ...spoken(`with zero for | with 0 for | and zero for | zero for | 0 for | show 0 for | show zero for | and 0 for`),
  );
  const lead = zero > 0 ? zero : wordsAt(atoms, at, ...leads);
  const start = skipArticles(reader, at + lead);
  const period = atoms[start];
  if (period?.kind !== 'word' || !periods.has(period.stem)) return 0;
  const none = wordsAt(
    atoms,
    start + 1,
    ...spoken(
      `without | without any | with no | that have no | having no | where there are no | that had no | in which there were no | with zero`,
    ),
  );
  if (none === 0) return 0;
  const noun = start + 1 + none;
  const table = tableAt(reader, noun);
  const isMoney =
    turnoverWords.has(atoms[noun]?.stem ?? '') || ['row', 'record', 'data', 'entry', 'activity'].includes(atoms[noun]?.stem ?? '');
  const used = table?.used ?? (isMoney ? 1 : 0);
  if (used === 0) return 0;
  const end = noun + used;
  const asZero = wordsAt(
    atoms,
    end,
    ...spoken(`as zero | as 0 | shown as zero | shown as 0 | with zero | with 0 | as zeros | show zero | show 0 | count as zero | being zero | are zero |
      should be zero | should show zero | should show 0 | as a zero | = 0 | get zero | get 0`),
  );
  reading.everyPeriod = { phrase: said(reader, at, end + asZero), asZero: zero + asZero > 0 };
  return end + asZero - at;
};

type Named = { readonly column: MeasureColumn; readonly name: string };

/** Adds the periods from the first to the last that have rows; counts and totals of the others are 0. */
export const addEveryPeriod = (
  { everyPeriod }: Reading,
  flow: Flow,
  groups: readonly { readonly name: string; readonly isPeriod: boolean; readonly nullable: boolean }[],
  columns: readonly Named[],
  unit: Period | undefined,
): readonly Assumption[] => {
  if (everyPeriod === undefined) return [];
  const [axis, ...others] = groups;
  const { phrase } = everyPeriod;
  if (axis === undefined || !axis.isPeriod || others.length > 0 || unit === undefined)
    throw new Unreadable(phrase, `“${phrase}”: of which periods, and of each of what?`, ['only per period, without other groups']);
  const totals = flow.steps.at(-1)?.name ?? '';
  const time = nameText(axis.name);
  const bounds = addStep(flow, `first_and_last_${unit}`, (name) => ({
    name,
    do: 'aggregate',
    input: totals,
    by: [],
    compute: [
      { name: `first_${unit}`, expr: `min(${time})` },
      { name: `last_${unit}`, expr: `max(${time})` },
    ],
  }));
  const spine = addStep(flow, `every_${unit}`, (name) => ({
    name,
    do: 'sequence',
    column: axis.name,
    from: `value(${nameText(bounds)}, first_${unit})`,
    to: `value(${nameText(bounds)}, last_${unit})`,
    every: 1,
    unit,
  }));
  const joined = addStep(flow, `${totals}_or_none`, (name) => ({
    name,
    do: 'join',
    left: spine,
    right: totals,
    kind: 'left',
    on: [{ left: time, right: time }],
    keep: [
      { side: 'left', columns: 'all' },
      { side: 'right', columns: columns.map(({ name: each }) => each) },
    ],
    expect: 'at-most-one',
    matched_as: 'has_rows',
  }));
  const zeros = columns.filter(({ column }) => /^(count|count-distinct|sum)$/.test(column.measure.aggregate));
  const told = zeros.length === 0 ? '' : '; counts and totals of the others are 0';
  if (zeros.length > 0)
    addStep(flow, 'with_zeros', (name) => ({
      name,
      do: 'select',
      input: joined,
      columns: zeros.map(({ name: each }) => ({ name: each, expr: `case when has_rows then ${nameText(each)} else 0 end` })),
      others: 'keep',
      drop: ['has_rows'],
    }));
  const lost = axis.nullable ? `; rows without a ${unit} are left out` : '';
  return [assumption(phrase, `every ${unit} from the first to the last that has rows${told}${lost}`, 'every-period')];
};
