// unnest: one row per element of an array or of a JSON array.
import type { UnnestStep } from '../../../contracts/generated/types.ts';
import { jsonPlace } from '../json-text.ts';
import { NoMeaning } from '../raised.ts';
import { extended, type Frame } from '../rows.ts';
import { rowScope } from '../scope.ts';
import { elementOf, isArrayType } from '../types.ts';
import { isArray, type Value } from '../values.ts';
import type { StepContext } from './step.ts';

export const unnested = (step: UnnestStep, { input, spec }: StepContext): Frame => {
  const { columns, rows } = input(step.input);
  const { type } = rowScope(columns, spec).column(step.column);
  if (type !== 'json' && !isArrayType(type)) throw new NoMeaning(`${type} has no elements`);
  const { position_as: position } = step;
  return {
    columns: [
      ...columns.filter(({ name }) => name !== step.column),
      { name: step.as, type: type === 'json' ? 'json' : elementOf(type) },
      ...(position === undefined ? [] : [{ name: position, type: 'int' }]),
    ],
    rows: rows.flatMap((row) => {
      const elements = elementsOf(row(step.column));
      const places: readonly (readonly [Value, Value])[] = elements.map((element, at) => [element, BigInt(at + 1)]);
      const nothing: readonly (readonly [Value, Value])[] = step.empty === 'keep' ? [[null, null]] : [];
      return (places.length > 0 ? places : nothing).map(([element, place]) =>
        extended(
          row,
          new Map<string, () => Value>([[step.as, () => element], ...(position === undefined ? [] : [[position, () => place] as const])]),
        ),
      );
    }),
  };
};

/** A JSON value that is no array has none; null inside is NULL. */
const elementsOf = (value: Value): readonly Value[] => {
  if (value === null) return [];
  if (isArray(value)) return value;
  return (jsonPlace(String(value)).elements ?? []).map(({ kind, text }) => (kind === 'null' ? null : text));
};
