// One step of any kind, from the frames that it reads.
import type { Step } from '../../../contracts/generated/types.ts';
import type { Frame } from '../rows.ts';
import type { SpecScope } from '../scope.ts';
import { aggregated } from './aggregate.ts';
import { deduped } from './dedupe.ts';
import { filled } from './fill.ts';
import { filtered } from './filter.ts';
import { joined } from './join.ts';
import { pivoted } from './pivot.ts';
import { selected } from './select.ts';
import { sequenced } from './sequence.ts';
import { combined } from './set.ts';
import { topped } from './top.ts';
import { unnested } from './unnest.ts';
import { unpivoted } from './unpivot.ts';
import { walked } from './walk.ts';
import { windowed } from './window.ts';

/** What a step reads and where it says what the data breaks. */
export type StepContext = {
  readonly spec: SpecScope;
  /** The frame of a source or step by its name; the step above without one. */
  readonly input: (name: string | undefined) => Frame;
  /** A promise of the spec that the data does not keep. */
  readonly broken: (promise: string) => void;
};

export const frameOf = (step: Step, context: StepContext): Frame => {
  switch (step.do) {
    case 'select':
      return selected(step, context);
    case 'filter':
      return filtered(step, context);
    case 'join':
      return joined(step, context);
    case 'aggregate':
      return aggregated(step, context);
    case 'dedupe':
      return deduped(step, context);
    case 'top':
      return topped(step, context);
    case 'window':
      return windowed(step, context);
    case 'union':
    case 'intersect':
    case 'except':
      return combined(step, context);
    case 'pivot':
      return pivoted(step, context);
    case 'unpivot':
      return unpivoted(step, context);
    case 'unnest':
      return unnested(step, context);
    case 'fill':
      return filled(step, context);
    case 'sequence':
      return sequenced(step, context);
    case 'walk':
      return walked(step, context);
  }
};
