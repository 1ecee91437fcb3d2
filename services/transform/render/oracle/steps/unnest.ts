// unnest as a query.
import type { UnnestPlan } from '../../../plan.ts';
import { name } from '../names.ts';
import { isText } from '../values.ts';
import { isJsonArray } from './json-array.ts';
import { from, lines, t } from './parts.ts';

export const unnestQuery = (step: UnnestPlan): string => {
  const isJson = step.columns.some(({ name: column, type }) => column === step.as && type === 'json');
  const columns = step.columns.map((column) => {
    if (column.name === step.as) return `${isJson ? jsonElement : isText(column) ? textElement : 'e.element'} as ${name(column.name)}`;
    return column.name === step.positionAs ? `e.position::integer as ${name(column.name)}` : t.column(column.name);
  });
  const array = t.column(step.column);
  const elements = isJson ? `json_array_elements(case when ${isJsonArray(array)} then ${array}::json end)` : `unnest(${array})`;
  return lines([
    `select ${columns.join(', ')}`,
    from(step.input),
    `${step.empty === 'keep' ? 'left' : 'cross'} join lateral ${elements} with ordinality as e(element, position)${step.empty === 'keep' ? ' on true' : ''}`,
  ]);
};

/** Its part of the text; null is NULL, as where JSON is read by a path. */
const jsonElement = `nullif(e.element::text, 'null') collate "C"`;
const textElement = 'e.element collate "C"';
