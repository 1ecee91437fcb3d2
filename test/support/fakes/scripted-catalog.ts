// A catalog that is what the test says; without one, asking throws.
import type { Catalog } from '../../../contracts/generated/types.ts';
import type { CatalogPort } from '../../../events/ports.ts';
import { atOnce, copy, type Turn, unfaked } from './turn.ts';

type Request = Parameters<CatalogPort['profile']>[0];

export const scriptedCatalog = (
  answer?: Catalog | Error | ((request: Request) => Catalog | Error),
  { turn = atOnce }: { readonly turn?: Turn } = {},
): CatalogPort => ({
  profile: async (request) => {
    await turn();
    const catalog = typeof answer === 'function' ? answer(request) : (answer ?? unfaked('catalog.profile'));
    if (catalog instanceof Error) throw catalog;
    return copy(catalog);
  },
});
