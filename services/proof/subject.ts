// What a proof is about: two sealed tables that should be equal, and what was promised about them.
import type { JobReport, SealedRelation, VerdictReport, WriteMode } from '../../contracts/generated/types.ts';

export type Column = {
  readonly name: string;
  /** Type of the spec language, as `decimal(10,2)`. */
  readonly type: string;
  readonly nullable: boolean;
  /** Set when addition order or rounding of doubles may show in the value; undefined when every digit is decided. */
  readonly float?: FloatBound;
};

/** Two right values a and b are at most 4 · terms · 2^-53 · max(|a|, |b|, magnitude) apart. */
export type FloatBound = {
  /** Most values that may be added up in one value of the column. */
  readonly terms: number;
  /** Size of the largest value that enters; 0 when unknown. */
  readonly magnitude: number;
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
  readonly report: JobReport;
  readonly allowEmpty: boolean;
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

/** Numbers are compared within their bound; what else a float leads to (text, a boolean) has no distance and is compared exactly. */
export const isBounded = (column: Column): column is Column & { readonly float: FloatBound } =>
  column.float !== undefined && /^(float|double|int|bigint|decimal\()/.test(column.type);

export const exactColumns = (subject: Subject): readonly Column[] => subject.columns.filter((column) => !isBounded(column));
export const boundedColumns = (subject: Subject): readonly (Column & { readonly float: FloatBound })[] => subject.columns.filter(isBounded);

/** Columns that pair a row of staging with one of the oracle; empty when nothing pairs them for sure. */
export const pairingKey = (subject: Subject): readonly Column[] => {
  const key = subject.key.map((name) => exactColumns(subject).find((column) => column.name === name));
  return key.every((column) => column !== undefined) ? key : [];
};
