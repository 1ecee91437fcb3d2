// Trouble for tests: the harness wraps an answer and says which call goes wrong. Nothing of it is on in the running stack.
import { type Answer, BedrockError } from './converse.ts';

export type Fault =
  | 'throttle'
  | 'outage'
  | 'max_tokens'
  | 'malformed'
  | { readonly stopReason: string }
  | { readonly refuses: string }
  | { readonly input: unknown };

type FaultyAnswer = {
  readonly answer: Answer;
  readonly next: (...faults: readonly Fault[]) => void;
  readonly pending: () => number;
};

/** Each queued fault spoils one call, in order; after that the wrapped answer speaks again. */
export const withFaults = (answer: Answer): FaultyAnswer => {
  const queue: Fault[] = [];
  return {
    next: (...faults) => void queue.push(...faults),
    pending: () => queue.length,
    answer: async (request) => {
      const fault = queue.shift();
      if (fault === undefined) return await answer(request);
      if (fault === 'throttle') throw new BedrockError(429, 'ThrottlingException', 'Too many requests, please wait before trying again.');
      if (fault === 'outage') throw new BedrockError(503, 'ServiceUnavailableException', 'Bedrock is unable to process your request.');
      if (typeof fault === 'object' && 'refuses' in fault) throw new BedrockError(400, 'ValidationException', fault.refuses);
      const right = await answer(request);
      if (typeof fault === 'object' && 'stopReason' in fault) return { ...right, stopReason: fault.stopReason };
      if (fault === 'max_tokens') return { content: [{ text: JSON.stringify(right.content).slice(0, 40) }], stopReason: 'max_tokens' };
      const input = fault === 'malformed' ? { kind: 'spec' } : fault.input;
      return { ...right, content: right.content.map((block) => (block.toolUse ? { toolUse: { ...block.toolUse, input } } : block)) };
    },
  };
};
