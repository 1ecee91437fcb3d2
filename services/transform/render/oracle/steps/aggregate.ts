// aggregate as a query; keys that are computed come from k.
import type { AggregatePlan } from '../../../plan.ts';
import { expression, type Names } from '../expression.ts';
import { literal } from '../literals.ts';
import { name, text } from '../names.ts';
import { from, lines, t } from './parts.ts';

export const aggregateQuery = (step: AggregatePlan): string => {
  const computed = step.by.filter((key, at) => isGrouped(step, key.name) && (key.value.is !== 'column' || isRepeated(step, at)));
  const keyName = (key: string): string => {
    const own = step.by.find((each) => each.name === key);
    if (own !== undefined && !isGrouped(step, own.name)) return literal(own.value.type, null);
    return own?.value.is === 'column' && !computed.includes(own) ? t.column(own.value.name) : `k.${name(key)}`;
  };
  const names: Names = { column: t.column, key: keyName };
  const columns = [
    ...step.by.map((key) => `${keyName(key.name)} as ${name(key.name)}`),
    ...step.compute.map((each) => `${expression(each.value, names)} as ${name(each.name)}`),
    ...(step.levelAs === undefined ? [] : [`${levelName(step, keyName)} as ${name(step.levelAs)}`]),
  ];
  const keys = computed.map((key) => `${expression(key.value, t)} as ${name(key.name)}`).join(', ');
  return lines([
    `select ${columns.join(', ')}`,
    from(step.input),
    computed.length === 0 ? '' : `cross join lateral (select ${keys}) as k`,
    `group by ${grouping(step, keyName)}`,
  ]);
};

/** Whether some level has the key, or there are none; a key of no level is NULL in every row. */
const isGrouped = ({ levels }: AggregatePlan, key: string): boolean => levels?.some(({ by }) => by.includes(key)) ?? true;

/** With levels each key has an expression of its own: one that a level leaves out is NULL, its twin is not. */
const isRepeated = ({ by, levels }: AggregatePlan, at: number): boolean =>
  levels !== undefined && by.findIndex(({ value }) => JSON.stringify(value) === JSON.stringify(by[at]?.value)) < at;

const grouping = ({ by, levels }: AggregatePlan, keyName: (key: string) => string): string => {
  const set = (keys: readonly string[]): string => `(${keys.map(keyName).join(', ')})`;
  if (levels !== undefined) return `grouping sets (${levels.map((level) => set(level.by)).join(', ')})`;
  // with no keys one row, also of no rows
  return by.length === 0 ? '()' : by.map((key) => keyName(key.name)).join(', ');
};

/** grouping() has a bit per key, the first one highest, set where the level leaves the key out. */
const levelName = (step: AggregatePlan, keyName: (key: string) => string): string => {
  const { levels = [] } = step;
  const by = step.by.filter((key) => isGrouped(step, key.name));
  if (levels.length === 1) return textOf(levels[0]?.name ?? '');
  const branches = levels.map((level) => {
    const bits = by.map((key) => (level.by.includes(key.name) ? '0' : '1')).join('');
    return `when ${BigInt(`0b${bits}`)} then ${textOf(level.name)}`;
  });
  return `case grouping(${by.map((key) => keyName(key.name)).join(', ')}) ${branches.join(' ')} end`;
};

const textOf = (level: string): string => `${text(level)}::text collate "C"`;
