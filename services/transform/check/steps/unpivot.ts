// unpivot: columns become rows.
import type { UnpivotStep } from '../../../../contracts/generated/types.ts';
import type { Column } from '../../plan.ts';
import { unify } from '../coerce.ts';
import { type Checked, type Context, checkNames, columnOf, type Frame, inputOf, renamedKeys } from '../frames.ts';
import { spelled } from '../scope.ts';

export const checkUnpivot = (step: UnpivotStep, path: string, context: Context): Checked | undefined => {
  const input = inputOf(step.input, `${path}/input`, context);
  if (input === undefined) return undefined;
  const kept = step.keep.map((name, at) => columnOf(input, name, `${path}/keep/${at}`, context));
  const taken = step.columns.map(({ column }, at) => columnOf(input, column, `${path}/columns/${at}/column`, context));
  const named = checkNames(
    [
      ...step.keep.map((name, at) => ({ name, path: `${path}/keep/${at}` })),
      { name: step.name_as, path: `${path}/name_as` },
      { name: step.value_as, path: `${path}/value_as` },
    ],
    context,
  );
  if (!kept.every(isThere) || !taken.every(isThere)) return undefined;
  const values = sharedValues(taken, path, context);
  if (values === undefined || !named) return undefined;
  const value: Column = {
    name: step.value_as,
    type: values.type,
    nullable: step.nulls === 'keep' && taken.some(({ nullable }) => nullable),
    exactness: taken.some(({ exactness }) => exactness === 'float') ? 'float' : 'exact',
  };
  const columns: readonly Column[] = [...kept, { name: step.name_as, type: 'text', nullable: false, exactness: 'exact' }, value];
  return {
    step: {
      name: step.name,
      do: 'unpivot',
      input: input.name,
      rows: step.columns.map(({ label }, at) => ({ label, value: values.values[at] ?? { is: 'column', ...value } })),
      keep: step.keep,
      nameAs: step.name_as,
      valueAs: step.value_as,
      nulls: step.nulls,
      columns,
    },
    frame: frameOf(step, input, columns),
  };
};

const isThere = (column: Column | undefined): column is Column => column !== undefined;

const sharedValues = (taken: readonly Column[], path: string, { problems }: Context): ReturnType<typeof unify> => {
  const asValues = (columns: readonly Column[]) => columns.map((column) => ({ is: 'column', ...column }) as const);
  const shared = unify(asValues(taken));
  if (shared !== undefined) return shared;
  const at = taken.findIndex((_, last) => unify(asValues(taken.slice(0, last + 1))) === undefined);
  const [first, odd] = [taken[0], taken[at]];
  const message = `${odd?.name} is ${odd?.type} and ${first?.name} is ${first?.type}: the values of all columns have one type`;
  problems.add('type-mismatch', { path: `${path}/columns/${at}/column` }, odd?.name ?? '', message, [
    `a select above with cast(${spelled(odd?.name ?? '')} as ${first?.type})`,
  ]);
  return undefined;
};

const frameOf = (step: UnpivotStep, input: Frame, columns: readonly Column[]): Frame => {
  const { unique, determines } = renamedKeys(input, (name) => (step.keep.includes(name) ? name : undefined));
  const labels = new Set(step.columns.map(({ label }) => label));
  return {
    name: step.name,
    columns,
    // with a label that stands for two columns a key has two rows of it
    unique: labels.size === step.columns.length ? unique.map((key) => [...key, step.name_as]) : [],
    determines,
    optional: new Map([...input.optional].filter(([name]) => step.keep.includes(name))),
  };
};
