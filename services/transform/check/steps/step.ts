// One step of any kind.
import type { Step } from '../../../../contracts/generated/types.ts';
import type { Checked, Context } from '../frames.ts';
import { checkAggregate } from './aggregate.ts';
import { checkDedupe } from './dedupe.ts';
import { checkFill } from './fill.ts';
import { checkFilter } from './filter.ts';
import { checkJoin } from './join.ts';
import { checkPivot } from './pivot.ts';
import { checkSelect } from './select.ts';
import { checkSequence } from './sequence.ts';
import { checkSet } from './set.ts';
import { checkTop } from './top.ts';
import { checkUnnest } from './unnest.ts';
import { checkUnpivot } from './unpivot.ts';
import { checkWalk } from './walk.ts';
import { checkWindow } from './window.ts';

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
    case 'window':
      return checkWindow(step, path, context);
    case 'union':
    case 'intersect':
    case 'except':
      return checkSet(step, path, context);
    case 'pivot':
      return checkPivot(step, path, context);
    case 'unpivot':
      return checkUnpivot(step, path, context);
    case 'unnest':
      return checkUnnest(step, path, context);
    case 'fill':
      return checkFill(step, path, context);
    case 'sequence':
      return checkSequence(step, path, context);
    case 'walk':
      return checkWalk(step, path, context);
  }
};
