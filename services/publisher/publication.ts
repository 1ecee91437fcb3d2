// What the plan and the catalog say of the target, as the port that writes it wants it.
import type { Catalog } from '../../contracts/generated/types.ts';
import type { Publication } from '../../events/ports.ts';
import { type Plan, targetConditions } from '../transform/index.ts';

type Said = 'target' | 'mode' | 'key' | 'seen' | 'vanished' | 'interval' | 'comment' | 'columnComments' | 'checks';

export const publicationFor = ({ target }: Plan, catalog: Catalog): Pick<Publication, Said> => {
  const { schema, name, mode, key, vanished, watermark, comment } = target;
  const { checks, interval } = targetConditions(target);
  const columnComments = target.columns.flatMap((column) =>
    column.comment === undefined ? [] : [{ column: column.name, comment: column.comment }],
  );
  const seen = catalog.target?.schema === schema && catalog.target.name === name ? seenIn(catalog.target) : undefined;
  return {
    target: { schema, name },
    mode,
    key,
    ...(seen !== undefined && { seen }),
    ...(vanished === 'delete' && { vanished }),
    ...(watermark !== undefined && interval !== undefined && { interval: { ...ends(watermark), condition: interval } }),
    ...(comment !== undefined && { comment }),
    ...(columnComments.length > 0 && { columnComments }),
    ...(checks.length > 0 && { checks }),
  };
};

const ends = ({ column, from, to }: NonNullable<Plan['target']['watermark']>) => ({ column, from, to });

/** Undefined where a catalog of an earlier version does not tell. */
const seenIn = ({ exists, relation }: NonNullable<Catalog['target']>): string | null | undefined => (exists ? relation : null);
