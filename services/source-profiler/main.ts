import { serve } from '../adapters/live.ts';
import { artifacts, catalog } from '../adapters/wiring.ts';
import { sourceProfiler } from './agent.ts';

// called by AWS, and hosted by the local stack through build
export const { build, handler } = serve(sourceProfiler, { artifacts, catalog });
