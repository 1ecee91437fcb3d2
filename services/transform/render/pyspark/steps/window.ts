// window as frames: the windows by name, then all columns at once.
import type { WindowExpr, WindowPlan } from '../../../plan.ts';
import { nodesOf } from '../../../plan-walk.ts';
import { columnName } from '../columns.ts';
import { rendererOf } from '../expression.ts';
import { atom, method, type Python, string } from '../python.ts';
import { framed, hasDistance, windowOf } from '../windows.ts';
import { type Assignment, type Frames, input, row } from './parts.ts';

export const windowed = (step: WindowPlan, frames: Frames): readonly Assignment[] => {
  const windows = namedWindows(step, frames);
  const renderer = rendererOf(undefined, columnName, { over: (value) => atom(windows.get(keyOf(value))?.variable ?? '') });
  const entries = step.computed.map(({ name, value }) => [name, renderer.column(value)] as const);
  const [only] = entries;
  // nothing of it is wanted
  if (only === undefined) return [{ variable: frames.variable(step.name), value: input(step, frames) }];
  const value: Python =
    entries.length === 1
      ? method(input(step, frames), 'withColumn', string(only[0]), only[1])
      : method(input(step, frames), 'withColumns', { is: 'dict', entries });
  return [...windows.values(), { variable: frames.variable(step.name), value }];
};

const keyOf = ({ partition, order, frame }: WindowExpr): string => JSON.stringify([partition, order, frame]);

/** One variable per window that differs: columns over the same window share it, and Spark sorts once. */
const namedWindows = (step: WindowPlan, frames: Frames): ReadonlyMap<string, Assignment> => {
  const found = new Map<string, Assignment>();
  const nodes = step.computed.flatMap(({ value }) => nodesOf(value)).filter((node) => node.is === 'window');
  for (const node of nodes) {
    if (found.has(keyOf(node))) continue;
    const whole = nodes.find((each) => each.frame === undefined && keyOf(each) === keyOf({ ...node, frame: undefined }));
    const base = whole && !hasDistance(node.frame) ? found.get(keyOf(whole)) : undefined;
    const value = base === undefined ? windowOf(node, row) : framed(atom(base.variable), node);
    found.set(keyOf(node), { variable: frames.fresh(variableFor(node)), value });
  }
  return found;
};

/** per_customer_so_far, by_day_last_7, all_rows: what the window is made of. */
const variableFor = ({ partition, order, frame }: WindowExpr): string => {
  const asked = order.filter((key) => !key.added).flatMap(({ value }) => (value.is === 'column' ? [value.name] : []));
  const parts = [...(partition.length === 0 ? [] : ['per', ...partition]), ...(asked.length === 0 ? [] : ['by', ...asked])];
  const name = [...parts, ...frameName(frame)]
    .join('_')
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
  if (name === '') return 'all_rows';
  return name.length > 40 || !/^(per|by)_[a-z0-9]/.test(name) ? 'window' : name;
};

const frameName = (frame: WindowExpr['frame']): readonly string[] => {
  if (frame === undefined || (frame.from === 'start' && frame.to === 'end')) return [];
  if (frame.from === 'start') return frame.to === 0 ? ['so_far'] : ['before'];
  if (frame.to !== 0) return ['around'];
  return frame.unit === 'rows' ? ['last', String(1 - frame.from)] : ['within', String(-frame.from)];
};
