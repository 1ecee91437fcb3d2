// aggregate as frames: what is used several times in it by name, then the groups.
import type { AggregatePlan } from '../../../plan.ts';
import { columnName } from '../columns.ts';
import { rendererOf } from '../expression.ts';
import { atom, bracketed, flat, method, type Python, string } from '../python.ts';
import type { Renderer } from '../renderer.ts';
import { levelled } from './levels.ts';
import { type Assignment, type Frames, input, named } from './parts.ts';

export const aggregated = (step: AggregatePlan, frames: Frames): readonly Assignment[] => {
  const parts = new Map<string, Assignment>();
  const define = (wanted: string, value: Python): Python => {
    const part = parts.get(flat(value)) ?? { variable: frames.fresh(wanted), value };
    parts.set(flat(value), part);
    return atom(part.variable);
  };
  const renderer = rendererOf(undefined, columnName, { define });
  const value = step.levels === undefined ? groupsOf(step, frames, renderer) : levelled(step, frames, renderer);
  return [...parts.values(), { variable: frames.variable(step.name), value }];
};

const groupsOf = (step: AggregatePlan, frames: Frames, renderer: Renderer): Python => {
  const keys = step.by.map(({ name, value }) => named(value, name));
  if (step.compute.length === 0) return method(method(input(step, frames), 'select', ...keys), 'distinct');
  const compute = step.compute.map(({ name, value }) => method(bracketed(renderer.column(value)), 'alias', string(name)));
  const groups = keys.length === 0 ? input(step, frames) : method(input(step, frames), 'groupBy', ...keys);
  return method(groups, 'agg', ...compute);
};
