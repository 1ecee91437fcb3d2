// How a run ends whose specification the checker refuses: a fault of the specification, or a target that cannot be.
import type { Diagnostic, RunFailed } from '../../contracts/generated/types.ts';

export const unsoundEnd = (problems: readonly Diagnostic[]): RunFailed => {
  const refused = isTargetRefusal(problems);
  const what = refused ? 'The target cannot be published' : 'The specification cannot run';
  return {
    code: refused ? 'target-refused' : 'spec-invalid',
    message: `${what}: ${problems.map(({ message }) => message).join('; ')}`.slice(0, 4000),
    diagnostics: problems.slice(0, 100),
  };
};

/** Nothing is wrong but the target, and no other plan would change that. */
export const isTargetRefusal = (problems: readonly Diagnostic[]): boolean =>
  problems.length > 0 && problems.every(({ code }) => refusals.has(code));

const refusals = new Set(['target-is-source', 'target-not-writable', 'target-not-a-table']);
