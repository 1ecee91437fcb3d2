// select: rename, derive, cast, drop; with intermediate values where they make it readable.
import type { SelectStep } from '../../../../contracts/generated/types.ts';
import type { Column, Computed } from '../../plan.ts';
import { expression } from '../expression.ts';
import { type Checked, type Context, checkNames, columnOf, type Frame, inputOf, renamedKeys } from '../frames.ts';

export const checkSelect = (step: SelectStep, path: string, context: Context): Checked | undefined => {
  const input = inputOf(step.input, `${path}/input`, context);
  if (input === undefined) return undefined;
  const lets = checkLets(step, input, path, context);
  const scope = { columns: [...input.columns, ...(lets ?? []).map(columnOfComputed)], rows: 'row', input: input.name } as const;
  const written = step.columns.map(({ name, expr }, at) => ({
    name,
    // with a let that is wrong, what it would have been called is not unknown
    value: lets && expression(expr, `${path}/columns/${at}/expr`, scope, context.problems),
  }));
  const dropped = step.drop ?? [];
  const drops = dropped.map((name, at) => columnOf(input, name, `${path}/drop/${at}`, context));
  const areFine = checkNames(
    step.columns.map(({ name }, at) => ({ name, path: `${path}/columns/${at}/name` })),
    context,
  );
  const kept = step.others === 'keep' ? input.columns.filter(({ name }) => !dropped.includes(name)) : [];
  if (step.others === 'drop' && step.columns.length === 0) {
    context.problems.add('no-columns', { path }, '', 'a select that drops the others names the columns it keeps', ['others: keep']);
    return undefined;
  }
  if (!areFine || lets === undefined || !written.every(isTyped) || drops.includes(undefined)) return undefined;
  const columns = merged(kept, written);
  if (
    !checkNames(
      columns.map(({ name }) => ({ name, path })),
      context,
    )
  )
    return undefined;
  return {
    step: { name: step.name, do: 'select', input: input.name, lets, computed: written, others: step.others, columns },
    frame: { name: step.name, columns, ...carried(input, lets, written, columns) },
  };
};

/** Each sees the input and those before it; undefined when one has problems. */
const checkLets = (step: SelectStep, input: Frame, path: string, context: Context): readonly Computed[] | undefined => {
  const entries = step.let ?? [];
  const lets: Computed[] = [];
  entries.forEach(({ name, expr }, at) => {
    const here = `${path}/let/${at}`;
    const scope = { columns: [...input.columns, ...lets.map(columnOfComputed)], rows: 'row', input: input.name } as const;
    const value = isNew(name, input, `${here}/name`, context) ? expression(expr, `${here}/expr`, scope, context.problems) : undefined;
    if (value !== undefined) lets.push({ name, value });
  });
  const areDifferent = checkNames(
    entries.map(({ name }, at) => ({ name, path: `${path}/let/${at}/name` })),
    context,
  );
  return areDifferent && lets.length === entries.length ? lets : undefined;
};

/** A let of the name of a column would make two things of one name. */
const isNew = (name: string, input: Frame, path: string, { problems }: Context): boolean => {
  const other = input.columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
  if (other === undefined) return true;
  const fresh = [`${name}_new`, `${name}_value`].filter((each) => !input.columns.some((column) => column.name === each));
  problems.add(
    'let-hides-column',
    { path },
    name,
    `${input.name} has a column ${other.name}; an intermediate value has a name of its own`,
    fresh,
  );
  return false;
};

const isTyped = (each: { readonly name: string; readonly value: unknown }): each is Computed => each.value !== undefined;

const columnOfComputed = ({ name, value: { type, nullable, exactness } }: Computed): Column => ({ name, type, nullable, exactness });

/** A name that the input has is replaced in place, the others are added at the end. */
const merged = (kept: readonly Column[], computed: readonly Computed[]): readonly Column[] => {
  const own = computed.map(columnOfComputed);
  const replaced = kept.map((column) => own.find(({ name }) => name === column.name) ?? column);
  return [...replaced, ...own.filter(({ name }) => !kept.some((column) => column.name === name))];
};

/** Keys and optional columns live on under the names that the columns have now. */
const carried = (
  input: Frame,
  lets: readonly Computed[],
  computed: readonly Computed[],
  columns: readonly Column[],
): Pick<Frame, 'unique' | 'determines' | 'optional'> => {
  const sourceOf = (name: string): string => {
    const value = lets.find((each) => each.name === name)?.value;
    return value?.is === 'column' ? sourceOf(value.name) : name;
  };
  const namesOf = (old: string): readonly string[] => [
    ...columns.filter(({ name }) => name === old && !computed.some((each) => each.name === name)).map(({ name }) => name),
    ...computed.filter(({ value }) => value.is === 'column' && sourceOf(value.name) === old).map(({ name }) => name),
  ];
  const optional = new Map([...input.optional].flatMap(([name, join]) => namesOf(name).map((now) => [now, join] as const)));
  return { ...renamedKeys(input, (old) => namesOf(old)[0]), optional };
};
