// select: rename, derive, cast, drop.
import type { SelectStep } from '../../../../contracts/generated/types.ts';
import type { Column, Computed } from '../../plan.ts';
import { expression } from '../expression.ts';
import { type Checked, type Context, checkNames, columnOf, type Frame, inputOf, renamedKeys } from '../frames.ts';

export const checkSelect = (step: SelectStep, path: string, context: Context): Checked | undefined => {
  const input = inputOf(step.input, `${path}/input`, context);
  if (input === undefined) return undefined;
  const scope = { columns: input.columns, rows: 'row', input: input.name } as const;
  const computed = step.columns.map(({ name, expr }, at) => ({
    name,
    value: expression(expr, `${path}/columns/${at}/expr`, scope, context.problems),
  }));
  const dropped = step.drop ?? [];
  const drops = dropped.map((name, at) => columnOf(input, name, `${path}/drop/${at}`, context));
  checkNames(
    step.columns.map(({ name }, at) => ({ name, path: `${path}/columns/${at}/name` })),
    context,
  );
  const kept = step.others === 'keep' ? input.columns.filter(({ name }) => !dropped.includes(name)) : [];
  if (step.others === 'drop' && step.columns.length === 0) {
    context.problems.add('no-columns', { path }, '', 'a select that drops the others names the columns it keeps');
    return undefined;
  }
  if (!computed.every(isTyped) || drops.includes(undefined)) return undefined;
  const columns = merged(kept, computed);
  if (
    !checkNames(
      columns.map(({ name }) => ({ name, path })),
      context,
    )
  )
    return undefined;
  return {
    step: { name: step.name, do: 'select', input: input.name, computed, others: step.others, columns },
    frame: { name: step.name, columns, ...carried(input, computed, columns) },
  };
};

const isTyped = (each: { readonly name: string; readonly value: unknown }): each is Computed => each.value !== undefined;

/** A name that the input has is replaced in place, the others are added at the end. */
const merged = (kept: readonly Column[], computed: readonly Computed[]): readonly Column[] => {
  const own = computed.map(({ name, value: { type, nullable, exactness } }): Column => ({ name, type, nullable, exactness }));
  const replaced = kept.map((column) => own.find(({ name }) => name === column.name) ?? column);
  return [...replaced, ...own.filter(({ name }) => !kept.some((column) => column.name === name))];
};

/** Keys and optional columns live on under the names that the columns have now. */
const carried = (
  input: Frame,
  computed: readonly Computed[],
  columns: readonly Column[],
): Pick<Frame, 'unique' | 'determines' | 'optional'> => {
  const namesOf = (old: string): readonly string[] => [
    ...columns.filter(({ name }) => name === old && !computed.some((each) => each.name === name)).map(({ name }) => name),
    ...computed.filter(({ value }) => value.is === 'column' && value.name === old).map(({ name }) => name),
  ];
  const optional = new Map([...input.optional].flatMap(([name, join]) => namesOf(name).map((now) => [now, join] as const)));
  return { ...renamedKeys(input, (old) => namesOf(old)[0]), optional };
};
