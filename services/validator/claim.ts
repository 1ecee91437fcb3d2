// What is to be proved, put together from the documents of the run.
import type { Catalog, JobReport, SealedRelation, TestSet, TransformSpec } from '../../contracts/generated/types.ts';
import type { Run } from '../../events/run.ts';
import { bind, type Column, type Lineage, type prove, relationNames } from '../proof/index.ts';
import {
  boundedPlan,
  check,
  fallible,
  formatTableName,
  intervalText,
  lineage,
  type Plan,
  parseTableName,
  targetConditions,
} from '../transform/index.ts';

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
  const { bounds } = boundedPlan(plan);
  const columns = plan.target.columns.map((column) => columnOf(column, bounds));
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
    promises: promisesOf(plan),
    fallible: fallible(plan),
    report,
    allowEmpty: run.request.allowEmpty === true,
    views: viewsIn(plan, catalog),
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

const columnOf = (
  { name, type, nullable, exactness }: Plan['target']['columns'][number],
  bounds: Readonly<Record<string, string>>,
): Column => (exactness === 'exact' ? { name, type, nullable } : { name, type, nullable, float: { bound: bounds[name] } });

const promisesOf = ({ target }: Plan): NonNullable<Parameters<typeof prove>[0]['subject']['promises']> => {
  const { checks, interval } = targetConditions(target);
  return [
    // as in the database, what is NULL breaks no check
    ...checks.map(({ name, sql }) => ({ said: `check ${name}`, broken: `${sql} is false` })),
    ...(interval === undefined || target.watermark === undefined
      ? []
      : [{ said: intervalText(target.watermark), broken: `${interval} is not true` }]),
  ];
};

const viewsIn = ({ sources }: Plan, { tables }: Catalog): readonly string[] => {
  const views = sources.filter((source) =>
    tables.some(({ schema, name, kind }) => kind === 'view' && schema === source.schema && name === source.table),
  );
  return [...new Set(views.map(({ schema, table }) => formatTableName(schema, table)))];
};
