import { serve } from '../adapters/live.ts';
import { artifacts } from '../adapters/wiring.ts';
import { remediator } from './agent.ts';

// called by AWS, and hosted by the local stack through build
export const { build, handler } = serve(remediator, { artifacts });
