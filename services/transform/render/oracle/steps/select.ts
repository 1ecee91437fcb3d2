// select as a query; intermediate values come from v1, v2 …, each made from those before it.
import type { Computed, SelectPlan } from '../../../plan.ts';
import { nodesOf } from '../../../plan-walk.ts';
import { expression, type Names } from '../expression.ts';
import { name } from '../names.ts';
import { from, lines, t } from './parts.ts';

export const selectQuery = (step: SelectPlan): string => {
  const layers = layersOf(step.lets);
  const names = namesWith(layers);
  const columns = step.columns.map((column) => {
    const computed = step.computed.find((each) => each.name === column.name);
    return computed === undefined ? t.column(column.name) : `${expression(computed.value, names)} as ${name(column.name)}`;
  });
  const laterals = layers.map((layer, at) => {
    const values = layer.map((each) => `${expression(each.value, names)} as ${name(each.name)}`);
    return `cross join lateral (select ${values.join(', ')}) as v${at + 1}`;
  });
  return lines([`select ${columns.join(', ')}`, from(step.input), ...laterals]);
};

/** Values of one layer read none of the same layer. */
const layersOf = (lets: readonly Computed[]): readonly (readonly Computed[])[] => {
  const layers: Computed[][] = [];
  const depth = new Map<string, number>();
  for (const each of lets) {
    const read = nodesOf(each.value).flatMap((node) => (node.is === 'column' ? [depth.get(node.name) ?? -1] : []));
    const own = Math.max(-1, ...read) + 1;
    depth.set(each.name, own);
    layers[own] = [...(layers[own] ?? []), each];
  }
  return layers;
};

const namesWith = (layers: readonly (readonly Computed[])[]): Names => {
  const aliases = new Map(layers.flatMap((layer, at) => layer.map((each) => [each.name, `v${at + 1}`] as const)));
  const column = (wanted: string): string => {
    const alias = aliases.get(wanted);
    return alias === undefined ? t.column(wanted) : `${alias}.${name(wanted)}`;
  };
  return { column, key: column };
};
