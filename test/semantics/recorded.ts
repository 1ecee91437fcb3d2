// What Spark gave, kept beside a hash of the code that it gave it for: the quick run needs no Spark, and notices changed code.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { renderPyspark } from '../../services/transform/index.ts';
import { inOrder } from './agree.ts';
import type { Case, Outcome } from './case.ts';
import { planOf } from './engines.ts';

export type Recorded = { readonly name: string; readonly code: string; readonly outcome: Outcome };
const file = path.join(import.meta.dirname, 'recorded.jsonl');

/** Of the code and of the rows that it reads. */
export const codeOf = (each: Case): string =>
  createHash('sha256')
    .update(renderPyspark(planOf(each)))
    .update(JSON.stringify(each.tables.map(({ rows }) => rows)))
    .digest('hex')
    .slice(0, 16);

/** By the name of the case. */
export const readRecorded = (): ReadonlyMap<string, Recorded> => {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return new Map(
    lines
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Recorded)
      .map((each) => [each.name, each]),
  );
};

/** One line per case and rows in one order, so that only what changed is seen as a change. */
export const writeRecorded = (all: readonly Recorded[]): void => {
  const lines = all.map(({ outcome, ...each }) => JSON.stringify({ ...each, outcome: ordered(outcome) }));
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
};

const ordered = (outcome: Outcome): Outcome => (outcome.is === 'rows' ? { ...outcome, rows: inOrder(outcome.rows) } : outcome);
