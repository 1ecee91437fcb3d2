// Aggregates in PySpark. A filter becomes a value that is NULL where it does not hold: every aggregate leaves NULLs out.
import type { TypedExpr } from '../../plan.ts';
import { castTo, nullWhenZero } from './operators.ts';
import { binary, call, type Python, string } from './python.ts';
import type { Renderer } from './renderer.ts';

type Aggregate = Extract<TypedExpr, { is: 'aggregate' }>;

export const aggregate = (value: Aggregate, renderer: Renderer): Python => {
  const { where } = value;
  const args = value.args.map((arg) =>
    where === undefined ? renderer.named(arg) : call('F.when', renderer.column(where), renderer.column(arg)),
  );
  if (value.name === 'count' && args.length === 0)
    return where === undefined ? call('F.count', string('*')) : call('F.count_if', renderer.column(where));
  if (!value.distinct) return call(`F.${value.name}`, ...args);
  if (value.name === 'count') return call('F.count_distinct', ...args);
  if (value.name === 'sum') return call('F.sum_distinct', ...args);
  if (value.name !== 'avg') return call(`F.${value.name}`, ...args);
  const mean = binary(call('F.sum_distinct', ...args), '/', nullWhenZero(call('F.count_distinct', ...args)));
  return castTo(mean, value.type);
};
