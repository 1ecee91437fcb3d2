// One step as statements over named frames; the last assigns the step's own variable.
import type { PlannedStep } from '../../../plan.ts';
import { aggregated } from './aggregate.ts';
import { filled } from './fill.ts';
import { filtered } from './filter.ts';
import { deduped, topped } from './first-rows.ts';
import { joined } from './join.ts';
import type { Frames, Statement } from './parts.ts';
import { withScalars } from './scalars.ts';
import { selected } from './select.ts';
import { sequenced } from './sequence.ts';
import { combined } from './set.ts';
import { unnested } from './unnest.ts';
import { unpivoted } from './unpivot.ts';
import { walked } from './walk.ts';
import { windowed } from './window.ts';

export const stepStatements = (step: PlannedStep, frames: Frames): readonly Statement[] => withScalars(step, frames, statements);

const statements = (step: PlannedStep, frames: Frames): readonly Statement[] => {
  const variable = frames.variable(step.name);
  switch (step.do) {
    case 'select':
      return [{ variable, value: selected(step, frames) }];
    case 'filter':
      return [{ variable, value: filtered(step, frames) }];
    case 'join':
      return joined(step, frames);
    case 'aggregate':
      return aggregated(step, frames);
    case 'dedupe':
      return deduped(step, frames);
    case 'top':
      return topped(step, frames);
    case 'union':
    case 'intersect':
    case 'except':
      return combined(step, frames);
    case 'window':
      return windowed(step, frames);
    case 'unpivot':
      return unpivoted(step, frames);
    case 'unnest':
      return unnested(step, frames);
    case 'fill':
      return filled(step, frames);
    case 'sequence':
      return sequenced(step, frames);
    case 'walk':
      return walked(step, frames);
  }
};
