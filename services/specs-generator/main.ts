import { serve } from '../adapters/live.ts';
import { artifacts, specModel } from '../adapters/wiring.ts';
import { specsGenerator } from './agent.ts';

// called by AWS, and hosted by the local stack through build
export const { build, handler } = serve(specsGenerator, { artifacts, model: specModel });
