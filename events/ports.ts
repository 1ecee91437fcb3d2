// What agents may use. Each port has a fake for tests and a real one in services/adapters; both pass the same port tests. Time comes with the event.
import type {
  Catalog,
  Diagnostic,
  Documents,
  RunOutcomeCode,
  S3Ref,
  SealedRelation,
  SpecAnswer,
  TestSet,
  Usage,
  WriteMode,
} from '../contracts/generated/types.ts';
import type { EventOf } from './catalog.ts';
import type { Run } from './run.ts';

export type Ports = {
  readonly model: ModelPort;
  readonly artifacts: ArtifactsPort;
  readonly catalog: CatalogPort;
  readonly glue: GluePort;
  readonly warehouse: WarehousePort;
  readonly targets: TargetsPort;
  readonly runs: RunsPort;
  readonly log: LogPort;
};
export type PortName = keyof Ports;

/** What a model is asked for; a task's answer is one document of a fixed schema. */
export type Tasks = {
  'write-spec': { readonly input: SpecTask; readonly answer: SpecAnswer };
  'write-tests': { readonly input: TestTask; readonly answer: TestSet };
};
export type TaskName = keyof Tasks;

type SpecTask = {
  readonly prompt: string;
  readonly catalog: Catalog;
  /** Names that the request fixes. */
  readonly target?: string;
  readonly writeMode?: WriteMode;
  /** The answer before and what the checker found in it: the repair turn. */
  readonly previous?: { readonly answer: SpecAnswer; readonly problems: readonly Diagnostic[] };
};
type TestTask = { readonly prompt: string; readonly catalog: Catalog };

export interface ModelPort {
  /** One document, valid by its schema, and what it cost. Throws ModelRefused when the model gives none; throttling and outages throw anything else. */
  propose<Task extends TaskName>(
    task: Task,
    input: Tasks[Task]['input'],
    runId: string,
  ): Promise<{ readonly document: Tasks[Task]['answer']; readonly usage: Usage }>;
}

/** The model answered, but with nothing that can be used: asking again would not help. */
export class ModelRefused extends Error {
  override readonly name = 'ModelRefused';
  readonly stop: string;
  constructor(stop: string, message: string) {
    super(message);
    this.stop = stop;
  }
}

export type ArtifactScope = { readonly runId: string; readonly attempt: number };

export interface ArtifactsPort {
  /** Keys end in the sha256 of the bytes, so writing twice is writing once. */
  write<Kind extends keyof Documents>(kind: Kind, document: Documents[Kind], scope: ArtifactScope): Promise<S3Ref>;
  writeText(name: 'transform.py' | 'oracle.sql', text: string, scope: ArtifactScope): Promise<S3Ref>;
  /** Verifies the hash and the schema. */
  read<Kind extends keyof Documents>(kind: Kind, ref: S3Ref): Promise<Documents[Kind]>;
  /** Job run that claimed the attempt; undefined while none has. */
  claimOf(scope: ArtifactScope): Promise<string | undefined>;
  /** Report that a job run wrote; undefined when it died before. */
  reportOf(scope: ArtifactScope, jobRunId: string): Promise<S3Ref | undefined>;
}

export interface CatalogPort {
  /** Profiles the named sources (all readable tables when undefined) and the named target. Throws SourceTrouble for what a user can mend. */
  profile(request: { readonly sources?: readonly string[]; readonly target?: string; readonly now: string }): Promise<Catalog>;
}

/** A source that is not there, or may not be read. */
export class SourceTrouble extends Error {
  override readonly name = 'SourceTrouble';
  readonly code: RunOutcomeCode & ('source-missing' | 'access-denied' | 'source-unsupported');
  constructor(code: 'source-missing' | 'access-denied' | 'source-unsupported', message: string) {
    super(message);
    this.code = code;
  }
}

export type JobRunState =
  | 'STARTING'
  | 'RUNNING'
  | 'STOPPING'
  | 'STOPPED'
  | 'SUCCEEDED'
  | 'FAILED'
  | 'TIMEOUT'
  | 'ERROR'
  | 'WAITING'
  | 'EXPIRED';
export type JobRun = {
  readonly jobRunId: string;
  readonly state: JobRunState;
  /** From the arguments of the job run; undefined when it was not started by us. */
  readonly runId: string | undefined;
  readonly attempt: number | undefined;
  readonly message: string;
  /** Billed execution time. */
  readonly seconds: number;
  readonly usd: number;
};

export interface GluePort {
  /** Starts one job run; not idempotent, so the runner claims its attempt. Glue ends it after so many minutes. */
  start(job: { readonly runId: string; readonly attempt: number; readonly manifest: S3Ref; readonly minutes: number }): Promise<string>;
  jobRun(jobRunId: string): Promise<JobRun | undefined>;
}

/** A query over sealed relations and the system catalog; SQL comes from services/proof only. */
export type Query = { readonly name: string; readonly sql: string };
/** Values as PostgreSQL prints them. A query that fails does not stop the others. */
export type QueryResult = { readonly rows: readonly Readonly<Record<string, string | null>>[] } | { readonly error: string };

export interface WarehousePort {
  /** Runs all queries in one REPEATABLE READ READ ONLY transaction, within the time that is left of the proof's. Results by name of the query. `spentMs`: used before. */
  measure(queries: readonly Query[], spentMs?: number): Promise<Readonly<Record<string, QueryResult>>>;
}

export type Publication = {
  readonly runId: string;
  readonly attempt: number;
  readonly target: { readonly schema: string; readonly name: string };
  readonly mode: WriteMode;
  readonly key: readonly string[];
  readonly sealed: SealedRelation;
  /** Snapshot the rows were computed on, as text of pg_export_snapshot. */
  readonly snapshot: string;
  /** The request named this target, so a table that DataMorph did not publish may be replaced. */
  readonly named: boolean;
  /** Number of the table that the run looked at before its job; null: there was none; left out: it did not look. */
  readonly seen?: string | null;
  /** What a merge does with rows whose key is not among the new ones. Left out: keep. */
  readonly vanished?: 'keep' | 'delete';
  /** For append: the part of the rows that these are, with the condition, over the table's columns, that just they satisfy. */
  readonly interval?: { readonly column: string; readonly from: string; readonly to: string; readonly condition: string };
  /** Triggers of the target and foreign keys that cascade from it may fire. */
  readonly mayFire?: boolean;
  readonly comment?: string;
  readonly columnComments?: readonly { readonly column: string; readonly comment: string }[];
  /** Constraints that the table carries, as conditions over its columns. */
  readonly checks?: readonly { readonly name: string; readonly sql: string }[];
  readonly now: string;
};
/** `previous`: relation that keeps the version before, or what of it was changed; null when there was none, or nothing of it was. */
export type PublicationResult =
  | { readonly is: 'published'; readonly rows: number; readonly previous: string | null; readonly publishedAt: string }
  /** Nothing was changed, and trying again would not help. */
  | { readonly is: 'refused'; readonly code: 'target-refused' | 'superseded' | 'source-missing'; readonly message: string };

export interface TargetsPort {
  /** One transaction: either the target is the sealed relation, or nothing changed. A second call for the run is a no-op with the first result. Lock trouble throws. */
  publish(publication: Publication): Promise<PublicationResult>;
}

export type LogLine = {
  readonly at: string;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly attempt: number;
  readonly eventId: string;
};

export interface RunsPort {
  /** Records the request as a new run, or finds the run that this request already is (same id, or same idempotency key). `differs`: the key was used for another request.
   * A door that has yet to publish the request is recorded as its unpublished work. */
  open(requested: EventOf<'RunRequested'>, door?: 'api'): Promise<{ readonly run: Run; readonly is: 'opened' | 'known' | 'differs' }>;
  /** Consistent; undefined when there is no such run. */
  read(runId: string): Promise<Run | undefined>;
  logsOf(runId: string): Promise<readonly LogLine[]>;
  /** The fence before publishing: marks the run as publishing, or says that it has ended. */
  fence(runId: string, attempt: number, now: string): Promise<'publishing' | 'ended'>;
}

export interface LogPort {
  /** Idempotent by event id. */
  append(runId: string, line: LogLine): Promise<void>;
}
