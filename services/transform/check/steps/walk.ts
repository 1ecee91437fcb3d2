// walk: from start rows of a table of parents and children down or up.
import type { WalkStep } from '../../../../contracts/generated/types.ts';
import type { Column } from '../../plan.ts';
import { isCastable } from '../casts.ts';
import { condition } from '../expression.ts';
import { type Checked, type Context, checkNames, columnOf, type Frame, inputOf, isUnique } from '../frames.ts';
import { spelled } from '../scope.ts';
import { commonType, isFloat, isOrdered } from '../types.ts';

export const checkWalk = (step: WalkStep, path: string, context: Context): Checked | undefined => {
  const input = inputOf(step.input, `${path}/input`, context);
  if (input === undefined) return undefined;
  const id = columnOf(input, step.id, `${path}/id`, context);
  const parent = columnOf(input, step.parent, `${path}/parent`, context);
  const start = condition(step.start, `${path}/start`, { columns: input.columns, rows: 'row', input: input.name }, context.problems);
  const carry = step.carry ?? [];
  const carried = carry.map(({ column }, at) => columnOf(input, column, `${path}/carry/${at}/column`, context));
  const named = checkNames(
    [
      ...input.columns.map(({ name }) => ({ name, path })),
      ...carry.map(({ as }, at) => ({ name: as, path: `${path}/carry/${at}/as` })),
      { name: step.level_as, path: `${path}/level_as` },
      ...(step.path_as === undefined ? [] : [{ name: step.path_as, path: `${path}/path_as` }]),
    ],
    context,
  );
  const areKeys = id !== undefined && parent !== undefined && areWalkable(step, id, parent, path, context);
  if (!areKeys || start === undefined || !named || !carried.every((column) => column !== undefined)) return undefined;
  noteSharedIds(step, input, path, context);
  const columns = outputColumns(step, input, carried, id);
  return {
    step: {
      name: step.name,
      do: 'walk',
      input: input.name,
      id: step.id,
      parent: step.parent,
      start,
      direction: step.direction,
      carry,
      levelAs: step.level_as,
      pathAs: step.path_as,
      depth: step.depth,
      columns,
    },
    frame: { name: step.name, columns, unique: uniqueKeys(step, input, id), determines: input.determines, optional: input.optional },
  };
};

const outputColumns = (step: WalkStep, input: Frame, carried: readonly Column[], id: Column): readonly Column[] => [
  ...input.columns,
  ...carried.map((column, at) => ({ ...column, name: step.carry?.[at]?.as ?? column.name })),
  { name: step.level_as, type: 'int', nullable: false, exactness: 'exact' },
  ...(step.path_as === undefined ? [] : [{ name: step.path_as, type: 'text', nullable: id.nullable, exactness: 'exact' } as const]),
];

/** Where an id is one row's alone, a row is there once per start row: start and row, or the way itself, tell rows apart. */
const uniqueKeys = (step: WalkStep, input: Frame, id: Column): Frame['unique'] => {
  if (!isUnique(input, [step.id])) return [];
  const starts = (step.carry ?? []).filter(({ column }) => column === step.id).map(({ as }) => [as, step.id]);
  // a text may hold the / that stands between
  return [...starts, ...(step.path_as === undefined || id.type === 'text' ? [] : [[step.path_as]])];
};

const noteSharedIds = (step: WalkStep, input: Frame, path: string, { notes }: Context): void => {
  if (isUnique(input, [step.id])) return;
  const message = `nothing says that ${step.id} tells the rows of ${input.name} apart; what is reached through two rows of one id is there twice`;
  notes.add('walk-may-multiply', { path: `${path}/id` }, step.id, message, [`a dedupe above with keys: ${step.id}`]);
};

const areWalkable = (step: WalkStep, id: Column, parent: Column, path: string, { problems }: Context): boolean => {
  const type = commonType(id.type, parent.type);
  if (type === undefined || !isOrdered(type)) {
    const message = `${parent.name} holds values of ${id.name}, so they have one type; here ${id.type} and ${parent.type}`;
    problems.add('type-mismatch', { path: `${path}/parent` }, parent.name, message, [
      `a select above with cast(${spelled(parent.name)} as ${id.type})`,
    ]);
    return false;
  }
  const isBlind = isFloat(type) || (step.path_as !== undefined && !isCastable(id.type, 'text'));
  if (isBlind)
    problems.add('type-mismatch', { path: `${path}/id` }, id.name, `${id.name} is ${id.type}, which identifies no row`, [
      `a select above with cast(${spelled(id.name)} as bigint)`,
    ]);
  return !isBlind;
};
