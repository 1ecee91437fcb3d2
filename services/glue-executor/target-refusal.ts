// Why a sound plan's target could not be published: known before the job, so said before it.
import type { Catalog } from '../../contracts/generated/types.ts';
import { formatTableName, intervalText, overlapping, type Plan, storedColumns, strategyFor } from '../transform/index.ts';

/**
 * For a person; undefined when nothing speaks against it. `named`: the user named the target; `mayFire`: its triggers may fire. The catalog knows only a
 * target that the request named; any other is looked at when it is published.
 */
export const refusalOf = (
  plan: Plan,
  { target }: Catalog,
  { named, mayFire }: { named: boolean; mayFire: boolean },
): string | undefined => {
  const { schema, name, mode, key, vanished, watermark } = plan.target;
  const table = formatTableName(schema, name);
  if (target === null || target.schema !== schema || target.name !== name || !target.exists) return undefined;
  if (!target.published && !named)
    return `${table} exists and was not made by DataMorph. Name it as target in the request to ${toDo[mode]} it.`;
  const choice = strategyFor({ mode, key, columns: storedColumns(plan.target), vanished, mayFire }, target);
  if (choice.is === 'refused')
    return `${table} ${cannot[mode]}: ${choice.why.join('; ')}. Change that, or name another target.`.slice(0, 4000);
  const other = watermark && overlapping(watermark, target.intervals ?? []);
  if (watermark === undefined || other === undefined) return undefined;
  return `${table} has been given ${intervalText(other)} by run ${other.runId} already, which overlaps ${intervalText(watermark)}.`;
};

const toDo = { replace: 'replace', append: 'add to', merge: 'merge into' } as const;
const cannot = { replace: 'cannot be replaced', append: 'cannot be added to', merge: 'cannot be merged into' } as const;
