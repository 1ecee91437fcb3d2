// What became of a request: a specification that the checker accepts, questions, or nothing that can be run.
import type {
  Catalog,
  ClarificationNeeded,
  Diagnostic,
  Question,
  RunRequested,
  TransformSpec,
  Usage,
} from '../../contracts/generated/types.ts';
import { check, type Plan } from '../transform/index.ts';

export type Reading = { readonly usage: Usage } & (
  | { readonly is: 'sound'; readonly spec: TransformSpec; readonly plan: Plan; readonly author: string }
  | { readonly is: 'unsound'; readonly problems: readonly Diagnostic[] }
  | { readonly is: 'questions'; readonly questions: readonly Question[]; readonly because: ClarificationNeeded['because'] }
  | { readonly is: 'refused'; readonly message: string }
);

export const noUsage: Usage = { model: 'none', calls: 0, inputTokens: 0, outputTokens: 0, usd: 0 };

export const sum = (a: Usage, b: Usage): Usage => ({
  model: b.model,
  calls: a.calls + b.calls,
  inputTokens: a.inputTokens + b.inputTokens,
  outputTokens: a.outputTokens + b.outputTokens,
  usd: a.usd + b.usd,
});

/** The spec with what the request fixes: its target and write mode win over whatever was written. */
export const asRequested = (spec: TransformSpec, { target, writeMode }: RunRequested): TransformSpec => ({
  ...spec,
  target: { ...spec.target, table: target ?? spec.target.table, mode: writeMode ?? spec.target.mode },
});

/** Reads a spec as the request wants it: sound with its plan, or unsound with all problems. */
export const checkedReading = (written: TransformSpec, request: RunRequested, catalog: Catalog, author: string, usage: Usage): Reading => {
  const spec = asRequested(written, request);
  const checked = check(spec, catalog);
  if (checked.is === 'unsound') return { is: 'unsound', problems: checked.diagnostics, usage };
  return { is: 'sound', spec, plan: checked.plan, author, usage };
};
