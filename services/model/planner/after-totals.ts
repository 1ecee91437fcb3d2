// What follows a total: the groups that stay, the first n of them.
import { assumption, replace } from './assumptions.ts';
import { measureTestText, nameText } from './expressions.ts';
import { addStep, type Flow } from './flow.ts';
import type { MeasureColumn } from './measure-columns.ts';
import { directionOf, tiesAssumption } from './narrowing.ts';
import { type Added, ranked } from './rank-step.ts';
import type { Reading } from './reading.ts';
import { Unreadable } from './scene.ts';

type Named = { readonly column: MeasureColumn; readonly name: string };

export const having = ({ conditions }: Reading, flow: Flow, columns: readonly Named[]): void => {
  const texts = conditions
    .filter((alternatives) => alternatives.every(({ on }) => on.is === 'measure'))
    .map((alternatives) => {
      const parts = alternatives.map(({ on, test, negated, phrase }) => {
        const name = columns.find(({ column }) => on.is === 'measure' && column.measure === on.measure)?.name;
        const text = name === undefined ? undefined : measureTestText(name, test);
        if (text === undefined) throw new Unreadable(phrase, `With which number should “${phrase}” be compared?`);
        return negated ? `(${text}) is not true` : text;
      });
      return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' or ')})`;
    });
  if (texts.length === 0) return;
  const above = flow.steps.at(-1)?.name ?? '';
  addStep(flow, `${above}_kept`, (name) => ({ name, do: 'filter', input: above, where: texts.join(' and ') }));
};

const nothing: Added = { names: [], assumptions: [] };

export const topOf = (reading: Reading, flow: Flow, columns: readonly Named[], within: readonly string[]): Added => {
  const { top, sorted } = reading;
  if (top === undefined) return nothing;
  const by = top.by ?? sorted?.by ?? (columns.length === 1 ? columns[0]?.column.measure : undefined);
  const name = columns.find(({ column }) => column.measure === by)?.name;
  if (name === undefined)
    throw new Unreadable(
      top.phrase,
      `“${top.phrase}” by which number?`,
      columns.map((each) => each.name),
    );
  const above = flow.steps.at(-1)?.name ?? '';
  const step = addStep(flow, `top_${top.n}`, (free) => ({
    name: free,
    do: 'top',
    input: above,
    n: top.n,
    order: [{ expr: nameText(name), direction: directionOf(reading), nulls: 'last' }],
    ties: top.ties,
    ...(within.length === 0 ? {} : { by: [...within] }),
    ...(top.placed === true ? { rank_as: 'rank' } : {}),
  }));
  const assumptions = [
    assumption(top.phrase, 'rows without a value come last', 'ranks-occur', [
      { reading: 'rows without a value come first', patch: [replace(`/steps/${step}/order/0/nulls`, 'first')] },
    ]),
    tiesAssumption(top, step),
  ];
  return { names: top.placed === true ? ['rank'] : [], assumptions };
};

/** A rank beside each group, anew within the groups that the words name. */
export const rankIn = (reading: Reading, flow: Flow, columns: readonly Named[], within: readonly string[]): Added => {
  const { ranking } = reading;
  if (ranking === undefined) return nothing;
  const name = columns.find(({ column }) => column.measure === ranking.by)?.name;
  if (name === undefined)
    throw new Unreadable(
      ranking.phrase,
      `“${ranking.phrase}” by which number?`,
      columns.map((each) => each.name),
    );
  return ranked(ranking, flow, name, within);
};
