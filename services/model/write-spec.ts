// The task of the agent that writes specifications: a spec, or questions.
import schema from '../../contracts/generated/tools/SpecAnswer.json' with { type: 'json' };
import { validate } from '../../contracts/generated/validators/SpecAnswer.js';
import { type Problem, problemsOf } from '../../contracts/validator.ts';
import type { Tasks } from '../../events/ports.ts';
import { messageOf } from './message.ts';
import { specWriter } from './spec-instructions.ts';
import type { ModelTask } from './tasks.ts';

export const writeSpec: ModelTask<'write-spec'> = {
  name: 'write-spec',
  version: 3,
  system: specWriter,
  tool: { name: 'answer_spec', description: 'Hand in the specification, or the questions.', schema },
  maxTokens: 12_000,
  message: (input) => messageOf('write-spec', input),
  problems: (answer) => [...problemsOf(validate, answer), ...misplaced(answer)],
  document: (answer) => answer as Tasks['write-spec']['answer'],
};

/** What the schema cannot say: a spec answer holds a spec, questions hold at least one. */
const misplaced = (answer: unknown): readonly Problem[] => {
  const { kind, spec, questions } = (answer ?? {}) as { kind?: unknown; spec?: unknown; questions?: unknown };
  if (kind === 'spec' && (spec === null || spec === undefined)) return [{ at: '/spec', expected: 'a specification, as kind is spec' }];
  if (kind === 'questions' && Array.isArray(questions) && questions.length === 0)
    return [{ at: '/questions', expected: 'at least one question, as kind is questions' }];
  return [];
};
