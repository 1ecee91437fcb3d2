import { describe, expect, it } from 'vitest';
import type { Step } from '../../../contracts/generated/types.ts';
import { boundedPlan, expectations, lineage, renderOracle, renderPyspark, sentences } from '../../../services/transform/index.ts';
import { isKey, noteCodes, planned, problemsOf, stepSpec } from './unfolding.ts';

type Walk = Extract<Step, { do: 'walk' }>;
const walk = (more: Partial<Walk> = {}): Step => ({
  name: 'w',
  do: 'walk',
  id: 'id',
  parent: 'boss',
  start: 'boss is null',
  direction: 'down',
  level_as: 'level',
  depth: 3,
  ...more,
});
const carry = (column: string, as: string): Partial<Walk> => ({ carry: [{ column, as }] });

describe('a walk', () => {
  it('has keys that are there and of one type', () => {
    expect(problemsOf(stepSpec(walk({ id: 'bos', parent: 'bos' })))).toEqual([
      'unknown-column /steps/0/id bos → boss | boss_name',
      'unknown-column /steps/0/parent bos → boss | boss_name',
    ]);
    expect(problemsOf(stepSpec(walk({ parent: 'boss_name' })))).toEqual([
      'type-mismatch /steps/0/parent boss_name → a select above with cast(boss_name as int)',
    ]);
    expect(problemsOf(stepSpec(walk({ id: 'f', parent: 'f' })))).toEqual([
      'type-mismatch /steps/0/id f → a select above with cast(f as bigint)',
    ]);
    expect(problemsOf(stepSpec(walk({ id: 'items', parent: 'items' })))).toEqual([
      'type-mismatch /steps/0/parent items → a select above with cast(items as json)',
    ]);
  });
  it('starts where a condition holds', () => {
    expect(problemsOf(stepSpec(walk({ start: 'n' })))).toEqual(['type-mismatch /steps/0/start#0-1 n → boolean']);
    expect(problemsOf(stepSpec(walk({ start: 'bos = 1' })))).toEqual(['unknown-column /steps/0/start#0-3 bos → boss | boss_name']);
  });
  it('refuses new names that the table has, in any case of their letters', () => {
    expect(problemsOf(stepSpec(walk({ level_as: 'N', path_as: 'Day', ...carry('name', 'id') })))).toEqual([
      'duplicate-column /steps/0/carry/0/as id → id_2',
      'duplicate-column /steps/0/level_as N → N_2',
      'duplicate-column /steps/0/path_as Day → Day_2',
    ]);
    expect(problemsOf(stepSpec(walk(carry('bos', 'who'))))).toEqual(['unknown-column /steps/0/carry/0/column bos → boss | boss_name']);
  });
  it('tells rows apart by start and row, or by the way, where an id is one row’s alone', () => {
    expect(isKey(walk(carry('id', 'start')), { start: 'int', id: 'int' })).toBe(true);
    expect(isKey(walk({ path_as: 'path' }), { path: 'text' })).toBe(true);
    expect(isKey(walk(), { id: 'int' })).toBe(false);
    expect(noteCodes(stepSpec(walk({ id: 'n', path_as: 'path' }), { path: 'text' }))).toContain('walk-may-multiply /steps/0/id');
    const named: Step = { name: 'named', do: 'dedupe', keys: ['name'] };
    const walked = [
      named,
      { ...walk({ id: 'name', parent: 'boss_name', path_as: 'path' }), input: 'named' },
      { name: 'there', do: 'filter', where: 'path is not null' },
    ] as Step[];
    expect(isKey(walked, { path: 'text' })).toBe(false);
  });
  it('promises that no row is deeper, nor above itself', () => {
    const plan = planned(stepSpec(walk({ path_as: 'path' }), { id: 'int' }));
    const [promise] = expectations(plan);
    expect([promise?.join, promise?.expect]).toEqual(['w', 'depth']);
    expect(promise?.sql).toContain('w."level" >= 3 or coalesce(t."id" = any(w."trail"), false)');
  });
  it('cannot go on for ever: both engines stop at the greatest level and before a row that is on the way', () => {
    const plan = planned(stepSpec(walk({ depth: 50 }), { id: 'int' }));
    expect(renderPyspark(plan)).toContain('    for level in range(1, 51):\n');
    expect(renderPyspark(plan)).toContain('& ~F.array_contains("here.trail", F.col("next.id"))');
    expect(renderOracle(plan)).toContain('where w."level" < 50 and not coalesce(t."id" = any(w."trail"), false)');
  });
  it('has names of its own that a step, a column or a source may have as well', () => {
    const named: Step[] = [
      {
        name: 'walk',
        do: 'select',
        others: 'drop',
        columns: [
          { name: 'trail', expr: 'id' },
          { name: 'row', expr: 'boss' },
          { name: 'moves', expr: 'name' },
        ],
      },
      { ...walk({ id: 'trail', parent: 'row', start: 'row is null' }), name: 'level' },
    ];
    const plan = planned(stepSpec(named, { trail: 'int', row: 'int', moves: 'text', level: 'int' }));
    expect(renderOracle(plan)).toContain('with recursive "walk_" as (');
    expect(renderOracle(plan)).toContain('array[t."trail"] as "trail_"');
    expect(renderPyspark(plan)).toContain('    for level_ in range(1, 4):\n');
  });
  it('reads only what is taken and what it goes by', () => {
    const plan = planned(stepSpec(walk({ path_as: 'path', ...carry('name', 'who') }), { level: 'int' }));
    expect(plan.sources[0]?.columns.map(({ name }) => name)).toEqual(['id', 'boss']);
    expect(renderPyspark(plan)).not.toContain('path');
  });
  it('says where it starts and goes, and where its columns come from', () => {
    const plan = planned(
      stepSpec(walk({ path_as: 'way', ...carry('name', 'top') }), { id: 'int', top: 'text', way: 'text', level: 'int' }),
    );
    expect(sentences(plan)[0]).toBe(
      "w: from the rows of t where boss is NULL down to all rows below (boss is the id of the row above), at most 3 levels, with the start's name as top, the distance as level and the way as way.",
    );
    expect(lineage(plan)).toEqual({
      id: { from: [{ table: 'shop.t', column: 'id' }] },
      top: { from: [{ table: 'shop.t', column: 'name' }] },
      way: { from: [{ table: 'shop.t', column: 'id' }] },
      level: { from: [] },
    });
  });
  it('carries the bounds of its rows and of its start rows', () => {
    const sums: Step = { name: 'sums', do: 'aggregate', by: ['id', 'boss'], compute: [{ name: 'f', expr: 'sum(f)' }] };
    const { bounds, plan } = boundedPlan(planned(stepSpec([sums, walk(carry('f', 'first_f'))], { f: 'double', first_f: 'double' })));
    expect(Object.keys(bounds)).toEqual(['f', 'first_f']);
    expect(renderOracle(plan).length).toBeGreaterThan(0);
  });
});
