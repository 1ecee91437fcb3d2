// What steps give, row by row, as the language says it: both engines must give exactly this.
import type { Step } from '../../../contracts/generated/types.ts';

export type StepCase = {
  readonly name: string;
  readonly sources: readonly string[];
  readonly steps: readonly Step[];
  /** Columns of the target with their types. */
  readonly gives: Readonly<Record<string, string>>;
  readonly rows: readonly (readonly (string | null)[])[];
};

type Gives = StepCase['gives'];
/** One row per line or per comma, columns between |, NULL is ∅. */
const table = (text: string): StepCase['rows'] =>
  text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.split('|').map((value) => (value === '∅' ? null : value)));

export const stepCase = (
  name: string,
  source: string,
  steps: Step | readonly Step[],
  gives: Gives,
  rows: string | StepCase['rows'],
): StepCase => ({
  name,
  sources: source.split(' '),
  steps: 'do' in steps ? [steps] : steps,
  gives,
  rows: typeof rows === 'string' ? table(rows) : rows,
});
