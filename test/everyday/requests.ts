// Everyday requests: the words, a few rows, the spec that a person wrote for them, and the rows that the words ask for. One file each.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { TransformSpec } from '../../contracts/generated/types.ts';
import type { Rows } from '../tpch/rows.ts';

export type Request = {
  readonly name: string;
  readonly words: string;
  /** SQL that makes the sources. */
  readonly tables: readonly string[];
  readonly spec: TransformSpec;
  /** Values as text, in the order of the target's columns; the rows in any order. */
  readonly expected: Rows;
};

export const requests = (): readonly Request[] =>
  readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      name: path.basename(file, '.json'),
      ...(JSON.parse(readFileSync(path.join(import.meta.dirname, file), 'utf8')) as Omit<Request, 'name'>),
    }));

/** How many steps each spec has, in ascending order. */
export const stepCounts = (all: readonly Request[]): readonly { readonly name: string; readonly steps: number }[] =>
  all.map(({ name, spec }) => ({ name, steps: spec.steps.length })).sort((a, b) => a.steps - b.steps);
