// Every aggregate of the language by name, and second names.
import { orderedAggregates } from './ordered.ts';
import { plainAggregates } from './plain.ts';
import type { AggregateSignature } from './signature.ts';
import { statisticAggregates } from './statistics.ts';

export const aggregates: ReadonlyMap<string, AggregateSignature> = new Map(
  Object.entries({ ...plainAggregates, ...orderedAggregates, ...statisticAggregates }),
);

export const aggregateSynonyms: ReadonlyMap<string, string> = new Map(Object.entries({ stddev: 'stddev_samp', variance: 'var_samp' }));
