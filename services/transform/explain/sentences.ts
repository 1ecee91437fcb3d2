// A plan in plain words: one sentence per step, one for the target.
import { formatTableName } from '../names.ts';
import type { AggregatePlan, DedupePlan, JoinPlan, Plan, PlannedStep, PlannedTarget, SelectPlan, SortKey, TopPlan } from '../plan.ts';
import { wordsOf } from './words.ts';

export const sentences = (plan: Plan): readonly string[] => [...plan.steps.map(sentence), targetSentence(plan.result, plan.target)];

const sentence = (step: PlannedStep): string => `${step.name}: ${body(step)}.`;

const body = (step: PlannedStep): string => {
  switch (step.do) {
    case 'select':
      return selectBody(step);
    case 'filter':
      return `the rows of ${step.input} where ${wordsOf(step.where)}`;
    case 'join':
      return joinBody(step);
    case 'aggregate':
      return aggregateBody(step);
    case 'dedupe':
      return dedupeBody(step);
    case 'top':
      return topBody(step);
  }
};

export const listed = (parts: readonly string[], most = 12): string => {
  const shown = parts.length > most ? [...parts.slice(0, most - 1), `${parts.length - most + 1} more`] : parts;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
};

const selectBody = (step: SelectPlan): string => {
  const computed = step.computed.map(({ name, value }) =>
    value.is === 'column' && value.name === name ? name : `${name} as ${wordsOf(value)}`,
  );
  if (step.others === 'drop') return `of ${step.input} the columns ${listed(computed)}`;
  return computed.length === 0 ? `${step.input} with fewer columns` : `${step.input} with ${listed(computed)}`;
};

const joinBody = (step: JoinPlan): string => {
  const { left, right } = step;
  const keys = step.on.map((pair) => `${wordsOf(pair.left)} of ${left} equals ${wordsOf(pair.right)} of ${right}`).join(' and ');
  const rows: Readonly<Record<JoinPlan['kind'], string>> = {
    inner: `each row of ${left} with each row of ${right} where ${keys}; rows without a partner are left out`,
    left: `every row of ${left}, with each row of ${right} where ${keys}, or with nothing`,
    right: `every row of ${right}, with each row of ${left} where ${keys}, or with nothing`,
    full: `every row of ${left} and of ${right}, together where ${keys}`,
    semi: `the rows of ${left} that have a row of ${right} where ${keys}`,
    anti: `the rows of ${left} that have no row of ${right} where ${keys}`,
    cross: `every row of ${left} with every row of ${right}`,
  };
  const promise = { one: `; each row of ${left} meets exactly one`, 'at-most-one': `; each row of ${left} meets at most one`, many: '' };
  return rows[step.kind] + promise[step.expect];
};

const aggregateBody = (step: AggregatePlan): string => {
  const keys = step.by.map(({ name, value }) =>
    value.is === 'column' && value.name === name ? name : `${name}, which is ${wordsOf(value)}`,
  );
  const compute = step.compute.map(({ name, value }) => `${name} as ${wordsOf(value)}`);
  const rows = keys.length === 0 ? `one row over all of ${step.input}` : `one row of ${step.input} per ${listed(keys)}`;
  return compute.length === 0 ? rows : `${rows}, with ${listed(compute)}`;
};

const orderWords = (order: readonly SortKey[]): string =>
  listed(
    order.map(
      ({ value, direction, nulls }) =>
        `${wordsOf(value)}${direction === 'desc' ? ' from the top' : ''}${nulls === 'first' ? ', NULL first' : ''}`,
    ),
  );

const dedupeBody = (step: DedupePlan): string =>
  step.keys.length === 0
    ? `the rows of ${step.input}, equal ones once`
    : `per ${listed(step.keys)} the first row of ${step.input} by ${orderWords(step.order)}`;

const topBody = (step: TopPlan): string => {
  const groups = step.by.length === 0 ? '' : ` per ${listed(step.by)}`;
  const ties = step.ties === 'keep' ? ', and those equal to the last one' : '';
  return `the first ${step.n} rows of ${step.input}${groups} by ${orderWords(step.order)}${ties}`;
};

const modes = { replace: 'replaces', append: 'is added to', merge: 'is merged into' } as const;

const targetSentence = (result: string, target: PlannedTarget): string => {
  const columns = target.columns.map(({ name, type, computed }) => (type === computed ? name : `${name} as ${type}`));
  const key = target.key.length === 0 ? '' : `, one row per ${listed(target.key)}`;
  return `${formatTableName(target.schema, target.name)}: ${listed(columns)} of ${result}${key}; it ${modes[target.mode]} what is there.`;
};
