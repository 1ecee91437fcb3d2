// What tests may ask of the local Glue endpoint: faults in the job, and in what Glue says of its end. It lives here only; the product has no such hook.

/** A fault inside one job run, between its last write and the seal unless it says otherwise. `column` is a column of the result; left out, the last that fits. */
export type JobFault =
  | { readonly is: 'lost-row' | 'doubled-row' | 'truncated' }
  | { readonly is: 'changed-cell' | 'swapped-cells' | 'float-cell'; readonly column?: string }
  /** A writer whose row is in, and whose transaction is still open at the seal; it commits after so many milliseconds. */
  | { readonly is: 'straggler'; readonly milliseconds: number }
  /** The JVM is killed so many milliseconds after the write began. */
  | { readonly is: 'killed-spark'; readonly milliseconds: number }
  /** The write begins so many milliseconds late. */
  | { readonly is: 'slow-write'; readonly milliseconds: number }
  /** Spark's readers do not join the snapshot. */
  | { readonly is: 'no-snapshot' }
  /** Each partition is read up to so many milliseconds after its transaction began. */
  | { readonly is: 'paused-reads'; readonly milliseconds: number };

/** A fault in the event that Glue sends at the end; several may be given. */
export type EventFault =
  | { readonly is: 'silence' | 'twice' }
  | { readonly is: 'late'; readonly milliseconds: number }
  | { readonly is: 'lie'; readonly state: EndState };

export type EndState = 'SUCCEEDED' | 'FAILED' | 'TIMEOUT' | 'STOPPED';

export type StartedJob = {
  readonly jobRunId: string;
  readonly runId: string | undefined;
  readonly attempt: number | undefined;
};

export type Harness = {
  /** `faked`: no JVM; PostgreSQL answers in Spark's place, so that only the choreography is measured. */
  readonly spark?: 'real' | 'faked';
  /** Asked once for each job run, when it starts. */
  readonly faults?: (job: StartedJob) => { readonly job?: readonly JobFault[]; readonly event?: readonly EventFault[] } | undefined;
};
