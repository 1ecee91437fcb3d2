// Expressions over the columns of a group that the checker must refuse.
import type { Step } from '../../contracts/generated/types.ts';
import { check } from '../../services/transform/index.ts';
import { catalogOf } from './case.ts';
import type { Group } from './grid.ts';
import { specOf, tableWith } from './grid-cases.ts';

/** Codes of its diagnostics; undefined when there are none. */
export const refusal = ({ columns, over }: Group, expr: string): string | undefined => {
  const table = tableWith('refused', ['line'], { line: 'integer!', ...columns }, []);
  const compute = [{ name: 'value', expr }];
  const step: Step =
    over === 'rows'
      ? { name: 'computed', do: 'select', columns: compute, others: 'drop' }
      : { name: 'computed', do: 'aggregate', by: [], compute };
  const result = check(specOf([step], { value: 'text' }, 'semantics.refused'), catalogOf([table]));
  return result.is === 'unsound' ? result.diagnostics.map(({ code }) => code).join(' ') : undefined;
};
