// The task of the agent that writes assertions: those that follow from the words alone.
import schema from '../../contracts/generated/tools/TestSet.json' with { type: 'json' };
import { validate } from '../../contracts/generated/validators/TestSet.js';
import { problemsOf } from '../../contracts/validator.ts';
import type { Tasks } from '../../events/ports.ts';
import { messageOf } from './message.ts';
import type { ModelTask } from './tasks.ts';
import { testWriter } from './test-instructions.ts';

export const writeTests: ModelTask<'write-tests'> = {
  name: 'write-tests',
  version: 2,
  system: testWriter,
  tool: { name: 'answer_tests', description: 'Hand in the assertions.', schema },
  maxTokens: 6_000,
  message: (input) => messageOf('write-tests', input),
  problems: (answer) => problemsOf(validate, answer),
  document: (answer, author) => ({ ...(answer as Tasks['write-tests']['answer']), author }),
};
