// What a model is asked for: per task the instructions, the message, the schema of the answer and who judges it.
import type { Problem } from '../../contracts/validator.ts';
import type { TaskName, Tasks } from '../../events/ports.ts';
import { writeSpec } from './write-spec.ts';
import { writeTests } from './write-tests.ts';

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

/** The tasks that a model port serves. */
export type ServedTasks = { readonly [Name in TaskName]?: ModelTask<Name> };

/** All of them, for who answers all. An agent names the one it asks, and carries no other's schema and validator. */
export const tasks: { readonly [Name in TaskName]: ModelTask<Name> } = { 'write-spec': writeSpec, 'write-tests': writeTests };
