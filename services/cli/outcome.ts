// The end of a run for a person: plan, code, verdict with its evidence, first rows. And for a program: one document.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Question, RunView, S3Ref, TransformSpec, VerdictReport } from '../../contracts/generated/types.ts';
import { placeOf } from '../../infra/local/open-stack.ts';
import { publicView } from '../run/public-view.ts';
import { parseTableName } from '../transform/index.ts';
import type { Asked } from './ask.ts';
import type { Session } from './session.ts';
import { failureText, planText, questionsText, tableText, verdictText } from './show.ts';

export type Outcome = {
  readonly runId: string;
  /** Null when the deadline passed without an end. */
  readonly terminalFact: string | null;
  readonly questions: readonly Question[];
  readonly failure: RunView['failure'];
  readonly spec: TransformSpec | null;
  readonly verdict: VerdictReport | null;
  readonly target: string | null;
  readonly rows: number | null;
  /** Fact and attempt → milliseconds since the request; total: until the last fact arrived. */
  readonly timings: Readonly<Record<string, number>>;
  readonly view: RunView;
};

/** published 0, asked back 2, anything else 1. */
export const exitCode = ({ terminalFact }: Pick<Outcome, 'terminalFact'>): number =>
  terminalFact === 'TargetPublished' ? 0 : terminalFact === 'ClarificationNeeded' ? 2 : 1;

export const outcomeOf = async ({ runs, artifacts }: Session, { runId, facts, end }: Asked): Promise<Outcome> => {
  const run = await runs.read(runId);
  if (run === undefined) throw new Error(`run ${runId} was never recorded: the bus took the request and nobody heard it`);
  const view = publicView(run);
  const [spec, verdict] = await Promise.all([
    view.artifacts.spec === undefined ? null : artifacts.read('TransformSpec', view.artifacts.spec),
    view.verdict === null ? null : artifacts.read('VerdictReport', view.verdict.report),
  ]);
  return {
    runId,
    terminalFact: end?.name ?? null,
    questions: view.questions,
    failure: view.failure,
    spec,
    verdict,
    target: view.target,
    rows: view.rows,
    timings: timingsOf(facts),
    view,
  };
};

const timingsOf = (facts: Asked['facts']): Record<string, number> => ({
  ...Object.fromEntries(
    facts.map(({ fact, after }) => [fact.meta.attempt > 1 ? `${fact.name} (attempt ${fact.meta.attempt})` : fact.name, after]),
  ),
  total: facts.at(-1)?.after ?? 0,
});

export const outcomeText = async (session: Session, outcome: Outcome): Promise<string> => {
  const { view, verdict, failure } = outcome;
  const parts = [
    view.plan.length > 0 ? planText(view) : undefined,
    view.artifacts.code === undefined ? undefined : `The PySpark: ${await keepCode(view.artifacts.code, outcome.runId)}`,
    verdict === null ? undefined : verdictText(verdict),
    outcome.questions.length > 0 ? questionsText(view) : undefined,
    failure === null ? undefined : failureText(failure),
    outcome.terminalFact === 'TargetPublished' && outcome.target !== null
      ? await firstRows(session, outcome.target, outcome.rows ?? 0)
      : undefined,
  ];
  return parts.filter((part) => part !== undefined).join('\n\n');
};

/** The compiled code from the artifacts, where an editor can open it. */
const keepCode = async (ref: S3Ref, runId: string): Promise<string> => {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(ref.uri) ?? [];
  const s3 = new S3Client({});
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const file = path.join(placeOf('runs'), runId, 'transform.py');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, (await Body?.transformToString()) ?? '');
  s3.destroy();
  return `${path.relative(process.cwd(), file)}  (${ref.uri})`;
};

const shown = 8;

const firstRows = async ({ database }: Session, target: string, rows: number): Promise<string> => {
  const name = parseTableName(target);
  if (name === undefined) return '';
  const quoted = [name.schema, name.name]
    .filter((part) => part !== undefined)
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.');
  const { rows: first } = await database.query({
    text: `select * from ${quoted} order by 1 limit ${shown}`,
    types: { getTypeParser: () => (text: string) => text },
  });
  return `The table ${target}, ${rows} rows${rows > shown ? `, the first ${shown}` : ''}:\n${tableText(first)}`;
};
