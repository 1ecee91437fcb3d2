// What a proof is about: two sealed tables that should be equal, and what was promised about them.
import type { JobReport, SealedRelation, VerdictReport, WriteMode } from '../../contracts/generated/types.ts';

export type Column = {
  readonly name: string;
  /** Type of the spec language, as `decimal(10,2)`. */
  readonly type: string;
  readonly nullable: boolean;
  /** Set when the order of adding or the rounding of floats may show in the value; undefined when every digit is decided. */
  readonly float?: FloatBound;
};

export type FloatBound = {
  /** Column of the oracle that says, row by row, how far two right values may be apart; undefined: no farther than the last place of a double. */
  readonly bound: string | undefined;
};

export type Subject = {
  readonly runId: string;
  readonly attempt: number;
  /** As the job sealed them. */
  readonly staging: SealedRelation;
  readonly oracle: SealedRelation;
  /** As the manifest named them. */
  readonly names: { readonly schema: string; readonly staging: string; readonly oracle: string };
  readonly columns: readonly Column[];
  readonly key: readonly string[];
  readonly mode: WriteMode;
  /** What the target promises of each of its rows, and the condition, over its columns, that a row which breaks it satisfies. */
  readonly promises?: readonly { readonly said: string; readonly broken: string }[];
  readonly report: JobReport;
  readonly allowEmpty: boolean;
  /** Computations of the plan that may fail on some value, as the census must have counted them. */
  readonly fallible?: readonly { readonly step: string; readonly expression: string }[];
  /** Sources that are views, by their names. */
  readonly views: readonly string[];
};

export type Because =
  | 'staging-differs'
  | 'law-broken'
  | 'data'
  | 'check-error'
  | 'source-rewritten'
  | 'unknown-settings'
  | 'no-checks'
  | 'empty-result'
  | 'dispute';

export type Side = 'staging' | 'oracle';
export const sides = ['staging', 'oracle'] as const;
export type Difference = NonNullable<VerdictReport['difference']>;

/**
 * Floats are compared within their bound, and decimals that have one. What else is computed from floats (a count, a flag, a text, a date) either came
 * out the same or did not: it is compared exactly.
 */
const isBounded = (column: Column): column is Column & { readonly float: FloatBound } =>
  column.float !== undefined &&
  (/^(float|double)$/.test(column.type) || (/^decimal\(/.test(column.type) && column.float.bound !== undefined));

export const exactColumns = (subject: Subject): readonly Column[] => subject.columns.filter((column) => !isBounded(column));
export const boundedColumns = (subject: Subject): readonly (Column & { readonly float: FloatBound })[] => subject.columns.filter(isBounded);

/** Columns that pair a row of staging with one of the oracle; empty when nothing pairs them for sure. */
export const pairingKey = (subject: Subject): readonly Column[] => {
  const key = subject.key.map((name) => exactColumns(subject).find((column) => column.name === name));
  return key.every((column) => column !== undefined) ? key : [];
};
