// unnest as a frame. Positions count from 0 in Spark.
import type { UnnestPlan } from '../../../plan.ts';
import { columnName } from '../columns.ts';
import { atom, binary, call, method, type Python, string } from '../python.ts';
import { elementsOf } from './json-elements.ts';
import { type Assignment, type Frames, input } from './parts.ts';

export const unnested = (step: UnnestPlan, frames: Frames): readonly Assignment[] => {
  const isJson = step.columns.some(({ name, type }) => name === step.as && type === 'json');
  const elements = isJson ? elementsOf(step, frames) : { before: [], array: string(columnName(step.column)) };
  const others = step.columns
    .filter(({ name }) => name !== step.as && name !== step.positionAs)
    .map(({ name }) => string(columnName(name)));
  const exploded = method(input(step, frames), 'select', ...others, explode(step, elements.array));
  const corrected = [...(isJson ? [jsonElement(step.as)] : [string(columnName(step.as))]), ...fromOne(step.positionAs)];
  const isFinal = !isJson && step.positionAs === undefined;
  const value = isFinal ? exploded : method(exploded, 'select', ...others, ...corrected);
  return [...elements.before, { variable: frames.variable(step.name), value }];
};

const explode = (step: UnnestPlan, array: Python): Python => {
  const outer = step.empty === 'keep' ? '_outer' : '';
  if (step.positionAs === undefined) return method(call(`F.explode${outer}`, array), 'alias', string(step.as));
  return method(call(`F.posexplode${outer}`, array), 'alias', string(step.positionAs), string(step.as));
};

const fromOne = (position: string | undefined): readonly Python[] =>
  position === undefined
    ? []
    : [
        method(
          { is: 'call', name: '', args: [binary(call('F.col', string(columnName(position))), '+', atom('1'))] },
          'alias',
          string(position),
        ),
      ];

/** null is NULL, as where JSON is read by a path. Not F.nullif, which fails on a column that is not resolved yet. */
const jsonElement = (name: string): Python => {
  const element = call('F.col', string(columnName(name)));
  return method(call('F.when', binary(element, '!=', string('null')), element), 'alias', string(name));
};
