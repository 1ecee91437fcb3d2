import { serve } from '../adapters/live.ts';
import { artifacts, glue } from '../adapters/wiring.ts';
import { glueRelay } from './agent.ts';

// called by AWS, and hosted by the local stack through build
export const { build, handler } = serve(glueRelay, { artifacts, glue });
