import { serve } from '../adapters/live.ts';
import { logger } from './agent.ts';

// called by AWS, and hosted by the local stack through build
export const { build, handler } = serve(logger, {});
