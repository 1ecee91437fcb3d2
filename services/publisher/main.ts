import { serve } from '../adapters/live.ts';
import { artifacts, targets } from '../adapters/wiring.ts';
import { publisher } from './agent.ts';

// called by AWS, and hosted by the local stack through build
export const { build, handler } = serve(publisher, { artifacts, targets });
