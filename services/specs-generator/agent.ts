// A prompt and a catalog in, a checked specification out; or the questions that stand between the two.
import type { Diagnostic, Question, RunRequested, TransformSpec, Usage } from '../../contracts/generated/types.ts';
import { defineAgent } from '../../events/agent.ts';
import { type Draft, say } from '../../events/catalog.ts';
import { isTargetRefusal, unsoundEnd } from '../run/unsound-end.ts';
import { sentences } from '../transform/index.ts';
import { readOwnSpec } from './own-spec.ts';
import { readPrompt } from './prompt-reader.ts';
import { questionAboutPlan, questionsFromAssumptions, questionsFromProblems } from './questions.ts';

export const specsGenerator = defineAgent('specs-generator', async (event, { run, ports }) => {
  const { request, runId } = run;
  const catalog = await ports.artifacts.read('Catalog', event.data.catalog);
  const reading =
    request.spec === undefined
      ? await readPrompt(request, catalog, (task) => ports.model.propose('write-spec', task, runId))
      : readOwnSpec(request, catalog);
  const { usage } = reading;
  switch (reading.is) {
    case 'refused':
      return [say('RunFailed', { code: 'model-unavailable', message: reading.message, usage })];
    case 'questions':
      return [say('ClarificationNeeded', { questions: [...reading.questions], because: reading.because, usage })];
    case 'unsound':
      return [unsound(request, reading.problems, usage)];
    case 'sound': {
      const { spec, plan, author } = reading;
      const lines = [...sentences(plan)];
      const doubts = doubtsOf(request, spec, lines);
      if (doubts.length > 0) return [say('ClarificationNeeded', { questions: [...doubts], because: 'ambiguous', usage })];
      const ref = await ports.artifacts.write('TransformSpec', spec, { runId, attempt: 0 });
      const { catalog: catalogRef } = event.data;
      const fact = { spec: ref, catalog: catalogRef, author, plan: lines, assumptions: guesses(spec), target: spec.target.table, usage };
      return [say('SpecsGenerated', fact, 0)];
    }
  }
});

/** An own spec, and a target that the request fixed, are the user's to mend. What a model could not mend in its second turn is asked. */
const unsound = (request: RunRequested, problems: readonly Diagnostic[], usage: Usage): Draft<'RunFailed' | 'ClarificationNeeded'> =>
  request.spec !== undefined || (request.target !== undefined && isTargetRefusal(problems))
    ? say('RunFailed', { ...unsoundEnd(problems), usage })
    : say('ClarificationNeeded', { questions: [...questionsFromProblems(problems)], because: 'no-reading', usage });

/** What the request wants to be asked before anything runs. */
const doubtsOf = ({ ask, review }: RunRequested, spec: TransformSpec, plan: readonly string[]): readonly Question[] => [
  ...(review === true ? [questionAboutPlan(plan)] : []),
  ...(ask === 'always' ? questionsFromAssumptions(spec) : []),
];

const guesses = ({ assumptions }: TransformSpec) =>
  assumptions.map(({ phrase, reading, alternatives }) => ({
    phrase,
    reading,
    alternatives: alternatives.map((alternative) => alternative.reading),
  }));
