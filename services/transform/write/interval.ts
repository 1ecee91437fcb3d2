// Parts of a table's rows that runs append, as half-open intervals of one column: none may be brought twice.
export type Interval = { readonly column: string; readonly from: string; readonly to: string };

/** The first that shares a value with the wanted one; undefined when none does. Those of another column cannot be compared, and say nothing. */
export const overlapping = <Known extends Interval>(wanted: Interval, known: readonly Known[]): Known | undefined =>
  known.find((each) => each.column === wanted.column && isBefore(each.from, wanted.to) && isBefore(wanted.from, each.to));

/** Ends are in their one spelling: whole numbers, else dates and times, of which a date is its midnight. */
const isBefore = (a: string, b: string): boolean => (whole.test(a) && whole.test(b) ? BigInt(a) < BigInt(b) : moment(a) < moment(b));
const whole = /^-?\d+$/;
const moment = (text: string): string => (text.length === 10 ? `${text} 00:00:00` : text);

export const told = ({ column, from, to }: Interval): string => `${column} from ${from} up to, and without, ${to}`;
