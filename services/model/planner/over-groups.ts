// Columns over the groups of a total: "share of total revenue", "running total of amount", "change from the previous month".
import { wordsAt } from './atoms.ts';
import { type Pattern, type Reader, said, skipArticles } from './cursor.ts';
import { entityName, isNumeric } from './lexicon.ts';
import { result } from './measure-result.ts';
import { measureAt } from './measures.ts';
import { ask, columnAt, tableAt } from './nouns.ts';
import type { Measure, OverGroups, Period } from './reading.ts';
import { partsOf, spoken, turnoverWords } from './words.ts';

export const overGroupsPattern: Pattern = (reader, at) =>
  shareAt(reader, at) || runningAt(reader, at) || changeAt(reader, at) || overPeriodAt(reader, at);

const shares: readonly string[] = spoken(`share of | proportion of | fraction of | share in`);
const percents: readonly string[] = spoken(
  `percent of | percentage of | % of | per cent of | percentage share of | percent share of | share in percent of | percentage share in`,
);

/** "share of total amount", "percentage of the total" */
const shareAt: Pattern = (reader, at) => {
  const percent = wordsAt(reader.atoms, at, ...percents);
  const lead = percent > 0 ? percent : wordsAt(reader.atoms, at, ...shares);
  const start = lead === 0 ? at : skipArticles(reader, at + lead);
  const found = lead === 0 ? undefined : (onlyTotal(reader, start) ?? measured(reader, start) ?? counted(reader, start));
  if (found === undefined) return 0;
  const end = start + found.used;
  const tail = percent > 0 ? 0 : wordsAt(reader.atoms, end, ...spoken(`in percent | in % | as percent | as percentage | as a percentage`));
  const phrase = said(reader, at, end + tail);
  return add(reader, { is: 'share', percent: percent + tail > 0, of: found.measure, phrase }, end + tail - at);
};

/** "running total of revenue", "cumulative number of orders", "the running total" */
const runningAt: Pattern = (reader, at) => {
  const lead = wordsAt(reader.atoms, at, 'running', 'cumulative', 'cumulated', 'accumulated');
  const start = skipArticles(reader, at + lead);
  const found = lead === 0 ? undefined : (onlyTotal(reader, start) ?? measured(reader, start));
  if (found === undefined) return 0;
  askHowFar(reader, at, start + found.used);
  return add(reader, { is: 'running', of: found.measure, phrase: said(reader, at, start + found.used) }, start + found.used - at);
};

const periods: Readonly<Record<string, Period | undefined>> = {
  day: 'day',
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
};
const changes: readonly string[] = spoken(`change | difference | increase | the change | the difference | absolute change`);
const growths: readonly string[] = spoken(
  `growth | growth rate | percent change | percentage change | % change | change in percent | percentage growth | percent growth | relative change`,
);
const against: readonly string[] = spoken(
  `from | to | over | against | compared to | compared with | versus | vs | relative to | since | with respect to | on`,
);

/** "change from the previous month", "compared to the previous month" */
const changeAt: Pattern = (reader, at) => {
  const { atoms } = reader;
  const growth = wordsAt(atoms, at, ...growths);
  const change = growth > 0 ? growth : wordsAt(atoms, at, ...changes);
  const compared = change > 0 ? 0 : wordsAt(atoms, at, ...spoken(`compared to | compared with | versus | vs | next to | beside | and`));
  const joint = change === 0 ? 0 : wordsAt(atoms, at + change, ...against);
  if (change > 0 && joint === 0) return 0;
  const start = skipArticles(reader, at + change + joint + compared);
  const previous = wordsAt(atoms, start, 'previous', 'prior', 'preceding');
  const word = atoms[start + previous]?.stem ?? '';
  const period = periods[word];
  if (previous === 0 || (period === undefined && word !== 'period')) return 0;
  const end = start + previous + 1;
  // "and the previous month" needs to say of what.
  const value = wordsAt(atoms, end, ...spoken(`value | ' s value | ’ s value | total | amount`));
  if (change + compared === 0 || (atoms[at]?.word === 'and' && value === 0)) return 0;
  const measure = onlyMeasure(reader);
  if (measure === undefined) return 0;
  const is = growth > 0 ? 'growth' : change > 0 ? 'difference' : 'previous';
  return add(reader, { is, period, of: measure, phrase: said(reader, at, end + value) }, end + value - at);
};

/** "running total of amount and number of orders": is the second one running too? */
const askHowFar = (reader: Reader, at: number, end: number): void => {
  const and = wordsAt(reader.atoms, end, 'and');
  const next = and === 0 ? undefined : measured(reader, end + and);
  if (next === undefined || reader.atoms[at]?.word !== 'running' || wordsAt(reader.atoms, end - 1, 'total', 'sum') > 0) return;
  const phrase = said(reader, at, end + and + next.used);
  ask(reader, phrase, `What is added up from the first day on in “${phrase}”?`, [said(reader, at, end), `both, ${phrase}`]);
};

/** "month over month growth of revenue" */
const overPeriodAt: Pattern = (reader, at) => {
  const { atoms, reading } = reader;
  const period = periods[atoms[at]?.stem ?? ''];
  const over = period === undefined ? 0 : wordsAt(atoms, at + 1, ...['over', '- over -', 'on'].map((each) => `${each} ${period}`));
  if (period === undefined || over === 0) return 0;
  const start = at + 1 + over;
  const growth = wordsAt(atoms, start, ...growths);
  const change = growth > 0 ? growth : wordsAt(atoms, start, ...changes);
  if (change === 0) return 0;
  const of = wordsAt(atoms, start + change, 'of', 'in', 'of the', 'in the');
  const found = of === 0 ? undefined : measured(reader, start + change + of);
  const measure = found?.measure ?? onlyMeasure(reader);
  if (measure === undefined || (of > 0 && found === undefined)) return 0;
  measure.shown = true;
  const end = start + change + (found === undefined ? 0 : of + found.used);
  const phrase = said(reader, at, end);
  if (!reading.groups.some((group) => group.is === 'period')) reading.groups.push({ is: 'period', period, ref: undefined, phrase });
  const is = growth > 0 ? 'growth' : 'difference';
  add(reader, { is, period, of: measure, phrase }, 0);
  return end - at + (found === undefined ? 0 : othersCompared(reader, end, { is, period }));
};

/** "… in number of orders and total amount": each of them. */
const othersCompared = (
  reader: Reader,
  at: number,
  change: Pick<Extract<OverGroups, { is: 'growth' | 'difference' | 'previous' }>, 'is' | 'period'>,
): number => {
  const gap = wordsAt(reader.atoms, at, ', and', 'and', ',');
  const found = gap === 0 ? undefined : measured(reader, at + gap);
  if (found === undefined) return 0;
  found.measure.shown = true;
  const end = at + gap + found.used;
  add(reader, { ...change, of: found.measure, phrase: said(reader, at + gap, end) }, 0);
  return end - at + othersCompared(reader, end, change);
};

type Found = { readonly measure: Measure; readonly used: number };

/** "the total" after a measure was read: that measure, a count as well. */
const onlyTotal = (reader: Reader, at: number): Found | undefined => {
  const total = wordsAt(reader.atoms, at, 'total', 'grand total', 'whole', 'overall total', 'sum');
  const next = reader.atoms[at + total];
  const ends = next === undefined || next.kind === 'sign' || ['and', 'per', 'by', 'for', 'in', 'within', 'over'].includes(next.word);
  const measure = total > 0 && ends ? onlyMeasure(reader) : undefined;
  return measure === undefined ? undefined : { measure, used: total };
};

const onlyMeasure = ({ reading }: Reader): Measure | undefined => {
  const [measure, ...others] = reading.measures.filter(({ shown, aggregate }) => shown && /^(sum|count)/.test(aggregate));
  return others.length === 0 ? measure : undefined;
};

/** A total or count; a number column alone is totalled. */
const measured = (reader: Reader, at: number): Found | undefined => {
  const found = measureAt(reader, at, { reference: true });
  if (found !== undefined) return /^(sum|count)/.test(found.measure.aggregate) ? found : undefined;
  const column = columnAt(reader, skipArticles(reader, at));
  const numbers = column?.refs.filter(isNumeric) ?? [];
  const [ref] = numbers;
  if (column === undefined || ref === undefined) return undefined;
  const end = skipArticles(reader, at) + column.used;
  if (numbers.length > 1)
    ask(
      reader,
      said(reader, at, end),
      `Which column is “${said(reader, at, end)}”?`,
      numbers.map(({ table, column: { name } }) => `${table.name}.${name}`),
    );
  const made = result(
    reader,
    at,
    end,
    { aggregate: 'sum', of: { is: 'column', ref }, name: `total_${ref.column.name}` },
    { reference: true },
  );
  return made === undefined ? undefined : { measure: made.measure, used: end - at };
};

/** "percentage of customers per country" counts them. Of sales it would be open whether they are counted or added up. */
const counted = (reader: Reader, at: number): Found | undefined => {
  const table = tableAt(reader, at);
  if (table === undefined || partsOf(table.table.name).some((part) => turnoverWords.has(part))) return undefined;
  const of = { is: 'rows-of', table: table.table } as const;
  const made = { aggregate: 'count', of, name: `${entityName(table.table)}_count` } as const;
  const found = result(reader, at, at + table.used, made, { reference: true });
  return found === undefined ? undefined : { measure: found.measure, used: table.used };
};

const add = ({ reading }: Reader, over: OverGroups, used: number): number => {
  reading.overGroups.push(over);
  return used;
};
