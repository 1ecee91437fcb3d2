import { describe, expect, it } from 'vitest';
import type { Step } from '../../../contracts/generated/types.ts';
import { censusQuery, lineage, sentences } from '../../../services/transform/index.ts';
import { isKey, planned, problemsOf, stepSpec } from './unfolding.ts';

type Unnest = Extract<Step, { do: 'unnest' }>;
const unnest = (more: Partial<Unnest> = {}): Step => ({ name: 'u', do: 'unnest', column: 'tags', as: 'tag', empty: 'drop', ...more });

describe('elements as rows', () => {
  it('come from arrays and JSON only', () => {
    expect(problemsOf(stepSpec(unnest({ column: 'name' })))).toEqual([
      "type-mismatch /steps/0/column name → a select above with split(name, ',')",
    ]);
    expect(problemsOf(stepSpec(unnest({ column: 'day' })))).toEqual(['type-mismatch /steps/0/column day → ']);
    expect(problemsOf(stepSpec(unnest({ column: 'tag' })))).toEqual(['unknown-column /steps/0/column tag → tags | at | day']);
  });
  it('refuse new names that other columns have, and may take that of the array', () => {
    expect(problemsOf(stepSpec(unnest({ as: 'Name' })))).toEqual(['duplicate-column /steps/0/as Name → Name_2']);
    expect(problemsOf(stepSpec(unnest({ position_as: 'tag' })))).toEqual(['duplicate-column /steps/0/position_as tag → tag_2']);
    expect(problemsOf(stepSpec(unnest({ as: 'tags' })))).toEqual([]);
  });
  it('are told apart by the key of their row and their place', () => {
    expect(isKey(unnest({ position_as: 'place' }), { id: 'int', place: 'int' })).toBe(true);
    expect(isKey(unnest(), { id: 'int' })).toBe(false);
  });
  it('have a place that may be NULL only where rows without elements stay', () => {
    const place = (empty: 'keep' | 'drop') =>
      planned(stepSpec(unnest({ position_as: 'place', empty }), { place: 'int' })).steps[0]?.columns.find(({ name }) => name === 'place');
    expect([place('keep')?.nullable, place('drop')?.nullable]).toEqual([true, false]);
  });
  it('of JSON are counted by the census where there is no array', () => {
    expect(censusQuery(planned(stepSpec(unnest(), { tag: 'text' })))).toBeUndefined();
    const census = censusQuery(planned(stepSpec(unnest({ column: 'items', as: 'item' }), { item: 'json' })));
    expect(census?.failures).toEqual([{ step: 'u', expression: 'unnest(items)' }]);
    expect(census?.sql).toContain(`(json_typeof(t."items"::json) not in ('array', 'null'))`);
  });
  it('say what they are of', () => {
    const plan = planned(stepSpec(unnest({ position_as: 'place', empty: 'keep' }), { id: 'int', tag: 'text', place: 'int' }));
    expect(sentences(plan)[0]).toBe(
      'u: per row of t one row for each element of tags, with it as tag and its place as place; where there is none, the row once.',
    );
    expect(lineage(plan).tag).toEqual({ from: [{ table: 'shop.t', column: 'tags' }] });
  });
});
