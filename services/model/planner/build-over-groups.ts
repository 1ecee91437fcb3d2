// Steps behind a total: shares of all groups, running totals, what the period before had; ranks.
import type { Assumption } from '../../../contracts/generated/types.ts';
import { assumption, replace } from './assumptions.ts';
import { nameText } from './expressions.ts';
import { addStep, type Flow, freeName } from './flow.ts';
import type { MeasureColumn } from './measure-columns.ts';
import type { OverGroups, Period, Reading } from './reading.ts';
import { Unreadable } from './scene.ts';

/** A group column of the total as a step knows it. */
export type GroupName = { readonly name: string; readonly isPeriod: boolean; readonly identifies: boolean };
type Named = { readonly column: MeasureColumn; readonly name: string };
type Added = { readonly names: readonly string[]; readonly assumptions: readonly Assumption[] };

export const addOverGroups = (
  reading: Reading,
  flow: Flow,
  groups: readonly GroupName[],
  columns: readonly Named[],
  period: Period | undefined,
): Added => {
  const names: string[] = [];
  const assumptions: Assumption[] = [];
  const taken = new Set([...groups.map(({ name }) => name), ...columns.map(({ name }) => name)]);
  for (const over of reading.overGroups) {
    askWhichGroups(reading, over);
    const measure = columns.find(({ column }) => column.measure === over.of)?.name ?? '';
    const name = freeName(wanted(over, measure), taken);
    taken.add(name);
    names.push(name);
    assumptions.push(...added(flow, over, { groups, measure, name, period }));
  }
  return { names, assumptions };
};

/** Of all groups, or of those that the other words leave? */
const askWhichGroups = ({ conditions, top, exists }: Reading, { is, phrase, of }: OverGroups): void => {
  // "percentage of customers per country that are active": of the active ones, or of all?
  if (is === 'share' && of.of.is === 'rows-of' && conditions.length > 0)
    throw new Unreadable(phrase, `Is “${phrase}” taken of all rows of ${of.of.table.name}, or only of those that fit the other words?`, [
      'only of those that fit',
      'of all rows',
    ]);
  const limits = conditions.flat().some(({ on }) => on.is === 'measure') || exists.length > 0;
  if (limits || (top !== undefined && is !== 'share'))
    throw new Unreadable(phrase, `Is “${phrase}” taken over all groups, or over those that stay?`, [
      'over all groups, in a table of its own',
    ]);
};

const wanted = ({ is, ...over }: OverGroups, measure: string): string => {
  const short = measure.replace(/^total_/, '');
  if (is === 'share') return 'percent' in over && over.percent ? `percent_of_${measure}` : `share_of_${measure}`;
  if (is === 'running') return `running_${measure}`;
  if (is === 'previous') return `previous_${measure}`;
  return is === 'growth' ? `${short}_growth_percent` : `${short}_change`;
};

type Place = {
  readonly groups: readonly GroupName[];
  readonly measure: string;
  readonly name: string;
  readonly period: Period | undefined;
};

const added = (flow: Flow, over: OverGroups, place: Place): readonly Assumption[] => {
  if (over.is === 'share') return share(flow, over, place);
  const time = place.groups.filter(({ isPeriod }) => isPeriod);
  const [axis] = time;
  if (axis === undefined || time.length > 1)
    throw new Unreadable(over.phrase, `Along which dates is “${over.phrase}” taken: per day, month or year?`, [
      'per day',
      'per month',
      'per year',
    ]);
  const partition = place.groups.filter(({ identifies, isPeriod }) => identifies && !isPeriod).map(({ name }) => name);
  return over.is === 'running' ? running(flow, over, place, axis.name, partition) : change(flow, over, place, axis.name, partition);
};

const above = (flow: Flow): string => flow.steps.at(-1)?.name ?? '';

const share = (flow: Flow, over: Extract<OverGroups, { is: 'share' }>, { groups, measure, name }: Place): readonly Assumption[] => {
  const own = nameText(measure);
  const fraction = `${own} / nullif(sum(${own}), 0)`;
  const percent = `100 * ${fraction}`;
  const input = above(flow);
  const step = addStep(flow, 'shares', (free) => ({
    name: free,
    do: 'window',
    input,
    compute: [{ name, expr: over.percent ? percent : fraction, partition: [], order: [] }],
  }));
  const at = `/steps/${step}/compute/${name}`;
  const within = groups.filter(({ identifies }) => identifies);
  const others = within.length < 2 ? [] : within;
  return [
    ...(over.percent
      ? []
      : [
          assumption(over.phrase, 'a share is a fraction, 0.25 for a quarter', 'share-of-all', [
            { reading: 'a share in percent', patch: [replace(`${at}/expr`, percent)] },
          ]),
        ]),
    assumption(
      over.phrase,
      'the share of the total over all rows of the result',
      'share-of-all',
      others.map((group) => ({ reading: `the share within each ${group.name}`, patch: [replace(`${at}/partition`, [group.name])] })),
    ),
  ];
};

const running = (
  flow: Flow,
  over: OverGroups,
  { measure, name }: Place,
  axis: string,
  partition: readonly string[],
): readonly Assumption[] => {
  const input = above(flow);
  const order = [{ expr: nameText(axis), direction: 'asc' as const }];
  addStep(flow, 'running', (free) => ({
    name: free,
    do: 'window',
    input,
    compute: [{ name, expr: `sum(${nameText(measure)})`, partition: [...partition], order }],
  }));
  const each = partition.length === 0 ? '' : `, anew for each ${partition.join(' and ')}`;
  return [
    assumption(
      over.phrase,
      `${measure} is added up from the first ${axis} on${each}; a ${axis} without rows has no row`,
      'running-from-first',
    ),
  ];
};

const steps: Readonly<Record<Period, (column: string) => string>> = {
  day: (column) => `date_add(${column}, -1)`,
  week: (column) => `date_add(${column}, -7)`,
  month: (column) => `add_months(${column}, -1)`,
  quarter: (column) => `add_months(${column}, -3)`,
  year: (column) => `add_months(${column}, -12)`,
};

const change = (
  flow: Flow,
  over: Extract<OverGroups, { is: 'previous' | 'difference' | 'growth' }>,
  { measure, name, period }: Place,
  axis: string,
  partition: readonly string[],
): readonly Assumption[] => {
  if (period === undefined || (over.period !== undefined && over.period !== period))
    throw new Unreadable(over.phrase, `Rows are per ${period ?? 'group'}: how should “${over.phrase}” be taken?`, [
      `per ${over.period ?? 'month'}`,
    ]);
  const own = nameText(measure);
  const time = nameText(axis);
  const input = above(flow);
  const before = over.is === 'previous' ? name : `previous_${measure}`.slice(0, 63);
  const step = addStep(flow, 'compared', (free) => ({
    name: free,
    do: 'window',
    input,
    compute: [
      {
        name: before,
        expr: `case when lag(${time}) = ${steps[period](time)} then lag(${own}) end`,
        partition: [...partition],
        order: [{ expr: time, direction: 'asc' as const }],
      },
    ],
  }));
  const last = nameText(before);
  const expr = over.is === 'growth' ? `100 * (${own} - ${last}) / nullif(${last}, 0)` : `${own} - ${last}`;
  if (over.is !== 'previous')
    addStep(flow, 'changes', (free) => ({ name: free, do: 'select', input: step, columns: [{ name, expr }], others: 'keep' }));
  const of = over.is === 'growth' ? 'in percent of the value before; ' : '';
  return [
    assumption(over.phrase, `${of}NULL where the ${period} right before has no row`, 'calendar-before', [
      { reading: `the last ${period} that has a row counts`, patch: [replace(`/steps/${step}/compute/${before}/expr`, `lag(${own})`)] },
    ]),
  ];
};
