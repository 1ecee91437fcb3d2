// Targets that answer as the test says and, as the real ones, answer a run's second call with the result of its first.
import type { Publication, PublicationResult, TargetsPort } from '../../../events/ports.ts';
import { atOnce, copy, type Turn, unfaked } from './turn.ts';

type Answer = PublicationResult | Error | ((publication: Publication) => PublicationResult | Error);

/** `published`: what changed a target, once per run. */
export const scriptedTargets = (
  answer?: Answer,
  { turn = atOnce }: { readonly turn?: Turn } = {},
): TargetsPort & { readonly published: readonly Publication[] } => {
  const results = new Map<string, PublicationResult>();
  const published: Publication[] = [];
  return {
    published,
    publish: async (publication) => {
      await turn();
      const before = results.get(publication.runId);
      if (before !== undefined) return copy(before);
      const result = typeof answer === 'function' ? answer(publication) : (answer ?? unfaked('targets.publish'));
      if (result instanceof Error) throw result;
      if (result.is === 'published') {
        results.set(publication.runId, copy(result));
        published.push(copy(publication));
      }
      return copy(result);
    },
  };
};
