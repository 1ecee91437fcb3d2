// One step of any kind.
import type { Step } from '../../../../contracts/generated/types.ts';
import type { Checked, Context } from '../frames.ts';
import { checkAggregate } from './aggregate.ts';
import { checkDedupe } from './dedupe.ts';
import { checkFilter } from './filter.ts';
import { checkJoin } from './join.ts';
import { checkSelect } from './select.ts';
import { checkTop } from './top.ts';

export const checkStep = (step: Step, path: string, context: Context): Checked | undefined => {
  switch (step.do) {
    case 'select':
      return checkSelect(step, path, context);
    case 'filter':
      return checkFilter(step, path, context);
    case 'join':
      return checkJoin(step, path, context);
    case 'aggregate':
      return checkAggregate(step, path, context);
    case 'dedupe':
      return checkDedupe(step, path, context);
    case 'top':
      return checkTop(step, path, context);
  }
};
