import { serve } from '../adapters/live.ts';
import { artifacts, glue } from '../adapters/wiring.ts';
import { glueExecutor } from './agent.ts';

// called by AWS, and hosted by the local stack through build
export const { build, handler } = serve(glueExecutor, { artifacts, glue });
