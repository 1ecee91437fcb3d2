// The built-in reader of prompts behind the local Bedrock endpoint: no model, no key. It sees exactly what a model would see.
import { randomUUID } from 'node:crypto';
import { readMessage } from '../../../services/model/message.ts';
import { planSpec } from '../../../services/model/planner/plan-spec.ts';
import { planTests } from '../../../services/model/planner/plan-tests.ts';
import { tasks } from '../../../services/model/tasks.ts';
import { type Answer, BedrockError, type ConverseRequest } from './converse.ts';

/** Answers both tasks by calling the tool that the request offers, or in text when it offers none. */
export const planner: Answer = (request) => {
  const message = readMessage(textsOf(request));
  const offered = request.toolConfig?.tools?.map((tool) => tool.toolSpec?.name) ?? [];
  const task = Object.values(tasks).find(({ tool, name }) => (offered.length > 0 ? offered.includes(tool.name) : message?.task === name));
  if (message === undefined || task === undefined)
    throw new BedrockError(400, 'ValidationException', 'The planner answers only the tasks write-spec and write-tests.');
  const document = task.name === 'write-spec' ? planSpec(message.input) : planTests(message.input);
  if (offered.length === 0) return { content: [{ text: JSON.stringify(document) }], stopReason: 'end_turn' };
  const toolUseId = `tooluse_${randomUUID().replaceAll('-', '').slice(0, 22)}`;
  return { content: [{ toolUse: { toolUseId, name: task.tool.name, input: document } }], stopReason: 'tool_use' };
};

/** The task stands in the first turn; later turns only mend. */
const textsOf = ({ messages }: ConverseRequest): readonly string[] =>
  (messages.find(({ role }) => role === 'user')?.content ?? []).flatMap(({ text }) => (text === undefined ? [] : [text]));
