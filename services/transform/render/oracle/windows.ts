// Window functions in PostgreSQL, and the windows they look at.
import type { Frame, SortKey, TypedExpr, WindowExpr, WindowName } from '../../plan.ts';
import { aggregate } from './aggregates.ts';
import { name } from './names.ts';
import { isText } from './values.ts';

/** Names the window of an expression. */
export type OverWindow = (value: WindowExpr) => string;

export const windowFunction = (value: WindowExpr, args: readonly string[], where: string | undefined, over: string): string => {
  if (!isWindowName(value.name)) return aggregate(value, { args, where, order: [], over });
  return `${value.name}(${args.join(', ')}) over ${over}`;
};

const isWindowName = (called: WindowExpr['name']): called is WindowName => windowNames.has(called);
const windowNames: ReadonlySet<string> = new Set<WindowName>([
  'row_number',
  'rank',
  'dense_rank',
  'ntile',
  'lag',
  'lead',
  'first_value',
  'last_value',
]);

/** What stands in the brackets of a window. */
export const windowText = (value: WindowExpr, sql: (part: TypedExpr) => string, column: (name: string) => string): string => {
  const parts = [
    value.partition.length === 0 ? '' : `partition by ${value.partition.map(column).join(', ')}`,
    value.order.length === 0 ? '' : `order by ${value.order.map((key) => sortText(key, sql)).join(', ')}`,
    value.frame === undefined || isWhole(value.frame) ? wholeText(value) : frameText(value.frame, value.order[0]),
  ];
  return parts.filter((part) => part !== '').join(' ');
};

export const sortText = ({ value, direction, nulls }: SortKey, sql: (part: TypedExpr) => string): string =>
  `${sql(value)}${isText(value) ? ' collate "C"' : ''} ${direction} nulls ${nulls}`;

const isWhole = ({ from, to }: Frame): boolean => from === 'start' && to === 'end';

/** Without an order the whole partition is what a window looks at by itself. */
const wholeText = ({ frame, order }: WindowExpr): string =>
  frame !== undefined && order.length > 0 ? 'rows between unbounded preceding and unbounded following' : '';

const frameText = ({ unit, from, to }: Frame, key: SortKey | undefined): string => {
  const distance = (n: number): string => (unit === 'rows' ? String(n) : rangeText(n, key?.value.type ?? 'int'));
  const end = (at: 'start' | 'end' | number): string => {
    if (at === 'start') return 'unbounded preceding';
    if (at === 'end') return 'unbounded following';
    if (at === 0) return 'current row';
    return at < 0 ? `${distance(-at)} preceding` : `${distance(at)} following`;
  };
  return `${unit} between ${end(from)} and ${end(to)}`;
};

const rangeText = (n: number, type: string): string => {
  if (type === 'date') return `interval '${n} days'`;
  if (type === 'timestamp' || type === 'timestamptz') return `interval '${n} seconds'`;
  return type.startsWith('decimal') ? `${n}::numeric` : String(n);
};

/** One name per window that differs, in the order of their first use. */
export const namedWindows = (
  values: readonly WindowExpr[],
  textOf: (value: WindowExpr) => string,
): { readonly over: OverWindow; readonly clause: string } => {
  const texts = [...new Set(values.map(textOf))];
  const named = (text: string): string => name(`w${texts.indexOf(text) + 1}`);
  return {
    over: (value) => named(textOf(value)),
    clause: texts.map((text) => `${named(text)} as (${text})`).join(', '),
  };
};
