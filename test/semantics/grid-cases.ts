// Cases of a grid: per expression one with all samples that give a value, and one for each sample that ends the job.
import type { Step, TransformSpec } from '../../contracts/generated/types.ts';
import { typeOf } from '../../services/transform/index.ts';
import { type Case, catalogOf, oneSpelling, type Rows, type Table } from './case.ts';
import type { Group, Sample } from './grid.ts';

type Computed = Group['computed'][number];

export const gridCases = (group: Group, at: number): readonly Case[] => {
  const table = tableOf(group, `grid_${at}`);
  return group.computed.flatMap((computed, column) => {
    const raising = group.samples.flatMap((sample, number) => (sample.gives[column]?.is === 'raises' ? [{ sample, number }] : []));
    const giving = group.samples.flatMap((sample, number) => {
      const expected = sample.gives[column];
      return expected?.is === 'value' ? [[String(number), oneSpelling(expected.text, computed.type)]] : [];
    });
    const left = raising.length === 0 ? [] : [filter(`sample not in (${raising.map(({ number }) => number).join(', ')})`)];
    return [
      ...(giving.length === 0 ? [] : [caseOf(group, table, computed, '', left, { is: 'rows', rows: giving })]),
      ...raising.map(({ sample, number }) =>
        caseOf(group, table, computed, ` of ${shown(sample)}`, [filter(`sample = ${number}`)], { is: 'raised' }),
      ),
    ];
  });
};

const filter = (where: string): Step => ({ name: 'chosen', do: 'filter', where });
const shown = ({ rows }: Sample): string => rows.map((row) => row.map((cell) => cell ?? 'NULL').join(', ')).join('; ');

const caseOf = (group: Group, table: Table, computed: Computed, which: string, before: Step[], gives: Case['gives']): Case => {
  const { expr, type } = computed;
  const columns = [{ name: 'value', expr }];
  const step: Step =
    group.over === 'rows'
      ? { name: 'computed', do: 'select', columns: [{ name: 'sample', expr: 'sample' }, ...columns], others: 'drop' }
      : { name: 'computed', do: 'aggregate', by: ['sample'], compute: columns };
  const tables = [table];
  return {
    name: `${group.name}: ${expr}${which}`,
    spec: specOf([...before, step], { sample: 'int', value: type }, `semantics.${table.table.name}`),
    catalog: catalogOf(tables),
    tables,
    gives,
  };
};

export const specOf = (steps: Step[], columns: Readonly<Record<string, string>>, table: string): TransformSpec => ({
  sources: [{ name: 'rows', table }],
  steps,
  target: {
    table: 'result',
    mode: 'replace',
    key: [],
    columns: Object.entries(columns).map(([name, type]) => ({ name, type, nullable: true })),
  },
  assumptions: [],
});

const tableOf = ({ columns, samples }: Group, name: string): Table => {
  const numbered = samples.flatMap(({ rows }, sample) => rows.map((row): Rows[number] => [String(sample), ...row]));
  return tableWith(
    name,
    ['line'],
    { line: 'integer!', sample: 'integer!', ...columns },
    numbered.map((row, line) => [String(line), ...row]),
  );
};

/** Types as PostgreSQL names them, with ! where NULL may not occur. */
export const tableWith = (
  name: string,
  primaryKey: string[],
  columns: Readonly<Record<string, string>>,
  rows: Rows,
  schema = 'semantics',
): Table => ({
  table: {
    schema,
    name,
    kind: 'table',
    rows: rows.length,
    bytes: 8192,
    columns: Object.entries(columns).map(([column, type]) => {
      const sourceType = type.replace('!', '');
      const { type: read, advice } = typeOf(sourceType);
      return { name: column, type: read, sourceType, nullable: !type.endsWith('!'), ...(advice !== undefined && { advice }) };
    }),
    primaryKey,
    uniqueKeys: [],
    foreignKeys: [],
  },
  rows,
});
