// One step as a query.
import type { PlannedStep } from '../../../plan.ts';
import { aggregateQuery } from './aggregate.ts';
import { dedupeQuery } from './dedupe.ts';
import { fillQuery } from './fill.ts';
import { filterQuery } from './filter.ts';
import { joinQuery } from './join.ts';
import { selectQuery } from './select.ts';
import { sequenceQuery } from './sequence.ts';
import { setQuery } from './set.ts';
import { topQuery } from './top.ts';
import { unnestQuery } from './unnest.ts';
import { unpivotQuery } from './unpivot.ts';
import { walkQuery } from './walk.ts';
import { windowQuery } from './window.ts';

export const stepQuery = (step: PlannedStep): string => {
  switch (step.do) {
    case 'select':
      return selectQuery(step);
    case 'filter':
      return filterQuery(step);
    case 'join':
      return joinQuery(step);
    case 'aggregate':
      return aggregateQuery(step);
    case 'window':
      return windowQuery(step);
    case 'dedupe':
      return dedupeQuery(step);
    case 'union':
    case 'intersect':
    case 'except':
      return setQuery(step);
    case 'top':
      return topQuery(step);
    case 'unpivot':
      return unpivotQuery(step);
    case 'unnest':
      return unnestQuery(step);
    case 'fill':
      return fillQuery(step);
    case 'sequence':
      return sequenceQuery(step);
    case 'walk':
      return walkQuery(step);
  }
};
