// A case over the awkward tables, and lists of expressions as text.
import type { Step, TransformSpec } from '../../../contracts/generated/types.ts';
import { awkward } from '../../services/transform/engine-cases.ts';
import { diagnosticsOf, specOf, targetOf } from '../../services/transform/fixture.ts';
import type { Case } from '../postgres.ts';

const t = { name: 't', table: 's.t' };
const r = { name: 'r', table: 's.r' };

/** Each column of the result is stored as what it is computed as: a wrong type makes the checker say the right one. */
export const caseOf = (name: string, steps: Step[], wanted: readonly string[], more: Partial<TransformSpec> = {}): Case => {
  const spec = (types: (at: number) => string): TransformSpec => ({
    ...specOf(steps, targetOf(Object.fromEntries(wanted.map((column, at) => [column, types(at)]))), [t, r]),
    ...more,
  });
  const own = new Map(
    diagnosticsOf(
      spec(() => 'bytes'),
      awkward,
    )
      .filter(({ code }) => code === 'target-type')
      .map(({ at, expected }) => [Number(at.split('/')[3]), expected[0] ?? 'bytes']),
  );
  return { name, spec: spec((at) => own.get(at) ?? 'bytes'), catalog: awkward };
};

/** One per line, or between semicolons. */
export const lines = (text: string): readonly string[] =>
  text
    .split(/\n|; /)
    .map((line) => line.trim())
    .filter((line) => line !== '');
