// GET /health: the service answers.
import type { HealthReply } from '../../contracts/generated/types.ts';
import type { HttpContext, HttpReply } from './http.ts';

export const health = ({ now, version }: HttpContext): HttpReply => {
  const body: HealthReply = { status: 'healthy', service: 'datamorph', timestamp: now, version };
  return { status: 200, body };
};
