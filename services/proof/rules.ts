// The catalogue of what every result must satisfy, and how a rule is judged: what could not be measured is an error, never a pass.
import { type Measured, trouble } from './compare.ts';
import { jobRules } from './job-rules.ts';
import { rowRules } from './row-rules.ts';
import type { Check, Finding, Rule } from './rule.ts';
import type { Subject } from './subject.ts';

export const rules: readonly Rule[] = [...jobRules, ...rowRules];

/** The catalogue for one subject; a rule that does not apply is kept and says so. */
export const checksOf = (subject: Subject): readonly Check[] =>
  rules.map((rule) => ({ id: rule.id, title: rule.title, judge: (measured) => judge(rule, subject, measured) }));

const judge = (rule: Rule, subject: Subject, measured: Measured): Finding => {
  if (!rule.applies(subject)) return { outcome: 'not-applicable', expected: '', got: '' };
  const why = trouble(measured, rule.needs);
  if (why !== undefined) return { outcome: 'error', expected: 'a measurement', got: why };
  const { holds, expected, got, told } = rule.judge(subject, measured);
  if (holds === 'unclear') return { outcome: 'error', expected, got };
  return { outcome: holds ? 'pass' : 'fail', expected, got, ...(told !== undefined && { told }), because: rule.breaks };
};
