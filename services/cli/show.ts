// What a person sees of a run: plain text, no colours where nobody asked for them.
import type { RunView, VerdictReport } from '../../contracts/generated/types.ts';
import type { AnyEvent } from '../../events/catalog.ts';

/** `+ 0.31 s  source-profiler     SourcesProfiled   7 tables`. `after` in milliseconds since the request. */
export const factLine = (fact: AnyEvent, after: number): string =>
  `  + ${(after / 1000).toFixed(2).padStart(6)} s  ${fact.meta.producer.padEnd(16)} ${fact.name.padEnd(20)} ${gist(fact)}`.trimEnd();

/** The fact in a few words; no rows, no prompt. */
const gist = (fact: AnyEvent): string => {
  switch (fact.name) {
    case 'SourcesProfiled':
      return count(fact.data.tables, 'table');
    case 'SpecsGenerated':
      return `${count(fact.data.plan.length, 'sentence')}, ${count(fact.data.assumptions.length, 'assumption')}, by ${fact.data.author}`;
    case 'TestsWritten':
      return fact.data.count === 0 ? (fact.data.reason ?? 'none') : count(fact.data.count, 'assertion');
    case 'GlueStarted':
      return `attempt ${fact.meta.attempt}`;
    case 'GlueSucceeded':
      return `attempt ${fact.meta.attempt}, ${fact.data.seconds} s`;
    case 'GlueFailed':
      return `attempt ${fact.meta.attempt}, ${fact.data.class}: ${fact.data.message.split('\n')[0]}`;
    case 'ValidationPassed':
    case 'ValidationFailed':
      return fact.data.headline;
    case 'FixProposed':
      return `${fact.data.kind}, attempt ${fact.data.next}: ${fact.data.because}`;
    case 'TargetPublished':
      return `${fact.data.table}, ${count(fact.data.rows, 'row')}`;
    case 'RunFailed':
      return `${fact.data.code}: ${fact.data.message}`;
    case 'ClarificationNeeded':
      return count(fact.data.questions.length, 'question');
    case 'RunRequested':
    case 'RunCancelRequested':
    case 'RunCancelled':
    case 'SpecApproved':
    case 'SpecSettled':
      return '';
  }
};

export const planText = ({ plan, assumptions }: Pick<RunView, 'plan' | 'assumptions'>): string =>
  [
    'The plan:',
    ...plan.map((sentence, n) => `  ${n + 1}. ${sentence}`),
    ...(assumptions.length === 0 ? [] : ['It rests on:']),
    ...assumptions.flatMap(({ phrase, reading, alternatives }) => [
      `  “${phrase}” was read as: ${reading}`,
      ...alternatives.map((alternative) => `      or: ${alternative}`),
    ]),
  ].join('\n');

export const verdictText = (report: VerdictReport): string =>
  [
    `The verdict: ${report.headline}`,
    ...report.checks
      .filter(({ outcome }) => outcome !== 'not-applicable')
      .map(({ id, title, outcome, got }) => `  ${mark(outcome)} ${id.padEnd(3)} ${title}: ${got}`),
    ...report.assertions.map(({ quote, rule, onStaging }) => `  ${mark(onStaging)} “${quote}” → ${rule}`),
    ...(report.difference?.examples ?? [])
      .slice(0, 5)
      .map(({ class: kind, staging, oracle }) => `  ${kind}: job ${row(staging)}, oracle ${row(oracle)}`),
    'Not checked:',
    ...report.notChecked.map((gap) => `  – ${gap}`),
  ].join('\n');

const mark = (outcome: string): string => (outcome === 'pass' ? '✓' : outcome === 'unbound' ? '–' : '✗');
const row = (values: Record<string, string | null> | null): string => (values === null ? 'has no such row' : JSON.stringify(values));

export const questionsText = ({ questions }: Pick<RunView, 'questions'>): string =>
  [
    'It asks back:',
    ...questions.flatMap(({ question, options }) => [`  ? ${question}`, ...options.map((option) => `      – ${option}`)]),
  ].join('\n');

export const failureText = ({ code, message, diagnostics }: NonNullable<RunView['failure']>): string =>
  [
    `It failed (${code}): ${message}`,
    ...diagnostics.map(({ at, got, expected }) => `  ${at}: ${got}${expected.length === 0 ? '' : `; expected ${expected.join(' or ')}`}`),
  ].join('\n');

/** Rows as an aligned table; NULL as ∅. Numbers stand right. */
export const tableText = (rows: readonly Readonly<Record<string, string | null>>[]): string => {
  const [first] = rows;
  if (first === undefined) return '  (no rows)';
  const names = Object.keys(first);
  const cells = rows.map((values) => names.map((name) => values[name] ?? '∅'));
  const widths = names.map((name, n) => Math.max(name.length, ...cells.map((line) => line[n]?.length ?? 0)));
  const numeric = names.map((_, n) => cells.every((line) => /^(-?[\d.]+|∅)$/.test(line[n] ?? '')));
  const line = (values: readonly string[]) =>
    `  ${values.map((value, n) => (numeric[n] ? value.padStart(widths[n] ?? 0) : value.padEnd(widths[n] ?? 0))).join('  ')}`.trimEnd();
  return [line(names), line(widths.map((width) => '─'.repeat(width))), ...cells.map(line)].join('\n');
};

export const count = (n: number, thing: string): string => `${n} ${thing}${n === 1 ? '' : 's'}`;
