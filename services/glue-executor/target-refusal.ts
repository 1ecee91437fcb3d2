// Why a sound plan's target could not be published: known before the job, so said before it.
import type { Catalog } from '../../contracts/generated/types.ts';
import { formatTableName, type Plan } from '../transform/index.ts';

/**
 * For a person; undefined when nothing speaks against it. `named`: the user named the target. The catalog knows only a target that the request
 * named; any other is looked at when it is published.
 */
export const refusalOf = (plan: Plan, catalog: Catalog, named: boolean): string | undefined => {
  const { schema, name, mode } = plan.target;
  const table = formatTableName(schema, name);
  if (mode !== 'replace') return `Write mode ${mode} is not offered yet: ${table} can only be replaced.`;
  const { target } = catalog;
  if (target === null || target.schema !== schema || target.name !== name) return undefined;
  if (!target.exists) return undefined;
  if (!target.published && !named) return `${table} exists and was not made by DataMorph. Name it as target in the request to replace it.`;
  if (target.dependents.length > 0) {
    const dependents = target.dependents.map((dependent) => `${dependent.kind.replace('-', ' ')} ${dependent.name}`);
    return `${table} cannot be replaced, because this would be lost or broken: ${dependents.join(', ')}. Drop them or name another target.`.slice(
      0,
      4000,
    );
  }
  return undefined;
};
