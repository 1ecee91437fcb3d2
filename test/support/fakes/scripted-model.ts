// A model that answers as the test says, task by task; a task without an answer throws.
import type { Usage } from '../../../contracts/generated/types.ts';
import type { ModelPort, TaskName, Tasks } from '../../../events/ports.ts';
import { atOnce, copy, type Turn, unfaked } from './turn.ts';

type Answer<Task extends TaskName> =
  | Tasks[Task]['answer']
  | Error
  | ((input: Tasks[Task]['input'], call: number) => Tasks[Task]['answer'] | Error);

export type Answers = { readonly [Task in TaskName]?: Answer<Task> };

export const modelUsage: Usage = { model: 'scripted', calls: 1, inputTokens: 100, outputTokens: 20, usd: 0.001 };

export const scriptedModel = (
  answers: Answers,
  { turn = atOnce }: { readonly turn?: Turn } = {},
): ModelPort & { readonly asked: { readonly task: TaskName; readonly input: unknown }[] } => {
  const asked: { task: TaskName; input: unknown }[] = [];
  return {
    asked,
    propose: async (task, input) => {
      await turn();
      const answer: Answer<typeof task> = answers[task] ?? unfaked(`model.propose('${task}')`);
      const call = asked.filter((before) => before.task === task).length + 1;
      asked.push({ task, input: copy(input) });
      const document = typeof answer === 'function' ? answer(input, call) : answer;
      if (document instanceof Error) throw document;
      return { document: copy(document), usage: modelUsage };
    },
  };
};
