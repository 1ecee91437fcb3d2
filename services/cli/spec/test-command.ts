// spec test: the cases beside a spec, computed by PostgreSQL, and by Spark on demand.
import type { Catalog, SpecTests, TransformSpec } from '../../../contracts/generated/types.ts';
import type { Plan } from '../../transform/index.ts';
import type { Closing } from '../command.ts';
import { count, tableText } from '../show.ts';
import type { Answer } from './answer.ts';
import type { TextRow } from './case-outcome.ts';
import { casePlan } from './case-plan.ts';
import { CaseTrouble } from './case-values.ts';
import { type Case, type CaseResult, judgeCase, runCase } from './run-cases.ts';
import { openScratchDatabase, type ScratchDatabase } from './scratch-database.ts';

/** With Spark, cases that expect rows are computed by the compiled PySpark too; an end is what the run around it decides. */
export const testCommand = async (
  spec: TransformSpec,
  catalog: Catalog,
  cases: SpecTests,
  withSpark: boolean,
  closing: Closing,
): Promise<Answer> => {
  const database = await openScratchDatabase();
  closing(database.close);
  const results: Result[] = [];
  for (const each of cases) results.push(await onPostgres(database, each, spec, catalog));
  const shown = withSpark ? await alsoOnSpark(database, results, catalog) : results;
  const failed = shown.filter(({ postgres, spark }) => postgres.is !== 'ok' || (spark !== undefined && spark.is !== 'ok')).length;
  return {
    code: failed === 0 ? 0 : 1,
    text: [...shown.flatMap(linesOf), '', `${count(cases.length, 'case')}, ${failed} failed`].join('\n'),
  };
};

type Result = { readonly each: Case; readonly plan?: Plan; readonly postgres: CaseResult; readonly spark?: CaseResult };

const onPostgres = async ({ client }: ScratchDatabase, each: Case, spec: TransformSpec, catalog: Catalog): Promise<Result> => {
  try {
    const plan = casePlan(spec, catalog, each);
    return { each, plan, postgres: await runCase(client, each, plan, catalog) };
  } catch (error) {
    if (error instanceof CaseTrouble) return { each, postgres: { is: 'broken', message: error.message } };
    throw error;
  }
};

const alsoOnSpark = async (database: ScratchDatabase, results: readonly Result[], catalog: Catalog): Promise<readonly Result[]> => {
  const { sparkOutcomes } = await import('./spark-outcomes.ts');
  const asked = results.flatMap(({ each, plan, postgres }) =>
    plan === undefined || postgres.is === 'broken' || 'raises' in each.expect ? [] : [{ each, plan }],
  );
  const outcomes = await sparkOutcomes(database, asked, catalog);
  const judged = new Map<Case, CaseResult>();
  for (const [at, { each, plan }] of asked.entries()) {
    const got = outcomes[at];
    if (got !== undefined) judged.set(each, await judgeCase(database.client, each, got, plan));
  }
  return results.map((result) => {
    const spark = judged.get(result.each);
    return spark === undefined ? result : { ...result, spark };
  });
};

const linesOf = ({ each, plan, postgres, spark }: Result): readonly string[] => {
  if (spark === undefined || (postgres.is === 'ok' && spark.is === 'ok')) return [caseText(each.name, postgres, plan)];
  return [caseText(`${each.name} (PostgreSQL)`, postgres, plan), caseText(`${each.name} (Spark)`, spark, plan)];
};

const caseText = (name: string, result: CaseResult, plan: Plan | undefined): string => {
  switch (result.is) {
    case 'ok':
      return `✓ ${name}`;
    case 'broken':
      return `✗ ${name}\n    the case is wrong: ${result.message}`;
    case 'ends-otherwise':
      return `✗ ${name}\n    ${result.message}`;
    case 'differs':
      return [
        `✗ ${name}`,
        ...rowsText('expected, but not there', result.difference.missing, plan),
        ...rowsText('there, but not expected', result.difference.unexpected, plan),
      ].join('\n');
  }
};

const rowsText = (title: string, rows: readonly TextRow[], plan: Plan | undefined): readonly string[] => {
  if (rows.length === 0 || plan === undefined) return [];
  const { columns } = plan.target;
  const objects = rows.slice(0, mostShown).map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null])));
  const more = rows.length > mostShown ? [`      … and ${rows.length - mostShown} more`] : [];
  return [
    `    ${title}:`,
    ...tableText(objects)
      .split('\n')
      .map((line) => `    ${line}`),
    ...more,
  ];
};
const mostShown = 20;
