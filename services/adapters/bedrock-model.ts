// The model port on Bedrock Converse: one document per call, asked for on the most binding rung that the model knows, mended at most once.
import {
  BedrockRuntimeClient,
  type ContentBlock,
  ConverseCommand,
  type ConverseCommandInput,
  type ConverseCommandOutput,
  type Message,
} from '@aws-sdk/client-bedrock-runtime';
import type { Usage } from '../../contracts/generated/types.ts';
import type { Problem } from '../../contracts/validator.ts';
import { type ModelPort, ModelRefused, type TaskName, type Tasks } from '../../events/ports.ts';
import { capabilitiesOf, priceOf, type Rung, rungs } from '../model/capabilities.ts';
import { instructionOf, jsonIn, refusesFeature, repairText } from '../model/ladder.ts';
import type { ModelTask, ServedTasks } from '../model/tasks.ts';

export type BedrockModel = {
  readonly modelId: string;
  readonly region?: string;
  /** What this port may be asked for; anything else is a defect of the wiring. */
  readonly tasks: ServedTasks;
};

/** What is known of the model by now; a refused feature is not tried again by this process. */
type Known = { rung: Rung; temperature: boolean };
type Call = {
  readonly modelId: string;
  readonly runId: string;
  readonly known: Known;
  readonly client: Pick<BedrockRuntimeClient, 'send'>;
};

/** Throws ModelRefused when no valid document comes (typed by stop reason or error name); throttling and outages throw as the SDK throws them. */
export const bedrockModel = ({ modelId, region, tasks }: BedrockModel, client?: Pick<BedrockRuntimeClient, 'send'>): ModelPort => {
  const { first, temperature } = capabilitiesOf(modelId);
  const known: Known = { rung: first, temperature };
  const live = client ?? new BedrockRuntimeClient({ ...(region === undefined ? {} : { region }), maxAttempts: 5, retryMode: 'adaptive' });
  return {
    propose: async <Name extends TaskName>(name: Name, input: Tasks[Name]['input'], runId: string) => {
      const task = tasks[name] as ModelTask<Name> | undefined;
      if (task === undefined) throw new Error(`this model port does not serve ${name}`);
      return await answer(task, input, { modelId, runId, known, client: live });
    },
  };
};

const answer = async <Name extends TaskName>(task: ModelTask<Name>, input: Tasks[Name]['input'], call: Call) => {
  const asked: Message = { role: 'user', content: task.message(input).map((text) => ({ text })) };
  const first = await converse(task, [asked], call);
  const problems = task.problems(first.found.value);
  if (problems.length === 0)
    return { document: task.document(first.found.value, call.modelId), usage: spent(call.modelId, [first.output]) };

  const second = await converse(task, [asked, ...repairTurn(first, problems)], call);
  const left = task.problems(second.found.value);
  if (left.length > 0) throw new ModelRefused('schema', `the answer breaks its schema after one repair: ${said(left)}`);
  return { document: task.document(second.found.value, call.modelId), usage: spent(call.modelId, [first.output, second.output]) };
};

type Found = { readonly value: unknown; readonly toolUseId: string | undefined };
type Turn = { readonly output: ConverseCommandOutput; readonly blocks: readonly ContentBlock[]; readonly found: Found };

const converse = async <Name extends TaskName>(task: ModelTask<Name>, messages: readonly Message[], call: Call): Promise<Turn> => {
  const output = await send(task, messages, call);
  const stop = output.stopReason ?? 'none';
  if (stop !== 'tool_use' && stop !== 'end_turn') throw new ModelRefused(stop, `the model stopped with ${stop}`);
  const blocks = output.output?.message?.content ?? [];
  return { output, blocks, found: documentIn(blocks, task.tool.name) };
};

/** Sends on the known rung, and goes down a rung (or leaves the temperature out) for as long as the model says that it does not know it. */
const send = async <Name extends TaskName>(
  task: ModelTask<Name>,
  messages: readonly Message[],
  call: Call,
): Promise<ConverseCommandOutput> => {
  for (;;) {
    try {
      return await call.client.send(new ConverseCommand(request(task, messages, call)));
    } catch (error) {
      const { name, message } = error as Error;
      if (name !== 'ValidationException' && name !== 'AccessDeniedException' && name !== 'ResourceNotFoundException') throw error;
      const refused = name === 'ValidationException' ? refusesFeature(message) : undefined;
      const next = rungs[rungs.indexOf(call.known.rung) + 1];
      if (refused === 'temperature' && call.known.temperature) call.known.temperature = false;
      else if (refused === 'rung' && next !== undefined) call.known.rung = next;
      else throw new ModelRefused(name, message);
    }
  }
};

const request = <Name extends TaskName>(
  task: ModelTask<Name>,
  messages: readonly Message[],
  { modelId, runId, known }: Call,
): ConverseCommandInput => {
  const { name, description, schema } = task.tool;
  // A document by the SDK's own recursive type; a generated JSON Schema is plain JSON.
  const json = schema as Record<string, never>;
  return {
    modelId,
    system: [{ text: task.system + instructionOf(known.rung, name, schema) }],
    messages: known.rung === 'text' ? messages.map(withoutTools) : [...messages],
    inferenceConfig: { maxTokens: task.maxTokens, ...(known.temperature ? { temperature: 0 } : {}) },
    requestMetadata: { runId, task: task.name, version: String(task.version) },
    ...(known.rung === 'text'
      ? {}
      : {
          toolConfig: {
            tools: [{ toolSpec: { name, description, inputSchema: { json } } }],
            ...(known.rung === 'forced-tool' ? { toolChoice: { tool: { name } } } : {}),
          },
        }),
  };
};

/** Tool blocks are refused in a conversation that has no tools: an earlier answer is then told as text. */
const withoutTools = ({ role, content }: Message): Message => ({
  role,
  content: (content ?? []).map((block) => {
    if (block.toolUse !== undefined) return { text: JSON.stringify(block.toolUse.input) };
    if (block.toolResult !== undefined) return { text: block.toolResult.content?.map(({ text }) => text ?? '').join('\n') ?? '' };
    return block;
  }),
});

/** The tool's input wherever it stands among the blocks; without one, the JSON in the text. */
const documentIn = (blocks: readonly ContentBlock[], toolName: string): Found => {
  const use = blocks.find(({ toolUse }) => toolUse?.name === toolName)?.toolUse;
  if (use !== undefined) return { value: use.input, toolUseId: use.toolUseId };
  return { value: jsonIn(blocks.map(({ text }) => text ?? '').join('')), toolUseId: undefined };
};

const repairTurn = ({ blocks, found }: Turn, problems: readonly Problem[]): readonly Message[] => {
  const text = repairText(problems);
  const correction: ContentBlock =
    found.toolUseId === undefined ? { text } : { toolResult: { toolUseId: found.toolUseId, status: 'error', content: [{ text }] } };
  // A turn without content is refused, and a silent answer has none.
  const answered: ContentBlock[] = blocks.length > 0 ? [...blocks] : [{ text: '(no answer)' }];
  return [
    { role: 'assistant', content: answered },
    { role: 'user', content: [correction] },
  ];
};

const spent = (modelId: string, outputs: readonly ConverseCommandOutput[]): Usage => {
  const sum = (of: (usage: NonNullable<ConverseCommandOutput['usage']>) => number | undefined) =>
    outputs.reduce((total, { usage }) => total + (usage === undefined ? 0 : (of(usage) ?? 0)), 0);
  const input = sum((usage) => usage.inputTokens);
  const output = sum((usage) => usage.outputTokens);
  const cacheRead = sum((usage) => usage.cacheReadInputTokens);
  const cacheWrite = sum((usage) => usage.cacheWriteInputTokens);
  const usd = priceOf(modelId, { input, output, cacheRead, cacheWrite });
  return { model: modelId, calls: outputs.length, inputTokens: input + cacheRead + cacheWrite, outputTokens: output, usd };
};

const said = (problems: readonly Problem[]): string =>
  problems
    .slice(0, 5)
    .map(({ at, expected }) => `${at} expected ${expected}`)
    .join('; ');
