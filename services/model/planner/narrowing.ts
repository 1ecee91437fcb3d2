// The end of a spec of rows: only the columns shown, duplicates out, the first n.
import type { Assumption } from '../../../contracts/generated/types.ts';
import { assumption, replace } from './assumptions.ts';
import { nameText } from './expressions.ts';
import { addStep, type Flow, type Relation } from './flow.ts';
import type { Ref } from './lexicon.ts';
import { ranked as rankedRows } from './rank-step.ts';
import { keyOf } from './relations.ts';
import type { Scene } from './scene.ts';

/** Duplicates out, then the first n; answers the names of new columns. */
export const narrow = (
  { reading }: Scene,
  flow: Flow,
  relation: Relation,
  { doubled, ranked, within }: { readonly doubled: Ref | undefined; readonly ranked: Ref | undefined; readonly within: readonly Ref[] },
  made: Assumption[],
): readonly string[] => {
  const nameOf = (ref: Ref) => relation.columns.get(ref.column) ?? ref.column.name;
  let input = flow.steps.at(-1)?.name ?? relation.name;
  if (reading.dedupe !== undefined) {
    const table = doubled?.table;
    const key = table === undefined ? undefined : keyOf(table);
    const order =
      key === undefined || key.column === doubled?.column || !relation.columns.has(key.column)
        ? undefined
        : { expr: nameText(relation.columns.get(key.column) ?? key.column.name), direction: 'asc' as const };
    const above = input;
    input = addStep(flow, 'without_duplicates', (name) => ({
      name,
      do: 'dedupe',
      input: above,
      ...(doubled === undefined ? {} : { keys: [nameOf(doubled)] }),
      ...(doubled === undefined || order === undefined ? {} : { order: [order] }),
    }));
    if (doubled !== undefined) {
      const which = order === undefined ? 'by all columns in order' : `with the lowest ${key?.column.name}`;
      const other =
        order === undefined
          ? []
          : [
              {
                reading: `the row with the highest ${key?.column.name} stays`,
                patch: [replace(`/steps/${input}/order/0/direction`, 'desc')],
              },
            ];
      made.push(
        assumption(
          reading.dedupe.phrase,
          `of rows with the same ${doubled.column.name} the one ${which} stays${doubled.column.nullable ? `; rows without a ${doubled.column.name} count as the same` : ''}`,
          'first-of-duplicates',
          other,
        ),
      );
    } else made.push(assumption(reading.dedupe.phrase, 'rows are duplicates when all their columns are equal', 'equal-rows'));
  }
  const { top, ranking } = reading;
  const groups = within.map(nameOf);
  if (ranking !== undefined && ranked !== undefined) {
    const { names, assumptions } = rankedRows(ranking, flow, nameOf(ranked), groups, input);
    made.push(...assumptions);
    return names;
  }
  if (top === undefined || ranked === undefined) return [];
  const above = input;
  const step = addStep(flow, `top_${top.n}`, (name) => ({
    name,
    do: 'top',
    input: above,
    n: top.n,
    order: [{ expr: nameText(nameOf(ranked)), direction: directionOf(reading), nulls: 'last' }],
    ties: top.ties,
    ...(groups.length === 0 ? {} : { by: groups }),
    ...(top.placed === true ? { rank_as: 'rank' } : {}),
  }));
  made.push(tiesAssumption(top, step));
  return top.placed === true ? ['rank'] : [];
};

export const directionOf = ({ top, sorted }: Scene['reading']): 'asc' | 'desc' =>
  top?.by === undefined && sorted !== undefined ? sorted.direction : (top?.direction ?? 'desc');

export const tiesAssumption = ({ phrase, n, ties }: NonNullable<Scene['reading']['top']>, step: string): Assumption =>
  ties === 'keep' ? tiesKept(phrase, n, step) : tiesBroken(phrase, n, step);

const tiesKept = (phrase: string, n: number, step: string): Assumption =>
  assumption(phrase, `${n} rows, and those equal to the last one`, undefined, [
    { reading: `exactly ${n} rows`, patch: [replace(`/steps/${step}/ties`, 'break')] },
  ]);

const tiesBroken = (phrase: string, n: number, step: string): Assumption =>
  assumption(phrase, `exactly ${n} rows: equal ones at the end are settled by their other columns`, 'ties-broken', [
    { reading: 'rows equal to the last one stay too', patch: [replace(`/steps/${step}/ties`, 'keep')] },
  ]);

/** Equal rows are equal in the columns that are shown: the others go before. */
export const onlyColumns = (flow: Flow, relation: Relation, outputs: readonly Ref[], derived: readonly string[]): void => {
  const names = outputs.map((ref) => relation.columns.get(ref.column) ?? ref.column.name);
  const columns = [...names, ...derived].map((name) => ({ name, expr: nameText(name) }));
  addStep(flow, 'chosen', (name) => ({ name, do: 'select', input: flow.steps.at(-1)?.name ?? relation.name, others: 'drop', columns }));
};
