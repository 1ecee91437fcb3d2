// The sentences of steps that stack, unfold, fill or make rows.
import type { FillPlan, SequencePlan, SetPlan, UnnestPlan, UnpivotPlan, WalkPlan } from '../plan.ts';
import { listed, orderWords } from './lists.ts';
import { wordsOf } from './words.ts';

export const setBody = (step: SetPlan): string => {
  const frames = step.inputs.map(({ frame }) => frame);
  const [first = '', ...others] = frames;
  const once = step.rows === 'distinct' ? ', equal ones once' : '';
  if (step.do === 'intersect') return `the rows that all of ${listed(frames)} have${once || ', as often as all of them have them'}`;
  if (step.do === 'except')
    return step.rows === 'distinct'
      ? `the rows of ${first} that are not among those of ${listed(others)}${once}`
      : `the rows of ${first} as often as it has them more often than ${listed(others)}`;
  const missing = step.columns.filter(({ name }) => step.inputs.some(({ columns }) => isMissing(columns, name))).map(({ name }) => name);
  return `the rows of ${listed(frames)}${once}${missing.length === 0 ? '' : `; ${listed(missing)} NULL where there is no such column`}`;
};

const isMissing = (columns: SetPlan['inputs'][number]['columns'], wanted: string): boolean =>
  columns.some(({ name, value }) => name === wanted && value.is === 'literal');

export const unpivotBody = (step: UnpivotPlan): string => {
  const labels = listed(step.rows.map(({ label, value }) => (wordsOf(value) === label ? label : `${label} (${wordsOf(value)})`)));
  const dropped = step.nulls === 'drop' ? ', unless it is NULL' : '';
  return `per row of ${step.input} one row for each of ${labels}: its name as ${step.nameAs}, its value as ${step.valueAs}${dropped}`;
};

export const unnestBody = (step: UnnestPlan): string => {
  const place = step.positionAs === undefined ? '' : ` and its place as ${step.positionAs}`;
  const empty = step.empty === 'keep' ? '; where there is none, the row once' : '';
  return `per row of ${step.input} one row for each element of ${step.column}, with it as ${step.as}${place}${empty}`;
};

export const fillBody = (step: FillPlan): string => {
  const values = step.fills.flatMap((fill) => (fill.with === 'value' ? [`${fill.name} as ${wordsOf(fill.value)}`] : []));
  const previous = step.fills.flatMap((fill) => (fill.with === 'previous' ? [fill.name] : []));
  const groups = step.partition.length === 0 ? '' : ` per ${listed(step.partition)}`;
  const before =
    previous.length === 0 ? [] : [`${listed(previous)} from the last row before that has one, by ${orderWords(step.order)}${groups}`];
  return `the rows of ${step.input}, with ${[...values, ...before].join(', and ')} where it is NULL`;
};

export const sequenceBody = ({ from, to, every, unit }: SequencePlan): string =>
  `from ${wordsOf(from)} to ${wordsOf(to)}, one row ${every === 1 ? `per ${unit}` : `every ${every} ${unit}s`}`;

export const walkBody = (step: WalkPlan): string => {
  const where = step.direction === 'down' ? 'down to all rows below' : 'up to all rows above';
  const carried = step.carry.map(({ column, as }) => `the start's ${column} as ${as}`);
  const way = step.pathAs === undefined ? [] : [`the way as ${step.pathAs}`];
  const made = listed([...carried, `the distance as ${step.levelAs}`, ...way]);
  const by = `${step.parent} is the ${step.id} of the row above`;
  return `from the rows of ${step.input} where ${wordsOf(step.start)} ${where} (${by}), at most ${step.depth} levels, with ${made}`;
};
