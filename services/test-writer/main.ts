import { serve } from '../adapters/live.ts';
import { artifacts, testModel } from '../adapters/wiring.ts';
import { testWriter } from './agent.ts';

// called by AWS, and hosted by the local stack through build
export const { build, handler } = serve(testWriter, { artifacts, model: testModel });
