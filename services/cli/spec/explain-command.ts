// spec explain: one sentence per step, where each column comes from, and what the spec takes for granted.
import type { Diagnostic, TransformSpec } from '../../../contracts/generated/types.ts';
import { lineage, type Plan, sentences } from '../../transform/index.ts';
import { tableText } from '../show.ts';
import type { Answer } from './answer.ts';
import { diagnosticText } from './diagnostic-text.ts';
import type { File } from './files.ts';

export const explainCommand = (spec: File<TransformSpec>, plan: Plan, notes: readonly Diagnostic[]): Answer => {
  const steps = sentences(plan).map((sentence, at) => `  ${at + 1}. ${sentence}`);
  const columns = Object.entries(lineage(plan)).map(([column, { from, aggregate }]) => ({
    column,
    type: plan.target.columns.find(({ name }) => name === column)?.type ?? '',
    how: aggregate ?? (from.length === 0 ? 'of no column' : ''),
    from: from.map(({ table, column: name }) => `${table}.${name}`).join(', '),
  }));
  const guesses = spec.content.assumptions.flatMap(({ phrase, reading, convention, alternatives }) => [
    `  “${phrase}” was read as: ${reading}${convention === undefined ? '' : ` (convention ${convention})`}`,
    ...alternatives.map((alternative) => `      or: ${alternative.reading}`),
  ]);
  const sections = [
    ['What it does:', ...steps],
    ['Where the columns come from:', tableText(columns)],
    ...(guesses.length === 0 ? [] : [['What it assumes:', ...guesses]]),
    ...(notes.length === 0 ? [] : [['What to know:', ...notes.map((note) => diagnosticText('note', note, spec))]]),
  ];
  return { code: 0, text: sections.map((lines) => lines.join('\n')).join('\n\n') };
};
