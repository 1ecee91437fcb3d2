// filter as a frame.
import type { FilterPlan } from '../../../plan.ts';
import { method, type Python } from '../python.ts';
import { type Frames, input, row } from './parts.ts';

export const filtered = (step: FilterPlan, frames: Frames): Python => method(input(step, frames), 'filter', row.column(step.where));
