// A plan in plain words: one sentence per step, one for the target.
import { formatTableName } from '../names.ts';
import type { AggregatePlan, DedupePlan, Plan, PlannedStep, PlannedTarget, SelectPlan, TopPlan } from '../plan.ts';
import { joinBody } from './join-words.ts';
import { listed, orderWords } from './lists.ts';
import { fillBody, sequenceBody, setBody, unnestBody, unpivotBody, walkBody } from './row-words.ts';
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
    case 'window':
      return `the rows of ${step.input} with ${listed(step.computed.map(({ name, value }) => `${name} as ${wordsOf(value)}`))}`;
    case 'union':
    case 'intersect':
    case 'except':
      return setBody(step);
    case 'unpivot':
      return unpivotBody(step);
    case 'unnest':
      return unnestBody(step);
    case 'fill':
      return fillBody(step);
    case 'sequence':
      return sequenceBody(step);
    case 'walk':
      return walkBody(step);
  }
};

const selectBody = (step: SelectPlan): string => {
  const lets = step.lets.length === 0 ? '' : `, where ${listed(step.lets.map(({ name, value }) => `${name} is ${wordsOf(value)}`))}`;
  const computed = step.computed.map(({ name, value }) =>
    value.is === 'column' && value.name === name ? name : `${name} as ${wordsOf(value)}`,
  );
  if (step.others === 'drop') return `of ${step.input} the columns ${listed(computed)}${lets}`;
  return computed.length === 0 ? `${step.input} with fewer columns` : `${step.input} with ${listed(computed)}${lets}`;
};

const aggregateBody = (step: AggregatePlan): string => {
  const keys = step.by.map(({ name, value }) =>
    value.is === 'column' && value.name === name ? name : `${name}, which is ${wordsOf(value)}`,
  );
  if (step.pivot !== undefined) return pivotBody(step, keys);
  const compute = step.compute.map(({ name, value }) => `${name} as ${wordsOf(value)}`);
  const rows = keys.length === 0 ? `one row over all of ${step.input}` : `one row of ${step.input} per ${listed(keys)}`;
  const computed = compute.length === 0 ? rows : `${rows}, with ${listed(compute)}`;
  if (step.levels === undefined) return computed;
  const levels = step.levels.map(({ name, by }) => `${name} (${by.length === 0 ? 'all rows' : `per ${listed(by)}`})`);
  return `${computed}; not per all keys, but for each of the levels ${listed(levels)}`;
};

/** One column says what all of them hold. */
const pivotBody = ({ input, compute, pivot }: AggregatePlan, keys: readonly string[]): string => {
  const columns = (pivot?.values ?? []).filter(({ as }) => compute.some(({ name }) => name === as));
  const named = columns.map(({ as, value }) => `${as} (${value ?? 'NULL'})`);
  const example = compute[0] === undefined ? '' : `, as ${compute[0].name} is ${wordsOf(compute[0].value)}`;
  const rows = keys.length === 0 ? 'one row' : `one row per ${listed(keys)}`;
  return `${rows}, with the values of ${pivot?.column} in ${input} as columns: ${listed(named)}${example}`;
};

const dedupeBody = (step: DedupePlan): string =>
  step.keys.length === 0
    ? `the rows of ${step.input}, equal ones once`
    : `per ${listed(step.keys)} the first row of ${step.input} by ${orderWords(step.order)}`;

const topBody = (step: TopPlan): string => {
  const groups = step.by.length === 0 ? '' : ` per ${listed(step.by)}`;
  const ties = step.ties === 'keep' ? ', and those equal to the last one' : '';
  return `the first ${step.n} rows of ${step.input}${groups} by ${orderWords(step.order)}${ties}${step.rankAs === undefined ? '' : `, with their place as ${step.rankAs}`}`;
};

/** What the rows are to the ones that are there. */
const modeWords = ({ mode, watermark, vanished }: PlannedTarget): string => {
  switch (mode) {
    case 'replace':
      return 'it replaces what is there';
    case 'append':
      return watermark === undefined
        ? 'it is added to what is there, which must not have one of its keys'
        : `it is added to what is there, as the rows with ${watermark.column} from ${watermark.from} up to, and without, ${watermark.to}`;
    case 'merge':
      return `it is merged into what is there, where rows without a counterpart ${vanished === 'delete' ? 'are deleted' : 'stay'}`;
  }
};

const promised = ({ checks }: PlannedTarget): string =>
  checks.length === 0 ? '' : `; no row may break ${listed(checks.map(({ name }) => name))}`;

const targetSentence = (result: string, target: PlannedTarget): string => {
  const columns = target.columns.map(({ name, type, computed }) => (type === computed ? name : `${name} as ${type}`));
  const key = target.key.length === 0 ? '' : `, one row per ${listed(target.key)}`;
  return `${formatTableName(target.schema, target.name)}: ${listed(columns)} of ${result}${key}; ${modeWords(target)}${promised(target)}.`;
};
