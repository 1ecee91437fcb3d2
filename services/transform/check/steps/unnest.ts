// unnest: one row per element of an array. A JSON value that is no array has no elements, and the census counts it.
import type { Type, UnnestStep } from '../../../../contracts/generated/types.ts';
import type { Column } from '../../plan.ts';
import { type Checked, type Context, checkNames, columnOf, type Frame, inputOf, renamedKeys } from '../frames.ts';
import { spelled } from '../scope.ts';
import { elementOf } from '../types.ts';

export const checkUnnest = (step: UnnestStep, path: string, context: Context): Checked | undefined => {
  const input = inputOf(step.input, `${path}/input`, context);
  if (input === undefined) return undefined;
  const array = columnOf(input, step.column, `${path}/column`, context);
  const others = input.columns.filter(({ name }) => name !== step.column);
  const named = checkNames(
    [
      ...others.map(({ name }) => ({ name, path })),
      { name: step.as, path: `${path}/as` },
      ...(step.position_as === undefined ? [] : [{ name: step.position_as, path: `${path}/position_as` }]),
    ],
    context,
  );
  const type = array && elementType(array, `${path}/column`, context);
  if (array === undefined || type === undefined || !named) return undefined;
  // elements may be NULL in every array
  const element: Column = { name: step.as, type, nullable: true, exactness: array.exactness };
  const position: readonly Column[] =
    step.position_as === undefined ? [] : [{ name: step.position_as, type: 'int', nullable: step.empty === 'keep', exactness: 'exact' }];
  const columns = [...others, element, ...position];
  return {
    step: {
      name: step.name,
      do: 'unnest',
      input: input.name,
      column: step.column,
      as: step.as,
      positionAs: step.position_as,
      empty: step.empty,
      columns,
    },
    frame: frameOf(step, input, columns),
  };
};

/** An element of a JSON array is JSON again. */
const elementType = ({ name, type }: Column, path: string, { problems }: Context): Type | undefined => {
  const element = type === 'json' ? 'json' : elementOf(type);
  if (element !== undefined) return element;
  const advice = type === 'text' ? [`a select above with split(${spelled(name)}, ',')`] : [];
  problems.add('type-mismatch', { path }, name, `${name} is ${type}; only an array or JSON has elements`, advice);
  return undefined;
};

const frameOf = (step: UnnestStep, input: Frame, columns: readonly Column[]): Frame => {
  const { unique, determines } = renamedKeys(input, (name) => (name === step.column ? undefined : name));
  const { position_as: position } = step;
  return {
    name: step.name,
    columns,
    unique: position === undefined ? [] : unique.map((key) => [...key, position]),
    determines,
    optional: new Map([...input.optional].filter(([name]) => name !== step.column)),
  };
};
