// Made by contracts/generate.ts (npm run gen). Do not edit.

/**
 * A run: a ULID, so ids sort by the time the run was asked for.
 */
export type RunId = string
/**
 * Derived, never random: <runId>.<attempt>.<FactName>, with .<n> when one handling says the same fact more than once.
 */
export type EventId = string
/**
 * Number of the job start this belongs to, from 1; 0 before the first.
 */
export type Attempt = number
/**
 * Instant in UTC, ISO 8601 with milliseconds.
 */
export type Instant = string
/**
 * SHA-256 of the bytes, lower-case hexadecimal.
 */
export type Sha256 = string
/**
 * Table as schema.table, or table alone for the default schema; a part that is no plain identifier is written in double quotes, as in SQL.
 */
export type TableName = string
/**
 * Column name, exactly as PostgreSQL stores it.
 */
export type ColumnName = string
/**
 * Type of the spec language: boolean int bigint float double text date timestamp timestamptz uuid json bytes decimal(p,s), and arrays of boolean int bigint double text date timestamp decimal(p,s), as text[].
 */
export type Type = string
/**
 * Expression in the spec language (a closed dialect of SQL).
 */
export type Expr = string
/**
 * Why a run ended without a published table.
 */
export type RunOutcomeCode = ("spec-invalid" | "source-missing" | "source-unsupported" | "access-denied" | "data-invalid" | "target-refused" | "target-busy" | "superseded" | "engines-disagree" | "no-checks" | "unknown-settings" | "budget-exhausted" | "deadline-passed" | "restarts-exhausted" | "no-progress" | "capacity" | "model-unavailable" | "defect")
/**
 * What kind of trouble ended the job: data (overflow, a value the types cannot hold), access, capacity (worker lost, memory, timeout), code (a defect of ours), stopped (by hand), source-missing.
 */
export type JobFailureClass = ("data" | "access" | "capacity" | "code" | "stopped" | "source-missing")
/**
 * What decided a verdict that is not PASS.
 */
export type VerdictReason = ("staging-differs" | "law-broken" | "data" | "check-error" | "source-rewritten" | "unknown-settings" | "no-checks" | "empty-result" | "dispute")
/**
 * How the result meets an existing table.
 */
export type WriteMode = ("replace" | "append" | "merge")
/**
 * Somebody asked for a table. The only fact that a stranger may say, and then with data alone.
 */
export type RunRequested = (RunRequested1 & RunRequested2)
export type RunRequested1 = {
[k: string]: unknown
}
/**
 * One step; do says which.
 */
export type Step = (SelectStep | FilterStep | JoinStep | AggregateStep | WindowStep | DedupeStep | UnionStep | IntersectStep | ExceptStep | TopStep | PivotStep | UnpivotStep | UnnestStep | FillStep | SequenceStep | WalkStep)
/**
 * all, or the columns to keep.
 */
export type KeptColumns = ("all" | (ColumnName | {
column: ColumnName
/**
 * New name.
 */
as: ColumnName
})[])
/**
 * Columns made of both sides: the left value, and where it is NULL the right one; they stand before the kept ones.
 * 
 * @minItems 1
 * 
 * Items: A column made of both sides.
 */
export type CoalescedColumns = {
/**
 * Column of the left side.
 */
left: ColumnName
/**
 * Column of the right side.
 */
right: ColumnName
/**
 * Name of the column.
 */
as: ColumnName
}[]
/**
 * One change; op says which.
 */
export type SpecChange = (ReplaceChange | AddChange | InsertChange | RemoveChange | MoveChange)
/**
 * The changes, applied in order.
 * 
 * @minItems 1
 * @maxItems 50
 */
export type SpecPatch = SpecChange[]
/**
 * Cases beside a spec: rows of its source tables, and the rows of the target that must come out of them.
 * 
 * @minItems 1
 * @maxItems 1000
 * 
 * Items: A case.
 */
export type SpecTests = {
/**
 * What the case shows, as a sentence.
 */
name: string
/**
 * Source tables by name, as schema.table; a table that is left out has no rows.
 */
tables: {
/**
 * Rows of a table.
 */
[k: string]: {
/**
 * Columns in the order in which rows list their values; those of the table when left out.
 */
columns?: ColumnName[]
/**
 * Rows.
 * 
 * Items: A row.
 */
rows: (unknown[] | {
/**
 * A value: numbers, decimals and times also as text, null for NULL; for json and arrays a document or a list.
 */
[k: string]: unknown
})[]
}
}
/**
 * Values of parameters for this case, as text; those left out have the value of the spec.
 */
parameters?: {
/**
 * Text of the value, null for NULL.
 */
[k: string]: string | null
}
/**
 * What must come out: rows in any order, or an end of the job.
 */
expect: ((unknown[] | {
/**
 * A value: numbers, decimals and times also as text, null for NULL; for json and arrays a document or a list.
 */
[k: string]: unknown
})[] | {
/**
 * Words of the reason, in any case of letters.
 */
raises: string
})
}[]
/**
 * One assertion; rule says which.
 */
export type Assertion = (RowCountAssertion | UniqueAssertion | NotNullAssertion | BoundAssertion | PresentAssertion)
/**
 * Body of POST /start and POST /runs.
 */
export type StartRequest = (StartRequest1 & StartRequest2)
export type StartRequest1 = {
[k: string]: unknown
}

/**
 * One thing that is wrong with a document.
 */
export interface Diagnostic {
/**
 * What is wrong, kebab case.
 */
code: string
/**
 * Where: path in the document, with #start-end for characters inside an expression.
 */
at: string
/**
 * What stands there.
 */
got: string
/**
 * What would be right, most likely first.
 * 
 * Items: What would be right.
 */
expected: string[]
/**
 * The same for a person, in a sentence.
 */
message: string
}
/**
 * An artifact: where it lies and what its bytes must hash to. Readers verify the hash.
 */
export interface S3Ref {
/**
 * Address of the object.
 */
uri: string
sha256: Sha256
}
/**
 * What the model calls of one step cost.
 */
export interface Usage {
/**
 * Who answered: a model id, or planner for the built-in reader of prompts.
 */
model: string
/**
 * Calls made, repair turns included.
 */
calls: number
/**
 * Tokens sent.
 */
inputTokens: number
/**
 * Tokens received.
 */
outputTokens: number
/**
 * Price of the calls in US dollars, by the price list in use.
 */
usd: number
}
/**
 * Something to ask back.
 */
export interface Question {
/**
 * Words of the prompt that the question is about; empty when it is about all of it.
 */
phrase: string
/**
 * The question, as a person would ask it.
 */
question: string
/**
 * Answers that would settle it, best guess first; empty when it is open.
 * 
 * Items: A possible answer.
 */
options: string[]
}
/**
 * One way in which a document is not as expected.
 */
export interface Difference {
/**
 * JSON path in the document.
 */
path: string
/**
 * Value found.
 */
was: string
/**
 * What would have been right.
 */
expected: string
}
/**
 * What the run may spend; what is left out takes its default.
 */
export interface Budget {
/**
 * Repairs of the spec that may be tried.
 */
remediations?: number
/**
 * Restarts with the same spec that may be tried.
 */
restarts?: number
/**
 * US dollars that model calls and Glue may cost together.
 */
usd?: number
/**
 * Seconds from the request to the latest end.
 */
deadlineSeconds?: number
}
/**
 * A table that nobody writes any more, as it was when sealed.
 */
export interface SealedRelation {
/**
 * Schema.
 */
schema: string
/**
 * Relation name after the seal.
 */
name: string
/**
 * Object id of the relation.
 */
oid: number
/**
 * File node: changes when the table is rewritten or truncated.
 */
filenode: number
/**
 * Rows counted under the seal.
 */
rows: number
/**
 * Size on disk in bytes.
 */
bytes: number
}
/**
 * Who said the fact, in which run, because of what.
 */
export interface Meta {
eventId: EventId
runId: RunId
attempt: Attempt
/**
 * The run this belongs to across continuations: the first run of the chain.
 */
correlationId: string
/**
 * Id of the event that was being handled when this fact was said.
 */
causationId: string
/**
 * Handlings since the request; the shell refuses to go on above its limit.
 */
hop: number
/**
 * When the fact was recorded.
 */
occurredAt: Instant
/**
 * Agent that said it.
 */
producer: string
}
/**
 * The run ended with questions; a new run that continues it answers them.
 */
export interface ClarificationNeeded {
/**
 * What to answer.
 * 
 * @minItems 1
 */
questions: Question[]
/**
 * What led to the questions.
 */
because: ("nothing-asked" | "no-reading" | "ambiguous" | "dispute" | "data")
/**
 * Document that shows the doubt.
 */
evidence?: S3Ref
usage?: Usage
}
/**
 * A cure for a failed attempt: the next attempt and the spec it runs.
 */
export interface FixProposed {
/**
 * The attempt to start.
 */
next: Attempt
/**
 * restart: the same spec again; patch: a changed spec.
 */
kind: ("restart" | "patch")
/**
 * TransformSpec document to run.
 */
spec: S3Ref
/**
 * Catalog it was checked against.
 */
catalog: S3Ref
/**
 * What failed.
 */
because: string
usage?: Usage
}
/**
 * The job run of this attempt ended badly.
 */
export interface GlueFailed {
/**
 * Id of the job run.
 */
jobRunId: string
class: JobFailureClass
/**
 * What Glue or the runner said.
 */
message: string
/**
 * JobReport document, when the runner could write one.
 */
report?: S3Ref
/**
 * Execution time that Glue bills, in seconds.
 */
seconds: number
/**
 * Price of the job run in US dollars.
 */
usd: number
}
/**
 * A job run was started for this attempt.
 */
export interface GlueStarted {
/**
 * Id that Glue gave.
 */
jobRunId: string
/**
 * JobManifest document.
 */
manifest: S3Ref
/**
 * The compiled PySpark.
 */
code: S3Ref
/**
 * The compiled oracle query.
 */
oracle: S3Ref
/**
 * TransformSpec document.
 */
spec: S3Ref
}
/**
 * The claimed job run of this attempt ended well and its tables are sealed.
 */
export interface GlueSucceeded {
/**
 * Id of the job run.
 */
jobRunId: string
/**
 * JobReport document.
 */
report: S3Ref
/**
 * Execution time that Glue bills, in seconds.
 */
seconds: number
/**
 * Price of the job run in US dollars.
 */
usd: number
}
/**
 * Somebody wants the run stopped.
 */
export interface RunCancelRequested {
/**
 * Who asked.
 */
by: string
/**
 * Why.
 */
reason?: string
}
/**
 * The run was stopped before anything was published.
 */
export interface RunCancelled {
/**
 * Job runs that were stopped.
 * 
 * Items: Job run id.
 */
stopped: string[]
}
/**
 * The run ended without a table; the reason and what to do are said.
 */
export interface RunFailed {
code: RunOutcomeCode
/**
 * What happened and what would help, for a person.
 */
message: string
/**
 * What is wrong with the specification.
 * 
 * @maxItems 100
 */
diagnostics?: Diagnostic[]
/**
 * Document that shows it.
 */
evidence?: S3Ref
usage?: Usage
}
export interface RunRequested2 {
/**
 * The table that is wanted, in plain words.
 */
prompt?: string
/**
 * An own specification (TransformSpec) instead of a prompt; checked by specs-generator, so that a wrong one is answered, not refused.
 */
spec?: {

}
/**
 * Tables that may be read; all readable tables when left out.
 * 
 * @minItems 1
 * @maxItems 200
 */
sources?: TableName[]
/**
 * Table to publish; named by the reader of the prompt when left out. Naming an existing table allows to replace it.
 */
target?: TableName
writeMode?: WriteMode
/**
 * Run whose questions this one answers.
 */
continues?: RunId
/**
 * When to ask back instead of going on with a stated assumption.
 */
ask?: ("never" | "material" | "always")
/**
 * Wait for an approval of the spec before the job.
 */
review?: boolean
budget?: Budget
/**
 * Two requests with one key are one run.
 */
idempotencyKey?: string
/**
 * An empty result may pass.
 */
allowEmpty?: boolean
/**
 * Triggers of the target, and foreign keys that cascade from it, may fire; without it such a target is refused where its rows would be written.
 */
mayFire?: boolean
}
/**
 * Names, types, keys and statistics of the sources, and the state of the target, are known.
 */
export interface SourcesProfiled {
/**
 * Catalog document.
 */
catalog: S3Ref
/**
 * Tables in it.
 */
tables: number
}
/**
 * A person approved the specification under review.
 */
export interface SpecApproved {
/**
 * TransformSpec document as approved.
 */
spec: S3Ref
/**
 * Who approved.
 */
by: string
}
/**
 * Every reading with a material consequence was priced and settled.
 */
export interface SpecSettled {
/**
 * TransformSpec document with the readings that hold.
 */
spec: S3Ref
/**
 * Alternatives that were executed.
 */
priced: number
}
/**
 * A checked specification stands.
 */
export interface SpecsGenerated {
/**
 * TransformSpec document, checked against the catalog.
 */
spec: S3Ref
/**
 * Catalog it was checked against.
 */
catalog: S3Ref
/**
 * Who wrote it: a model id, planner, or user.
 */
author: string
/**
 * The plan in plain sentences, one per step.
 * 
 * Items: One step as a sentence.
 */
plan: string[]
/**
 * Guesses the plan rests on.
 * 
 * Items: A guess and its alternatives.
 */
assumptions: {
/**
 * Words of the prompt.
 */
phrase: string
/**
 * How they were read.
 */
reading: string
/**
 * Other readings.
 * 
 * Items: Another reading.
 */
alternatives: string[]
}[]
/**
 * Table to be published.
 */
target: TableName
usage: Usage
}
/**
 * The proved rows are the target table.
 */
export interface TargetPublished {
table: TableName
/**
 * Rows published.
 */
rows: number
/**
 * VerdictReport document it rests on.
 */
verdict: S3Ref
/**
 * Relation that keeps the version before, or what of it was changed, as schema.table; null when there was none, or nothing of it was.
 */
previous: (string | null)
/**
 * Commit time of the publication.
 */
publishedAt: Instant
}
/**
 * Assertions from the prompt and the catalog alone are fixed; an empty set has its reason.
 */
export interface TestsWritten {
/**
 * TestSet document.
 */
tests: S3Ref
/**
 * Assertions in it.
 */
count: number
/**
 * Why there are none.
 */
reason?: string
usage: Usage
}
/**
 * The verdict on this attempt is anything but PASS.
 */
export interface ValidationFailed {
/**
 * VerdictReport document.
 */
verdict: S3Ref
/**
 * The verdict.
 */
outcome: ("FAIL" | "ERROR" | "INCONCLUSIVE" | "DISPUTE")
because: VerdictReason
/**
 * The verdict in one line.
 */
headline: string
/**
 * Hash of the result; the same twice means that a restart changed nothing.
 */
fingerprint: Sha256
}
/**
 * The verdict on this attempt is PASS.
 */
export interface ValidationPassed {
/**
 * VerdictReport document.
 */
verdict: S3Ref
/**
 * The verdict in one line, with its level.
 */
headline: string
/**
 * Rows proved.
 */
rows: number
}
/**
 * Source tables as they are, and what hangs on the target.
 */
export interface Catalog {
takenAt: Instant
/**
 * Version of the PostgreSQL server.
 */
server: string
/**
 * Schema of tables that are named without one.
 */
defaultSchema: string
/**
 * Schema of a target that is named without one.
 */
targetSchema: string
/**
 * Readable source tables.
 * 
 * Items: A table.
 */
tables: {
/**
 * Schema.
 */
schema: string
/**
 * Table.
 */
name: string
/**
 * What it is.
 */
kind: ("table" | "partitioned" | "view" | "materialized-view" | "foreign")
/**
 * Estimated rows; -1 when never analysed.
 */
rows: number
/**
 * Size on disk in bytes.
 */
bytes: number
/**
 * Comment; untrusted text.
 */
comment?: string
/**
 * Columns in order.
 * 
 * Items: A column.
 */
columns: {
name: ColumnName
/**
 * Type in the spec language; null when the column cannot be read.
 */
type: (Type | null)
/**
 * Type as PostgreSQL prints it.
 */
sourceType: string
/**
 * Why it cannot be read, or what reading it changes.
 */
advice?: string
/**
 * Whether NULL may occur.
 */
nullable: boolean
/**
 * Comment on the column; untrusted text.
 */
comment?: string
/**
 * From pg_stats of the last ANALYZE.
 */
statistics?: {
/**
 * Share of NULLs, 0 to 1.
 */
nullFraction: number
/**
 * Distinct values; a negative number is the share of the rows.
 */
distinct: number
/**
 * Smallest value seen, masked for text.
 */
low?: string
/**
 * Largest value seen, masked for text.
 */
high?: string
/**
 * Frequent values.
 * 
 * Items: Value, masked unless short and frequent.
 */
common?: string[]
}
}[]
/**
 * Primary key; empty when there is none.
 */
primaryKey: ColumnName[]
/**
 * Further unique keys over NOT NULL or nullable columns.
 */
uniqueKeys: ColumnName[][]
/**
 * Foreign keys.
 * 
 * Items: A foreign key.
 */
foreignKeys: {
/**
 * Own columns.
 */
columns: ColumnName[]
/**
 * Referenced table, with schema.
 */
table: TableName
/**
 * Referenced columns.
 */
references: ColumnName[]
}[]
}[]
/**
 * State of the target that the request names; null when it names none.
 */
target: ({
/**
 * Schema.
 */
schema: string
/**
 * Table.
 */
name: string
/**
 * Whether it is there.
 */
exists: boolean
/**
 * Whether DataMorph published what is there.
 */
published: boolean
/**
 * Whether it is an ordinary table.
 */
isTable: boolean
/**
 * Whether its schema is one that may be written.
 */
writable: boolean
/**
 * What depends on it.
 * 
 * Items: Something that would break, or be lost, if the table were swapped.
 */
dependents: {
/**
 * What it is.
 */
kind: ("view" | "foreign-key" | "trigger" | "policy" | "publication" | "inheritance" | "rule" | "partition" | "function" | "index" | "constraint" | "default" | "identity" | "statistics" | "storage")
/**
 * Its name.
 */
name: string
}[]
/**
 * Access rights to carry over.
 * 
 * Items: Access right as PostgreSQL prints it.
 */
grants: string[]
/**
 * Its number in the system catalog: another table by its name is another target.
 */
relation?: string
/**
 * Its columns, in order.
 * 
 * Items: A column of it.
 */
columns?: {
name: ColumnName
/**
 * Type as PostgreSQL prints it.
 */
type: string
/**
 * Whether NULL may occur.
 */
nullable: boolean
/**
 * What stands there when a row brings no value: nothing (NULL), a default, or always what PostgreSQL makes.
 */
filled: ("nothing" | "default" | "always")
}[]
/**
 * Columns of its primary key; empty when it has none.
 */
primaryKey?: ColumnName[]
/**
 * Columns that are unique over all rows, checked row by row.
 */
keys?: ColumnName[][]
/**
 * What writing to its rows sets off, or is changed by.
 * 
 * Items: A trigger, a foreign key that cascades, a rule, or row level security.
 */
fires?: {
/**
 * What it is.
 */
kind: ("trigger" | "foreign-key" | "rule" | "policy")
/**
 * Its name.
 */
name: string
/**
 * Which statements set it off.
 * 
 * Items: A statement.
 */
on: ("insert" | "update" | "delete")[]
/**
 * For a foreign key: columns of the target that it points at; an update of others does not cascade.
 */
columns?: ColumnName[]
}[]
/**
 * Foreign keys of other tables that point at it.
 * 
 * Items: Its name, and its table.
 */
referenced?: string[]
/**
 * Parts of the rows that runs have appended, and that still stand.
 * 
 * Items: From the first value up to, and without, the second.
 */
intervals?: {
/**
 * Run that brought it.
 */
runId: string
column: ColumnName
/**
 * First value.
 */
from: string
/**
 * First value beyond.
 */
to: string
}[]
} | null)
}
/**
 * Everything the runner needs for one attempt; it refuses whatever does not match the hashes.
 */
export interface JobManifest {
runId: RunId
attempt: Attempt
/**
 * transform.py: the compiled PySpark, def transform(spark, sources).
 */
transform: S3Ref
/**
 * oracle.sql: one SELECT that PostgreSQL answers.
 */
oracle: S3Ref
/**
 * Tables to read.
 * 
 * @minItems 1
 * 
 * Items: A table to read.
 */
sources: {
/**
 * Name that the transform uses.
 */
name: string
/**
 * Schema.
 */
schema: string
/**
 * Table.
 */
table: string
/**
 * Needed columns, in order.
 * 
 * Items: A column to read.
 */
columns: {
name: ColumnName
type: Type
/**
 * SQL expression by which the column is read: brings the source type to the type of the language.
 */
read: string
}[]
/**
 * Key range to read side by side; null to read in one piece.
 */
partition: ({
/**
 * Integer column.
 */
column: ColumnName
/**
 * Smallest value.
 */
lower: string
/**
 * Largest value.
 */
upper: string
/**
 * Pieces.
 */
count: number
} | null)
}[]
/**
 * The tables that the job makes.
 */
staging: {
/**
 * Schema of staging and oracle.
 */
schema: string
/**
 * Name while the job writes.
 */
writing: string
/**
 * Name after the seal.
 */
sealed: string
/**
 * Oracle table while it is made.
 */
oracleWriting: string
/**
 * Oracle table after the seal.
 */
oracleSealed: string
/**
 * Columns in order.
 * 
 * @minItems 1
 * 
 * Items: A column.
 */
columns: {
name: ColumnName
/**
 * PostgreSQL type of the column, as in CREATE TABLE.
 */
type: string
/**
 * Whether NULL may occur.
 */
nullable: boolean
}[]
}
/**
 * Promises to check when the job runs.
 * 
 * Items: A promise of the spec that the runner checks.
 */
checks: {
/**
 * Step.
 */
join: string
/**
 * Right rows that a left row of a join may meet; depth: no row of a walk lies deeper than allowed, and none on its own way.
 */
expect: ("one" | "at-most-one" | "depth")
/**
 * One SELECT of one number: how often the promise is broken, on the snapshot.
 */
sql: string
}[]
/**
 * What is counted because computing it may fail on some value; left out when nothing may.
 */
census?: {
/**
 * One SELECT on the snapshot: a row per failure with its number from 0, how often it happened, and the keys of up to five rows as a JSON array of objects.
 */
sql: string
/**
 * What may fail, in the order of their numbers.
 * 
 * @minItems 1
 * 
 * Items: An expression that may fail.
 */
failures: {
/**
 * Step that computes it.
 */
step: string
/**
 * The expression in words.
 */
expression: string
}[]
}
/**
 * Name of the secret that holds the database connection.
 */
secret: string
/**
 * After this the runner gives up.
 */
deadlineAt: Instant
/**
 * Spark settings that the runner pins and reads back.
 */
settings: {
/**
 * Value of the setting.
 */
[k: string]: string
}
}
/**
 * What the runner measured: both tables as sealed, the snapshot, the settings read back; or how it failed.
 */
export interface JobReport {
runId: RunId
attempt: Attempt
/**
 * Job run that held the claim.
 */
jobRunId: string
/**
 * How the job ended.
 */
outcome: ("succeeded" | "failed")
/**
 * Why it failed; null when it succeeded.
 */
failure: ({
class: JobFailureClass
/**
 * What was raised, without values of rows.
 */
message: string
/**
 * Part of the runner that failed.
 */
step: string
} | null)
/**
 * Exported snapshot that every reader joined.
 */
snapshot: (string | null)
/**
 * Sources.
 * 
 * Items: A source as it was read.
 */
sources: {
/**
 * Name in the spec.
 */
name: string
table: TableName
/**
 * Rows in the snapshot.
 */
rows: number
/**
 * File node before the snapshot.
 */
filenodeBefore: number
/**
 * File node after the last read.
 */
filenodeAfter: number
}[]
/**
 * Result of the job; null when it was not sealed.
 */
staging: (SealedRelation | null)
/**
 * Result of the oracle; null when it was not sealed.
 */
oracle: (SealedRelation | null)
/**
 * Promises of the spec as measured.
 * 
 * Items: A promise as measured.
 */
checks: {
/**
 * Step.
 */
join: string
/**
 * What the spec promised.
 */
expect: string
/**
 * Left rows that break it.
 */
violations: number
}[]
/**
 * Computations that may fail, as counted; left out when none may.
 * 
 * Items: A computation as counted.
 */
census?: {
/**
 * Step.
 */
step: string
/**
 * The expression in words.
 */
expression: string
/**
 * Rows on which it failed.
 */
violations: number
/**
 * Some of these rows, by their keys.
 * 
 * @maxItems 5
 * 
 * Items: Values of the key as text, null for NULL.
 */
examples: {
/**
 * Value of the column.
 */
[k: string]: string | null
}[]
}[]
/**
 * Settings as the session had them.
 */
settings: {
/**
 * Value of the setting.
 */
[k: string]: string
}
/**
 * spark, python, java, postgres, jdbc.
 */
versions: {
/**
 * Version.
 */
[k: string]: string
}
/**
 * Time per part: load, snapshot, read, transform, write, oracle, seal, total.
 */
milliseconds: {
/**
 * Milliseconds.
 */
[k: string]: number
}
}
/**
 * A run as the outside sees it.
 */
export interface RunView {
runId: RunId
/**
 * Where it stands.
 */
state: ("open" | "publishing" | "published" | "asked" | "failed" | "cancelled")
/**
 * The words, when there were any.
 */
prompt: (string | null)
requestedAt: Instant
deadlineAt: Instant
/**
 * When it ended; null while it runs.
 */
endedAt: (Instant | null)
/**
 * Facts in the order in which they were said.
 * 
 * Items: A step of the run.
 */
steps: {
/**
 * Fact that was said.
 */
fact: string
/**
 * Agent that said it.
 */
by: string
at: Instant
/**
 * Since the fact that caused it.
 */
milliseconds: number
attempt: Attempt
}[]
/**
 * The plan in plain sentences.
 * 
 * Items: A sentence.
 */
plan: string[]
/**
 * Guesses.
 * 
 * Items: A guess.
 */
assumptions: {
/**
 * Words of the prompt.
 */
phrase: string
/**
 * How they were read.
 */
reading: string
/**
 * Other readings.
 * 
 * Items: Another reading.
 */
alternatives: string[]
}[]
/**
 * The last verdict; null before.
 */
verdict: ({
/**
 * The verdict.
 */
outcome: string
/**
 * In one line.
 */
headline: string
report: S3Ref
} | null)
/**
 * What to answer.
 */
questions: Question[]
/**
 * Why it failed; null otherwise.
 */
failure: ({
code: RunOutcomeCode
/**
 * For a person.
 */
message: string
/**
 * What is wrong with the specification; empty when that is not why.
 */
diagnostics: Diagnostic[]
} | null)
/**
 * Table that is or will be published.
 */
target: (string | null)
/**
 * Rows published.
 */
rows: (number | null)
/**
 * Jobs started.
 */
attempts: number
/**
 * Repairs of the spec.
 */
remediations: number
/**
 * Restarts.
 */
restarts: number
/**
 * What it cost so far.
 */
spend: {
/**
 * US dollars.
 */
usd: number
/**
 * Model calls.
 */
modelCalls: number
/**
 * Tokens sent.
 */
inputTokens: number
/**
 * Tokens received.
 */
outputTokens: number
/**
 * Seconds of Glue.
 */
glueSeconds: number
}
/**
 * Where the documents and the code of the last attempt lie, by kind.
 */
artifacts: {
[k: string]: S3Ref
}
}
/**
 * What a writer of specifications answers: a specification, or questions.
 */
export interface SpecAnswer {
/**
 * spec when the words can be read, questions when not.
 */
kind: ("spec" | "questions")
/**
 * The specification; null with questions.
 */
spec: (TransformSpec | null)
/**
 * What to ask back; empty with a spec.
 */
questions: Question[]
}
/**
 * What the table is: sources, named steps, target, and the guesses it rests on.
 */
export interface TransformSpec {
/**
 * Tables that are read.
 * 
 * @minItems 1
 * @maxItems 50
 * 
 * Items: A source table and the name it has in the steps.
 */
sources: {
/**
 * Name that the steps use.
 */
name: string
table: TableName
}[]
/**
 * Values that expressions read by param(name); the run date among them when the words say today.
 * 
 * @maxItems 100
 * 
 * Items: A parameter.
 */
parameters?: {
/**
 * Name, as param(name) writes it.
 */
name: ColumnName
type: Type
/**
 * Its value as text, null for NULL.
 */
value: (string | null)
}[]
/**
 * Steps in order; the last one is what the target takes.
 * 
 * @maxItems 100
 */
steps: Step[]
/**
 * The table to publish.
 */
target: {
table: TableName
mode: WriteMode
/**
 * Columns that identify a row; may be empty for replace, and for append with a watermark.
 */
key: ColumnName[]
/**
 * Columns of the target, taken by name from the last step; other columns of that step are dropped.
 * 
 * @minItems 1
 * @maxItems 1600
 * 
 * Items: A column of the target.
 */
columns: {
name: ColumnName
type: Type
/**
 * Whether NULL may occur.
 */
nullable: boolean
/**
 * What the column means; becomes its comment in the database.
 */
comment?: string
}[]
/**
 * What the table means; becomes its comment in the database.
 */
comment?: string
/**
 * What no row may break: proved before it is published, and kept as constraints of the table.
 * 
 * @maxItems 50
 * 
 * Items: A condition over the target's columns; as in SQL, one that is NULL does not break it.
 */
checks?: {
/**
 * Name of the constraint.
 */
name: ColumnName
/**
 * Condition over the target's columns.
 */
expr: Expr
}[]
/**
 * For append: the part of the rows that this run brings, from the first value up to, and without, the second. No part is brought twice.
 */
watermark?: {
column: ColumnName
/**
 * First value that belongs to it, as text: 2025-03-01, 2025-03-01 10:30:00 or 1000.
 */
from: string
/**
 * First value that does not belong to it any more.
 */
to: string
}
/**
 * For merge: what happens to rows of the target whose key the result does not have. Left out: keep.
 */
vanished?: ("keep" | "delete")
}
/**
 * Guesses, each with the words it came from and its alternatives.
 */
assumptions: Assumption[]
}
/**
 * Rename, derive, cast or drop columns. Expressions see the input columns and the let entries, not each other.
 */
export interface SelectStep {
/**
 * Name of the step, unique in the spec; later steps may use it as input.
 */
name: string
/**
 * Rename, derive, cast or drop columns. Expressions see the input columns and the let entries, not each other.
 */
do: "select"
/**
 * Source or step to read; the step above when left out.
 */
input?: string
/**
 * Columns to compute; a name that the input has is replaced in place.
 */
columns: NamedExpr[]
/**
 * Whether the other input columns stay.
 */
others: ("keep" | "drop")
/**
 * Input columns to leave out when the others stay.
 */
drop?: ColumnName[]
/**
 * Intermediate values in order; each sees the input columns and the entries before it. They are no columns of the output.
 * 
 * @minItems 1
 */
let?: NamedExpr[]
}
/**
 * A column and how it is computed.
 */
export interface NamedExpr {
/**
 * Name of the new column.
 */
name: ColumnName
expr: Expr
}
/**
 * Keep the rows for which the condition is true (not NULL).
 */
export interface FilterStep {
/**
 * Name of the step, unique in the spec; later steps may use it as input.
 */
name: string
/**
 * Keep the rows for which the condition is true (not NULL).
 */
do: "filter"
/**
 * Source or step to read; the step above when left out.
 */
input?: string
where: Expr
}
/**
 * Combine two inputs on keys.
 */
export interface JoinStep {
/**
 * Name of the step, unique in the spec; later steps may use it as input.
 */
name: string
/**
 * Combine two inputs on keys.
 */
do: "join"
/**
 * Source or step on the left.
 */
left: string
/**
 * Source or step on the right.
 */
right: string
/**
 * Which rows stay: semi and anti keep left rows with or without a partner; asof keeps every left row, with the last right row that is not after it.
 */
kind: ("inner" | "left" | "right" | "full" | "semi" | "anti" | "cross" | "asof")
/**
 * Key pairs; may be empty for cross, for asof and where a condition stands.
 */
on: KeyPair[]
/**
 * Columns of the output; a name from both sides is an error. For semi and anti only the left side.
 * 
 * @minItems 1
 * 
 * Items: Columns to keep from one side.
 */
keep: {
/**
 * Side of the join.
 */
side: ("left" | "right")
columns: KeptColumns
}[]
/**
 * How many right rows a left row may meet; checked when the job runs.
 */
expect: ("one" | "at-most-one" | "many")
/**
 * Further condition that partners meet; columns are written left.name and right.name.
 */
condition?: Expr
asof?: Asof
coalesce?: CoalescedColumns
/**
 * New boolean column: whether the row has a partner on the other side.
 */
matched_as?: ColumnName
/**
 * Further lookups in order, each on the result so far; all columns so far stay.
 * 
 * @minItems 1
 * @maxItems 20
 */
lookups?: Lookup[]
}
/**
 * A pair of keys that must be equal; NULL never matches unless nulls says so.
 */
export interface KeyPair {
/**
 * Key of the left side: a column or an expression over it.
 */
left: Expr
/**
 * Key of the right side.
 */
right: Expr
/**
 * NULL on both sides is a match too.
 */
nulls?: "match"
}
/**
 * Times by which the last right row that is not after the left one is found, among those that match.
 */
export interface Asof {
/**
 * Time (or number) of the left row.
 */
left: Expr
/**
 * Time (or number) of the right row.
 */
right: Expr
}
/**
 * One more input joined to the result so far, which is its left side.
 */
export interface Lookup {
/**
 * Source or step to look into.
 */
right: string
/**
 * Which rows stay, as in a join.
 */
kind: ("inner" | "left" | "semi" | "anti" | "asof")
/**
 * Key pairs; may be empty for cross, for asof and where a condition stands.
 */
on: KeyPair[]
/**
 * Further condition that partners meet; columns are written left.name and right.name.
 */
condition?: Expr
asof?: Asof
/**
 * Columns of the right side to keep; an empty list for semi and anti.
 */
keep: KeptColumns
coalesce?: CoalescedColumns
/**
 * How many right rows a left row may meet; checked when the job runs.
 */
expect: ("one" | "at-most-one" | "many")
/**
 * New boolean column: whether the row has a partner.
 */
matched_as?: ColumnName
}
/**
 * One row per group. With no keys exactly one row.
 */
export interface AggregateStep {
/**
 * Name of the step, unique in the spec; later steps may use it as input.
 */
name: string
/**
 * One row per group. With no keys exactly one row.
 */
do: "aggregate"
/**
 * Source or step to read; the step above when left out.
 */
input?: string
/**
 * Group keys; NULL is a group.
 * 
 * Items: A key: an input column, or a named expression.
 */
by: (ColumnName | NamedExpr)[]
/**
 * Columns computed over the rows of a group: any expression over aggregates, keys and constants.
 */
compute: NamedExpr[]
/**
 * Levels of subtotals, each a list of keys out of by; keys that a level leaves out are NULL in its rows. Only these levels are given; by itself is a level only when it is listed.
 * 
 * @minItems 1
 * 
 * Items: A level.
 */
levels?: {
/**
 * What level_as says in the rows of this level.
 */
name: string
/**
 * Keys of the level; empty for the grand total.
 */
by: ColumnName[]
}[]
/**
 * New column with the name of the level, so that a key that is NULL and a subtotal are told apart; needed with levels.
 */
level_as?: ColumnName
}
/**
 * Add columns that look at other rows of the same partition: row numbers, previous values, running totals, shares.
 */
export interface WindowStep {
/**
 * Name of the step, unique in the spec; later steps may use it as input.
 */
name: string
/**
 * Add columns that look at other rows of the same partition: row numbers, previous values, running totals, shares.
 */
do: "window"
/**
 * Source or step to read; the step above when left out.
 */
input?: string
/**
 * Columns to add; all other columns stay.
 * 
 * @minItems 1
 * 
 * Items: A column over a window.
 */
compute: {
/**
 * Name of the new column.
 */
name: ColumnName
/**
 * Any expression over window functions, aggregates (both over this window), columns and constants: amount / sum(amount).
 */
expr: Expr
/**
 * Columns whose rows belong together; empty for all rows.
 */
partition: ColumnName[]
/**
 * Order within the partition; empty where none matters. Completed by the remaining columns where it decides.
 */
order: SortKey[]
/**
 * Rows that count; when left out all of the partition without an order, and from its first row to the current one with an order.
 */
frame?: Frame
}[]
}
/**
 * A sort key.
 */
export interface SortKey {
expr: Expr
/**
 * Sort direction.
 */
direction: ("asc" | "desc")
/**
 * Where NULLs go; last when left out.
 */
nulls?: ("first" | "last")
}
/**
 * Which rows around the current one count.
 */
export interface Frame {
/**
 * rows: so many rows before and after. range: rows whose sort key lies so far before and after (numbers in their own unit, dates in days, times in seconds); needs exactly one sort key.
 */
unit: ("rows" | "range")
/**
 * start, or the distance from the current row: -6 is six before, 0 the row itself.
 */
from: ("start" | number)
/**
 * end, or the distance from the current row.
 */
to: ("end" | number)
}
/**
 * Without keys: equal rows once. With keys: per key the first row by the order.
 */
export interface DedupeStep {
/**
 * Name of the step, unique in the spec; later steps may use it as input.
 */
name: string
/**
 * Without keys: equal rows once. With keys: per key the first row by the order.
 */
do: "dedupe"
/**
 * Source or step to read; the step above when left out.
 */
input?: string
/**
 * Columns of which each combination gives one row.
 * 
 * @minItems 1
 */
keys?: ColumnName[]
/**
 * Sort keys, most important first.
 * 
 * @minItems 1
 */
order?: SortKey[]
}
/**
 * Rows of all inputs; columns are matched by name, types widen.
 */
export interface UnionStep {
/**
 * Name of the step, unique in the spec; later steps may use it as input.
 */
name: string
/**
 * Rows of all inputs; columns are matched by name, types widen.
 */
do: "union"
/**
 * Sources and steps, in order.
 * 
 * @minItems 2
 * @maxItems 50
 * 
 * Items: A source or step.
 */
inputs: string[]
/**
 * all: every row as often as it occurs. distinct: equal rows once.
 */
rows: ("all" | "distinct")
/**
 * A column that an input does not have is NULL in its rows; when left out that is an error.
 */
missing?: "null"
}
/**
 * Rows that every input has; columns are matched by name, types widen, NULL equals NULL.
 */
export interface IntersectStep {
/**
 * Name of the step, unique in the spec; later steps may use it as input.
 */
name: string
/**
 * Rows that every input has; columns are matched by name, types widen, NULL equals NULL.
 */
do: "intersect"
/**
 * Sources and steps, in order.
 * 
 * @minItems 2
 * @maxItems 50
 * 
 * Items: A source or step.
 */
inputs: string[]
/**
 * all: every row as often as it occurs. distinct: equal rows once.
 */
rows: ("all" | "distinct")
}
/**
 * Rows of the first input that no other has; columns are matched by name, types widen, NULL equals NULL.
 */
export interface ExceptStep {
/**
 * Name of the step, unique in the spec; later steps may use it as input.
 */
name: string
/**
 * Rows of the first input that no other has; columns are matched by name, types widen, NULL equals NULL.
 */
do: "except"
/**
 * Sources and steps, in order.
 * 
 * @minItems 2
 * @maxItems 50
 * 
 * Items: A source or step.
 */
inputs: string[]
/**
 * all: every row as often as it occurs. distinct: equal rows once.
 */
rows: ("all" | "distinct")
}
/**
 * The first n rows by an order, of all rows or of each group.
 */
export interface TopStep {
/**
 * Name of the step, unique in the spec; later steps may use it as input.
 */
name: string
/**
 * The first n rows by an order, of all rows or of each group.
 */
do: "top"
/**
 * Source or step to read; the step above when left out.
 */
input?: string
/**
 * Rows to keep.
 */
n: number
/**
 * Sort keys, most important first.
 * 
 * @minItems 1
 */
order: SortKey[]
/**
 * Groups of which each gives its own first rows.
 * 
 * @minItems 1
 */
by?: ColumnName[]
/**
 * keep: rows equal to the last one stay too; break: exactly n rows, the order completed by the remaining columns.
 */
ties: ("keep" | "break")
/**
 * New column with the place of each row, from 1: row number with ties broken, rank with ties kept.
 */
rank_as?: ColumnName
}
/**
 * One column per value of a column: rows become columns.
 */
export interface PivotStep {
/**
 * Name of the step, unique in the spec; later steps may use it as input.
 */
name: string
/**
 * One column per value of a column: rows become columns.
 */
do: "pivot"
/**
 * Source or step to read; the step above when left out.
 */
input?: string
/**
 * Group keys: one row per combination.
 */
by: ColumnName[]
/**
 * Column whose values become columns.
 */
column: ColumnName
/**
 * Values, each with the name of its column; rows of other values are left out.
 * 
 * @minItems 1
 * @maxItems 500
 * 
 * Items: A value and its column.
 */
values: {
/**
 * The value: a text, a number, true or false, or null; dates as text.
 */
value: (string | number | boolean | null)
/**
 * Name of the column.
 */
as: ColumnName
}[]
/**
 * What stands in the new columns: an expression over aggregates.
 */
compute: Expr
/**
 * What stands where a group has no row of the value: a constant; when left out, what the aggregate gives for no rows.
 */
empty?: Expr
}
/**
 * One row per column: columns become rows.
 */
export interface UnpivotStep {
/**
 * Name of the step, unique in the spec; later steps may use it as input.
 */
name: string
/**
 * One row per column: columns become rows.
 */
do: "unpivot"
/**
 * Source or step to read; the step above when left out.
 */
input?: string
/**
 * Columns that become rows; their types widen.
 * 
 * @minItems 1
 * 
 * Items: A column and what its rows are called.
 */
columns: {
column: ColumnName
/**
 * Text in the column name_as.
 */
label: string
}[]
/**
 * Columns that are repeated in every row.
 */
keep: ColumnName[]
/**
 * New column with the label.
 */
name_as: ColumnName
/**
 * New column with the value.
 */
value_as: ColumnName
/**
 * Whether a value that is NULL gives a row.
 */
nulls: ("keep" | "drop")
}
/**
 * One row per element of an array or JSON array; the other columns are repeated.
 */
export interface UnnestStep {
/**
 * Name of the step, unique in the spec; later steps may use it as input.
 */
name: string
/**
 * One row per element of an array or JSON array; the other columns are repeated.
 */
do: "unnest"
/**
 * Source or step to read; the step above when left out.
 */
input?: string
/**
 * Column with the array; it is not in the output.
 */
column: ColumnName
/**
 * New column with the element; of a JSON array the element is JSON.
 */
as: ColumnName
/**
 * New column with the place of the element, from 1.
 */
position_as?: ColumnName
/**
 * keep: a row whose array is empty or NULL stays once, with NULL. drop: it is left out.
 */
empty: ("keep" | "drop")
}
/**
 * Put values where columns are NULL.
 */
export interface FillStep {
/**
 * Name of the step, unique in the spec; later steps may use it as input.
 */
name: string
/**
 * Put values where columns are NULL.
 */
do: "fill"
/**
 * Source or step to read; the step above when left out.
 */
input?: string
/**
 * Columns to fill.
 * 
 * @minItems 1
 * 
 * Items: A column and what fills it.
 */
columns: {
name: ColumnName
/**
 * value: a constant or an expression over the row. previous: the last value before that is not NULL, in the order of the step.
 */
with: ("value" | "previous")
/**
 * The value, for with value.
 */
value?: Expr
}[]
/**
 * Columns within whose rows previous looks back; all rows when left out.
 */
partition?: ColumnName[]
/**
 * Order in which previous looks back.
 * 
 * @minItems 1
 */
order?: SortKey[]
}
/**
 * A column of equally spaced dates, times or numbers, both ends included; reads no rows.
 */
export interface SequenceStep {
/**
 * Name of the step, unique in the spec; later steps may use it as input.
 */
name: string
/**
 * A column of equally spaced dates, times or numbers, both ends included; reads no rows.
 */
do: "sequence"
/**
 * Name of the column.
 */
column: ColumnName
/**
 * First value: a literal, a parameter, or value(step, column).
 */
from: Expr
/**
 * Last possible value; before from gives no rows.
 */
to: Expr
/**
 * How many units apart.
 */
every: number
/**
 * Unit of the distance; number for whole numbers. Months count from the first value: 31 January, 28 February, 31 March.
 */
unit: ("number" | "day" | "week" | "month" | "quarter" | "year" | "hour" | "minute")
}
/**
 * Follow a table of parents and children from start rows down or up: one row per start row and row reached, the start itself first.
 */
export interface WalkStep {
/**
 * Name of the step, unique in the spec; later steps may use it as input.
 */
name: string
/**
 * Follow a table of parents and children from start rows down or up: one row per start row and row reached, the start itself first.
 */
do: "walk"
/**
 * Source or step to read; the step above when left out.
 */
input?: string
/**
 * Column that identifies a row.
 */
id: ColumnName
/**
 * Column with the id of the parent.
 */
parent: ColumnName
/**
 * Condition for the rows to start from.
 */
start: Expr
/**
 * down: to children. up: to parents.
 */
direction: ("down" | "up")
/**
 * Columns of the start row to repeat in every row reached from it.
 * 
 * @minItems 1
 * 
 * Items: A column of the start row under a new name.
 */
carry?: {
column: ColumnName
as: ColumnName
}[]
/**
 * New column: how many steps away from the start row, 0 for itself.
 */
level_as: ColumnName
/**
 * New column: ids from the start row on, as text with / between.
 */
path_as?: ColumnName
/**
 * Greatest level; a row deeper than that, as in a cycle, fails the run.
 */
depth: number
}
/**
 * A guess.
 */
export interface Assumption {
/**
 * Words of the prompt it came from.
 */
phrase: string
/**
 * How the words were read, in plain words.
 */
reading: string
/**
 * Name of the stated convention that the reading follows.
 */
convention?: string
/**
 * Other readings.
 * 
 * Items: Another reading and the change of the spec that it needs.
 */
alternatives: {
/**
 * The other reading.
 */
reading: string
patch: SpecPatch
}[]
}
/**
 * Put another value in the place of what is there.
 */
export interface ReplaceChange {
/**
 * Put another value in the place of what is there.
 */
op: "replace"
/**
 * Address: / and the keys; an element of a list by its name, or by its position from 0 when it has none.
 */
at: string
/**
 * New value.
 */
value: unknown
}
/**
 * Add a property that is not there, or a list element after the one at the address.
 */
export interface AddChange {
/**
 * Add a property that is not there, or a list element after the one at the address.
 */
op: "add"
/**
 * Address of the new property, or of the list element that the new one follows; - instead of an element is the end of the list. Address: / and the keys; an element of a list by its name, or by its position from 0 when it has none.
 */
at: string
/**
 * New property or element.
 */
value: unknown
}
/**
 * Add a list element before the one at the address.
 */
export interface InsertChange {
/**
 * Add a list element before the one at the address.
 */
op: "insert"
/**
 * Address of the list element that the new one precedes. Address: / and the keys; an element of a list by its name, or by its position from 0 when it has none.
 */
at: string
/**
 * New element.
 */
value: unknown
}
/**
 * Take away a property or a list element.
 */
export interface RemoveChange {
/**
 * Take away a property or a list element.
 */
op: "remove"
/**
 * Address: / and the keys; an element of a list by its name, or by its position from 0 when it has none.
 */
at: string
}
/**
 * Put a list element in another place of the same list.
 */
export interface MoveChange {
/**
 * Put a list element in another place of the same list.
 */
op: "move"
/**
 * Address: / and the keys; an element of a list by its name, or by its position from 0 when it has none.
 */
at: string
/**
 * Name of the element that it then follows, or the position it has before the move when it has no name; - is the end, null the beginning.
 */
after: (string | null)
}
/**
 * Assertions on the result, written from prompt and catalog alone; each quotes its words.
 */
export interface TestSet {
/**
 * Who wrote them: a model id, or planner.
 */
author: string
/**
 * The assertions.
 * 
 * @maxItems 60
 */
assertions: Assertion[]
/**
 * Why there are none.
 */
reason?: string
}
/**
 * The number of rows stands in a relation to a number or to the rows of a source.
 */
export interface RowCountAssertion {
/**
 * The number of rows stands in a relation to a number or to the rows of a source.
 */
rule: "row-count"
/**
 * The words of the prompt that demand it.
 */
quote: string
/**
 * Relation of the rows of the result to the other side.
 */
compare: ("=" | "<=" | ">=")
/**
 * The other side.
 */
to: ({
/**
 * A number of rows.
 */
number: number
} | {
/**
 * Source table.
 */
rowsOf: TableName
})
}
/**
 * No two rows share these columns.
 */
export interface UniqueAssertion {
/**
 * No two rows share these columns.
 */
rule: "unique"
/**
 * The words of the prompt that demand it.
 */
quote: string
/**
 * Columns.
 * 
 * @minItems 1
 * 
 * Items: A column of the target, as the prompt names it: bound by lineage, then by name.
 */
columns: {
/**
 * Words of the prompt that name the column.
 */
words: string
/**
 * Name it most likely has in the target.
 */
name: ColumnName
/**
 * Source column it comes from.
 */
from?: {
table: TableName
column: ColumnName
}
/**
 * Aggregate it is made with.
 */
aggregate?: ("count" | "count-distinct" | "sum" | "avg" | "min" | "max")
}[]
}
/**
 * The column has no NULL.
 */
export interface NotNullAssertion {
/**
 * The column has no NULL.
 */
rule: "not-null"
/**
 * The words of the prompt that demand it.
 */
quote: string
/**
 * A column of the target, as the prompt names it: bound by lineage, then by name.
 */
column: {
/**
 * Words of the prompt that name the column.
 */
words: string
/**
 * Name it most likely has in the target.
 */
name: ColumnName
/**
 * Source column it comes from.
 */
from?: {
table: TableName
column: ColumnName
}
/**
 * Aggregate it is made with.
 */
aggregate?: ("count" | "count-distinct" | "sum" | "avg" | "min" | "max")
}
}
/**
 * Every value that is not NULL stands in the relation to the literal; NULL fails it.
 */
export interface BoundAssertion {
/**
 * Every value that is not NULL stands in the relation to the literal; NULL fails it.
 */
rule: "bound"
/**
 * The words of the prompt that demand it.
 */
quote: string
/**
 * A column of the target, as the prompt names it: bound by lineage, then by name.
 */
column: {
/**
 * Words of the prompt that name the column.
 */
words: string
/**
 * Name it most likely has in the target.
 */
name: ColumnName
/**
 * Source column it comes from.
 */
from?: {
table: TableName
column: ColumnName
}
/**
 * Aggregate it is made with.
 */
aggregate?: ("count" | "count-distinct" | "sum" | "avg" | "min" | "max")
}
/**
 * Relation.
 */
compare: ("=" | "<>" | "<" | "<=" | ">" | ">=")
/**
 * Literal, as written in the prompt without quotes.
 */
value: string
}
/**
 * The target has a column for this.
 */
export interface PresentAssertion {
/**
 * The target has a column for this.
 */
rule: "present"
/**
 * The words of the prompt that demand it.
 */
quote: string
/**
 * A column of the target, as the prompt names it: bound by lineage, then by name.
 */
column: {
/**
 * Words of the prompt that name the column.
 */
words: string
/**
 * Name it most likely has in the target.
 */
name: ColumnName
/**
 * Source column it comes from.
 */
from?: {
table: TableName
column: ColumnName
}
/**
 * Aggregate it is made with.
 */
aggregate?: ("count" | "count-distinct" | "sum" | "avg" | "min" | "max")
}
}
/**
 * The computed verdict with its evidence and with what was not checked.
 */
export interface VerdictReport {
runId: RunId
attempt: Attempt
/**
 * The verdict.
 */
outcome: ("PASS" | "FAIL" | "ERROR" | "INCONCLUSIVE" | "DISPUTE")
/**
 * What decided it; null on PASS.
 */
because: (VerdictReason | null)
/**
 * How much was compared: exact: all rows.
 */
level: ("exact" | "none")
/**
 * The verdict in one line.
 */
headline: string
/**
 * Rules that ran.
 * 
 * Items: A rule and how it came out.
 */
checks: {
/**
 * Rule of the catalogue (A1 … N4).
 */
id: string
/**
 * What it checks.
 */
title: string
/**
 * How it came out.
 */
outcome: ("pass" | "fail" | "error" | "not-applicable")
/**
 * Expected.
 */
expected: string
/**
 * Found.
 */
got: string
}[]
/**
 * How staging differs from the oracle; null when it does not, or was not compared.
 */
difference: ({
/**
 * Rows of the oracle that staging lacks.
 */
missing: number
/**
 * Rows of staging that the oracle lacks.
 */
extra: number
/**
 * Surplus copies of rows that both have.
 */
duplicated: number
/**
 * Rows with the same key and other values.
 */
modified: number
/**
 * Columns that differ, when rows can be paired by key.
 * 
 * Items: A column that differs.
 */
columns: {
name: ColumnName
/**
 * Rows in which it differs.
 */
rows: number
}[]
/**
 * Examples, at most 20.
 * 
 * @maxItems 20
 * 
 * Items: An example.
 */
examples: {
/**
 * Kind of difference.
 */
class: ("missing" | "extra" | "duplicated" | "modified")
/**
 * Row of staging.
 */
staging: ({
/**
 * Value as PostgreSQL prints it.
 */
[k: string]: string | null
} | null)
/**
 * Row of the oracle.
 */
oracle: ({
/**
 * Value as PostgreSQL prints it.
 */
[k: string]: string | null
} | null)
}[]
} | null)
/**
 * Assertions from the prompt.
 * 
 * Items: An assertion and its two outcomes.
 */
assertions: {
/**
 * Words of the prompt.
 */
quote: string
/**
 * The assertion in plain words.
 */
rule: string
/**
 * Outcome on staging.
 */
onStaging: ("pass" | "fail" | "error" | "unbound")
/**
 * Outcome on the oracle.
 */
onOracle: ("pass" | "fail" | "error" | "unbound")
}[]
/**
 * What was not checked.
 * 
 * Items: What was not checked, and why.
 */
notChecked: string[]
/**
 * Rows compared.
 */
rows: {
/**
 * Rows of staging.
 */
staging: number
/**
 * Rows of the oracle.
 */
oracle: number
}
/**
 * Staging relation that the verdict is about; null when there was none.
 */
sealed: (SealedRelation | null)
/**
 * Snapshot that job and oracle shared.
 */
snapshot: (string | null)
/**
 * Hash of the measured result.
 */
fingerprint: Sha256
/**
 * Whether the assertions came from another reader than the spec.
 */
secondReading: boolean
/**
 * Time the measurements took.
 */
milliseconds: number
}
/**
 * 4xx and 5xx.
 */
export interface ErrorReply {
/**
 * The request was not taken.
 */
status: "error"
/**
 * What is wrong, for a person.
 */
message: string
/**
 * All problems at once.
 * 
 * Items: A problem.
 */
problems?: {
/**
 * Place in the body.
 */
at: string
/**
 * What was expected there.
 */
expected: string
}[]
run_id?: RunId
}
/**
 * The service answers.
 */
export interface HealthReply {
/**
 * It answers.
 */
status: "healthy"
/**
 * Its name.
 */
service: "datamorph"
timestamp: Instant
/**
 * Version.
 */
version: string
}
/**
 * The log lines of a run.
 */
export interface LogsReply {
run_id: RunId
/**
 * Lines in order of time.
 * 
 * Items: A log line.
 */
logs: {
at: Instant
/**
 * Kind of line: the fact in kebab case.
 */
type: string
/**
 * In a few words.
 */
title: string
/**
 * In a sentence.
 */
description: string
attempt: Attempt
event_id: EventId
}[]
/**
 * Number of lines.
 */
log_count: number
/**
 * First line.
 */
created_at: (Instant | null)
/**
 * Last line.
 */
updated_at: (Instant | null)
}
/**
 * 202: the run is on its way.
 */
export interface StartReply {
/**
 * The request was taken.
 */
status: "accepted"
run_id: RunId
/**
 * Where the run can be read.
 */
url: string
/**
 * For a person.
 */
message: string
}
export interface StartRequest2 {
/**
 * The table that is wanted, in plain words.
 */
prompt?: string
/**
 * An own specification instead of a prompt.
 */
spec?: TransformSpec
/**
 * Tables that may be read; all readable tables when left out.
 * 
 * @minItems 1
 * @maxItems 200
 */
sources?: TableName[]
/**
 * Table to publish; named by the reader of the prompt when left out. Naming an existing table allows to replace it.
 */
target?: TableName
writeMode?: WriteMode
/**
 * Run whose questions this one answers.
 */
continues?: RunId
/**
 * When to ask back instead of going on with a stated assumption.
 */
ask?: ("never" | "material" | "always")
/**
 * Wait for an approval of the spec before the job.
 */
review?: boolean
budget?: Budget
/**
 * Two requests with one key are one run.
 */
idempotencyKey?: string
/**
 * An empty result may pass.
 */
allowEmpty?: boolean
/**
 * Triggers of the target, and foreign keys that cascade from it, may fire; without it such a target is refused where its rows would be written.
 */
mayFire?: boolean
}
/**
 * AWS Glue Job State Change on the default bus, as much of its detail as we rely on.
 */
export interface GlueJobStateChange {
/**
 * Name of the job.
 */
jobName: string
/**
 * INFO, WARN or ERROR.
 */
severity?: string
/**
 * State that the run ended in.
 */
state: ("SUCCEEDED" | "FAILED" | "TIMEOUT" | "STOPPED")
/**
 * Id of the job run.
 */
jobRunId: string
/**
 * Text of the end.
 */
message?: string
}

export interface EventData {
  ClarificationNeeded: ClarificationNeeded;
  FixProposed: FixProposed;
  GlueFailed: GlueFailed;
  GlueStarted: GlueStarted;
  GlueSucceeded: GlueSucceeded;
  RunCancelRequested: RunCancelRequested;
  RunCancelled: RunCancelled;
  RunFailed: RunFailed;
  RunRequested: RunRequested;
  SourcesProfiled: SourcesProfiled;
  SpecApproved: SpecApproved;
  SpecSettled: SpecSettled;
  SpecsGenerated: SpecsGenerated;
  TargetPublished: TargetPublished;
  TestsWritten: TestsWritten;
  ValidationFailed: ValidationFailed;
  ValidationPassed: ValidationPassed;
}

export interface Documents {
  Catalog: Catalog;
  JobManifest: JobManifest;
  JobReport: JobReport;
  RunView: RunView;
  SpecAnswer: SpecAnswer;
  SpecPatch: SpecPatch;
  SpecTests: SpecTests;
  TestSet: TestSet;
  TransformSpec: TransformSpec;
  VerdictReport: VerdictReport;
}
