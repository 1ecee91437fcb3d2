// What is to be proved, put together from the documents of the run.
import type { Catalog, JobReport, SealedRelation, TestSet, TransformSpec } from '../../contracts/generated/types.ts';
import type { Run } from '../../events/run.ts';
import { bind, type Column, type FloatBound, type Lineage, type prove, relationNames } from '../proof/index.ts';
import { check, formatTableName, lineage, type Plan, parseTableName } from '../transform/index.ts';

type Given = {
  readonly run: Run;
  readonly attempt: number;
  readonly report: JobReport;
  readonly spec: TransformSpec;
  readonly catalog: Catalog;
  readonly tests: TestSet;
  /** Who wrote the spec. */
  readonly author: string;
};

/** Throws when the documents contradict one another: a defect, not a verdict. */
export const claimOf = ({ run, attempt, report, spec, catalog, tests, author }: Given): Parameters<typeof prove>[0] => {
  const checked = check(spec, catalog);
  if (checked.is === 'unsound') throw new Error(`run ${run.runId}: the spec that ran is unsound: ${checked.diagnostics[0]?.message}`);
  const { plan } = checked;
  const origins: Lineage = lineage(plan);
  const columns = plan.target.columns.map((column) => columnOf(column, origins, plan, catalog, report));
  const names = relationNames(run.runId, attempt);
  const subject = {
    runId: run.runId,
    attempt,
    staging: sealedBy(report, 'staging'),
    oracle: sealedBy(report, 'oracle'),
    names: { schema: names.schema, staging: names.sealed, oracle: names.oracleSealed },
    columns,
    key: plan.target.key,
    mode: plan.target.mode,
    report,
    allowEmpty: run.request.allowEmpty === true,
  };
  const sameTable = (a: string, b: string): boolean => fullName(a, catalog.defaultSchema) === fullName(b, catalog.defaultSchema);
  return {
    subject,
    assertions: bind(tests, { columns, lineage: origins, sourceRows: report.sources, sameTable }),
    noAssertions: tests.assertions.length === 0 ? (tests.reason ?? 'none were written') : undefined,
    otherReader: tests.author !== author,
  };
};

const sealedBy = (report: JobReport, side: 'staging' | 'oracle'): SealedRelation => {
  const sealed = report[side];
  if (sealed === null) throw new Error(`run ${report.runId}: the report of a job that succeeded names no ${side} table`);
  return sealed;
};

const fullName = (written: string, defaultSchema: string): string => {
  const name = parseTableName(written);
  return name === undefined ? written : formatTableName(name.schema ?? defaultSchema, name.name);
};

/** Operations behind a value that no aggregate adds up. */
const rowOperations = 16;

const columnOf = (column: Plan['target']['columns'][number], origins: Lineage, plan: Plan, catalog: Catalog, report: JobReport): Column => {
  const { name, type, nullable, exactness } = column;
  // Only these can differ by rounding; a count or a key behind a float comparison differs wholly or not at all.
  if (exactness === 'exact' || !/^(float|double|decimal)/.test(type)) return { name, type, nullable };
  const adds = plan.steps.some((step) => step.do === 'aggregate');
  const rows = report.sources.reduce((all, source) => all + source.rows, 0);
  const float: FloatBound = { terms: adds ? Math.max(rowOperations, rows) : rowOperations, magnitude: magnitudeOf(origins[name], catalog) };
  return { name, type, nullable, float };
};

/**
 * The largest value that the statistics saw in the column that is summed; 0 when they saw none, or when the result is anything but one sum or average of
 * one column: the size of what goes into a ratio says nothing of the ratio.
 */
const magnitudeOf = (origin: Lineage[string] | undefined, catalog: Catalog): number => {
  const isPlainSum = (origin?.aggregate === 'sum' || origin?.aggregate === 'avg') && origin.from.length === 1;
  const sizes = (isPlainSum ? origin.from : []).flatMap(({ table, column }) => {
    const wanted = fullName(table, catalog.defaultSchema);
    const source = catalog.tables.find(({ schema, name }) => formatTableName(schema, name) === wanted);
    const statistics = source?.columns.find(({ name }) => name === column)?.statistics;
    return [statistics?.low, statistics?.high].map((value) => Math.abs(Number(value ?? Number.NaN))).filter(Number.isFinite);
  });
  return Math.max(0, ...sizes);
};
