// Names of totals and of the tables that hold them.
import type { Grouping } from './group-columns.ts';
import type { Measure, Reading } from './reading.ts';

export const totalsName = ({ words }: Grouping): string => (words.length === 0 ? 'totals' : `per_${words.join('_')}`);

/** `customer_totals`, `country_averages`, `daily_totals` … */
export const resultName = ({ words, period }: Grouping, measures: readonly Measure[], { top }: Reading): string => {
  const kinds = new Set(measures.map(({ aggregate }) => aggregate));
  const kind = kinds.has('sum')
    ? 'totals'
    : kinds.has('avg')
      ? 'averages'
      : kinds.has('count') || kinds.has('count-distinct')
        ? 'counts'
        : 'summary';
  const ranked = top === undefined ? '' : 'top_';
  const subject = period === undefined ? words.join('_and_') : [periodNames[period], ...words.filter((word) => word !== period)].join('_');
  return `${ranked}${subject === '' ? 'overall' : subject}_${kind}`;
};
const periodNames = { day: 'daily', week: 'weekly', month: 'monthly', quarter: 'quarterly', year: 'yearly' } as const;
