// What a model is asked for: per task the instructions, the message, the schema of the answer and who judges it.
import specAnswerSchema from '../../contracts/generated/tools/SpecAnswer.json' with { type: 'json' };
import testSetSchema from '../../contracts/generated/tools/TestSet.json' with { type: 'json' };
import { validate as validateSpecAnswer } from '../../contracts/generated/validators/SpecAnswer.js';
import { validate as validateTestSet } from '../../contracts/generated/validators/TestSet.js';
import { type Problem, problemsOf } from '../../contracts/validator.ts';
import type { TaskName, Tasks } from '../../events/ports.ts';
import { messageOf } from './message.ts';
import { specWriter, testWriter } from './prompts.ts';

export type ModelTask<Name extends TaskName> = {
  readonly name: Name;
  /** Counted up when system prompt, message or schema change meaning: part of the key under which answers may be kept. */
  readonly version: number;
  readonly system: string;
  readonly tool: { readonly name: string; readonly description: string; readonly schema: object };
  /** Output limit in tokens; Bedrock reserves quota by it, so it is never left out. */
  readonly maxTokens: number;
  /** Content blocks of the user's turn, in order. */
  readonly message: (input: Tasks[Name]['input']) => readonly string[];
  /** What the answer breaks; empty when it is a valid document. */
  readonly problems: (answer: unknown) => readonly Problem[];
  /** The valid answer as a document, signed by who gave it. */
  readonly document: (answer: unknown, author: string) => Tasks[Name]['answer'];
};

const writeSpec: ModelTask<'write-spec'> = {
  name: 'write-spec',
  version: 1,
  system: specWriter,
  tool: { name: 'answer_spec', description: 'Hand in the specification, or the questions.', schema: specAnswerSchema },
  maxTokens: 12_000,
  message: (input) => messageOf('write-spec', input),
  problems: (answer) => [...problemsOf(validateSpecAnswer, answer), ...misplaced(answer)],
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

const writeTests: ModelTask<'write-tests'> = {
  name: 'write-tests',
  version: 1,
  system: testWriter,
  tool: { name: 'answer_tests', description: 'Hand in the assertions.', schema: testSetSchema },
  maxTokens: 6_000,
  message: (input) => messageOf('write-tests', input),
  problems: (answer) => problemsOf(validateTestSet, answer),
  document: (answer, author) => ({ ...(answer as Tasks['write-tests']['answer']), author }),
};

export const tasks: { readonly [Name in TaskName]: ModelTask<Name> } = { 'write-spec': writeSpec, 'write-tests': writeTests };
