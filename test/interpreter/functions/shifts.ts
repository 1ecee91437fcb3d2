// Times moved by a duration.
import { addMonths, clockOf, dayOfMicros, existingDays, microsOf } from '../dates.ts';
import { NoMeaning } from '../raised.ts';
import { strict, type Typed } from '../typed.ts';
import { isTime } from '../types.ts';

/** Words that count a unit, as in days(3). */
export const durations: ReadonlySet<string> = new Set(['years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds']);

const months: Readonly<Record<string, number>> = { years: 12, months: 1 };
const micros: Readonly<Record<string, bigint>> = {
  weeks: 604_800_000_000n,
  days: 86_400_000_000n,
  hours: 3_600_000_000n,
  minutes: 60_000_000n,
  seconds: 1_000_000n,
};

/** So many units later, at the same time of day; on the last day where the month is shorter. */
export const shifted = (time: Typed, count: Typed, unit: string): Typed => {
  if (!isTime(time.type)) throw new NoMeaning(`${unit} move a date or a timestamp`);
  const isDate = time.type === 'date';
  if (isDate && ['hours', 'minutes', 'seconds'].includes(unit)) throw new NoMeaning(`a date has no ${unit}`);
  const perUnit = months[unit];
  if (perUnit === undefined) {
    const step = micros[unit] ?? 0n;
    return strict(time.type, [time, count], ([value, n]) => {
      const moved = (value as bigint) + (n as bigint) * (isDate ? step / 86_400_000_000n : step);
      existingDays(isDate ? moved : dayOfMicros(moved));
      return moved;
    });
  }
  return strict(time.type, [time, count], ([value, n]) => {
    if (isDate) return addMonths(value as bigint, Number(n) * perUnit);
    return microsOf(addMonths(dayOfMicros(value as bigint), Number(n) * perUnit), clockOf(value as bigint));
  });
};
