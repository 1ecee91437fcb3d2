import { serveHttp } from '../adapters/http-shell.ts';
import { api } from './agent.ts';

// called by AWS, and hosted by the local stack through build
export const { build, handler } = serveHttp(api);
