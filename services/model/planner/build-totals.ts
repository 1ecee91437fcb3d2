// Specs whose rows are groups: totals, counts, averages per entity, attribute or period.
import type { Assumption, TransformSpec } from '../../../contracts/generated/types.ts';
import { having, rankIn, topOf } from './after-totals.ts';
import { commonAssumptions } from './assumptions.ts';
import { addOverGroups } from './build-over-groups.ts';
import { addEveryPeriod } from './every-period.ts';
import { addStep } from './flow.ts';
import { isTemporal } from './lexicon.ts';
import { limitAssumptions } from './limits.ts';
import { expressionOf } from './measure-columns.ts';
import { resultName, totalsName } from './result-names.ts';
import { type Scene, targetOf } from './scene.ts';
import { addSpread } from './spreading.ts';
import { type TotalBase, totalBase } from './total-base.ts';
import { countsOfSales, differentValues, nullGroups } from './totals-alternatives.ts';
import { totalsAssumptions } from './totals-assumptions.ts';
import { typedColumns } from './typed-columns.ts';

export const buildTotals = (scene: Scene): TransformSpec => {
  const base = totalBase(scene);
  return scene.reading.spread === undefined ? grouped(scene, base) : spread(scene, base);
};

const grouped = (scene: Scene, base: TotalBase): TransformSpec => {
  const { reading } = scene;
  const { grouping, flow, joined, by, columns, nameOf } = base;
  const step = addStep(flow, totalsName(grouping), (name) => ({
    name,
    do: 'aggregate',
    input: joined.relation.name,
    by: by.map(({ column, name: as }) => {
      const expr = column.expression?.(nameOf(column.ref)) ?? nameOf(column.ref);
      return column.expression === undefined && joined.relation.columns.get(column.ref.column) === as ? as : { name: as, expr };
    }),
    compute: columns.map(({ column, name: as }) => ({ name: as, expr: expressionOf(column, nameOf) })),
  }));
  const groups = by.map(({ column, name }) => ({
    name,
    isPeriod: column.type === 'date' && isTemporal(column.ref),
    identifies: column.identifies,
    nullable: base.isNullable(column),
  }));
  const every = addEveryPeriod(reading, flow, groups, columns, grouping.period);
  const over = addOverGroups(reading, flow, groups, columns, grouping.period);
  having(reading, flow, columns);
  const others = [...countsOfSales(scene, flow, step, columns), ...differentValues(step, columns), ...nullGroups(scene, base, step)];
  const limits = limitAssumptions(scene, flow.steps);
  const within = by.filter(({ column }) => grouping.within.some(({ ref }) => ref.column === column.ref.column)).map(({ name }) => name);
  const tops = topOf(reading, flow, columns, within);
  const ranks = rankIn(reading, flow, columns, within);
  const added = [...over.names, ...tops.names, ...ranks.names];
  const shown = columns.filter(({ column }) => column.measure.shown);
  const plain = [
    ...by.map(({ column, name }) => ({ name, type: column.type, nullable: base.isNullable(column) })),
    ...shown.map(({ column, name }) => ({ name, type: column.type, nullable: column.nullable })),
  ];
  const isTyped = added.length > 0 || every.length > 0;
  return finished(scene, base, isTyped ? typedColumns(scene, flow, [...plain.map(({ name }) => name), ...added]) : plain, [
    ...totalsAssumptions(scene, { ...base, join: joined.entityJoin, step }),
    ...every,
    ...over.assumptions,
    ...others,
    ...limits,
    ...tops.assumptions,
    ...ranks.assumptions,
  ]);
};

/** One column per value, in the place of a row per value. */
const spread = (scene: Scene, base: TotalBase): TransformSpec => {
  const { flow, joined, by, columns, nameOf } = base;
  const made = addSpread(
    scene.reading,
    flow,
    joined.relation.name,
    by,
    columns.map(({ column }) => column),
    nameOf,
  );
  const rows = by.filter(({ column }) => !scene.reading.spread?.refs.some((ref) => ref.column === column.ref.column));
  return finished(scene, { ...base, by: rows }, typedColumns(scene, flow, [...rows.map(({ name }) => name), ...made.names]), [
    ...totalsAssumptions(scene, { ...base, columns: [], join: joined.entityJoin, step: made.step }),
    ...made.assumptions,
    ...limitAssumptions(scene, flow.steps),
  ]);
};

const finished = (
  scene: Scene,
  { grouping, measures, flow, by, tree }: TotalBase,
  columns: TransformSpec['target']['columns'],
  made: readonly Assumption[],
): TransformSpec => ({
  sources: flow.sources,
  steps: flow.steps,
  target: targetOf(
    scene,
    resultName(grouping, measures, scene.reading),
    columns,
    by.filter(({ column }) => column.identifies).map(({ name }) => name),
  ),
  assumptions: [...commonAssumptions(scene, tree), ...made],
});
