import { serve } from '../adapters/live.ts';
import { artifacts, warehouse } from '../adapters/wiring.ts';
import { validator } from './agent.ts';

// called by AWS, and hosted by the local stack through build
export const { build, handler } = serve(validator, { artifacts, warehouse });
