// select as a frame.
import type { Computed, SelectPlan } from '../../../plan.ts';
import { nodesOf } from '../../../plan-walk.ts';
import { columnName } from '../columns.ts';
import { method, type Python, string } from '../python.ts';
import { type Frames, input, named, row } from './parts.ts';

export const selected = (step: SelectPlan, frames: Frames): Python => {
  const base = layersOf(step.lets).reduce(withValues, input(step, frames));
  const computed = new Map(step.computed.map(({ name, value }) => [name, value]));
  const passed = frames.columns(step.input).map(({ name }) => name);
  const lets = step.lets.map(({ name }) => name);
  // an intermediate value whose name lives on would not stand where a new column does
  if (step.others === 'drop' || computed.size === 0 || lets.some((name) => computed.has(name))) {
    const columns = step.columns.map(({ name }) => {
      const value = computed.get(name);
      return value === undefined ? string(columnName(name)) : named(value, name);
    });
    return method(base, 'select', ...columns);
  }
  const changed = withValues(base, step.computed);
  const dropped = [...passed, ...lets].filter((name) => !step.columns.some((column) => column.name === name));
  return dropped.length === 0 ? changed : method(changed, 'drop', ...dropped.map(string));
};

const withValues = (frame: Python, values: readonly Computed[]): Python => {
  const entries = values.map(({ name, value }) => [name, row.column(value)] as const);
  const [only] = entries;
  return entries.length === 1 && only !== undefined
    ? method(frame, 'withColumn', string(only[0]), only[1])
    : method(frame, 'withColumns', { is: 'dict', entries });
};

/** Intermediate values that read none of the same layer are added at once. */
const layersOf = (lets: readonly Computed[]): readonly (readonly Computed[])[] => {
  const layers: Computed[][] = [];
  for (const each of lets) {
    const read = nodesOf(each.value).flatMap((node) => (node.is === 'column' ? [node.name] : []));
    const last = layers.findLastIndex((layer) => layer.some(({ name }) => read.includes(name)));
    layers[last + 1] = [...(layers[last + 1] ?? []), each];
  }
  return layers;
};
