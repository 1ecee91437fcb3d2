// Types of columns that the planner does not know by itself: the checker says them.
import type { TransformSpec } from '../../../contracts/generated/types.ts';
import { columnsOf } from '../../transform/index.ts';
import type { Flow } from './flow.ts';
import { type Scene, Unreadable } from './scene.ts';

/** Columns of the last step as the checker types them. */
export const typedColumns = (
  { input: { catalog } }: Scene,
  { sources, steps }: Flow,
  names: readonly string[],
): TransformSpec['target']['columns'] => {
  const typed = columnsOf({ sources, steps }, catalog);
  const last = steps.at(-1)?.name ?? sources[0]?.name ?? '';
  const columns = typed.is === 'sound' ? (typed.columns.get(last) ?? []) : [];
  return names.map((name) => {
    const column = columns.find((each) => each.name === name);
    const trouble = typed.is === 'sound' ? '' : (typed.diagnostics[0]?.message ?? '');
    if (column === undefined) throw new Unreadable('', `The column ${name} cannot be computed: ${trouble}. What should it hold?`);
    return { name, type: column.type, nullable: column.nullable };
  });
};
