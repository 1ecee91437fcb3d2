// A prompt read by the model: one answer, and one more with the checker's problems when the first is unsound.
import type { Catalog, Question, RunRequested, SpecAnswer, Usage } from '../../contracts/generated/types.ts';
import { ModelRefused, type Tasks } from '../../events/ports.ts';
import { isTargetRefusal } from '../run/unsound-end.ts';
import { checkedReading, noUsage, type Reading, sum } from './reading.ts';

type Ask = (input: Tasks['write-spec']['input']) => Promise<{ readonly document: SpecAnswer; readonly usage: Usage }>;

export const readPrompt = async (request: RunRequested, catalog: Catalog, ask: Ask): Promise<Reading> => {
  const { prompt = '', target, writeMode } = request;
  if (prompt.trim() === '') return { is: 'questions', questions: [whatTable], because: 'nothing-asked', usage: noUsage };
  const task = { prompt, catalog, ...(target === undefined ? {} : { target }), ...(writeMode === undefined ? {} : { writeMode }) };
  let spent = noUsage;
  const attempt = async (input: Tasks['write-spec']['input']): Promise<{ readonly answer: SpecAnswer; readonly reading: Reading }> => {
    const { document, usage } = await ask(input);
    spent = sum(spent, usage);
    return { answer: document, reading: readingOf(document, request, catalog, spent) };
  };
  try {
    const first = await attempt(task);
    if (first.reading.is !== 'unsound' || (target !== undefined && isTargetRefusal(first.reading.problems))) return first.reading;
    const second = await attempt({ ...task, previous: { answer: first.answer, problems: first.reading.problems } });
    return second.reading;
  } catch (error) {
    if (!(error instanceof ModelRefused)) throw error;
    return { is: 'refused', message: `The model gave no specification (${error.stop}): ${error.message}`.slice(0, 4000), usage: spent };
  }
};

const readingOf = (answer: SpecAnswer, request: RunRequested, catalog: Catalog, usage: Usage): Reading => {
  if (answer.kind === 'spec' && answer.spec !== null) return checkedReading(answer.spec, request, catalog, usage.model, usage);
  const questions = answer.questions.length > 0 ? answer.questions : [whatTable];
  return { is: 'questions', questions, because: questions.some(({ options }) => options.length > 0) ? 'ambiguous' : 'no-reading', usage };
};

const whatTable: Question = {
  phrase: '',
  question: 'Which table do you want? Say what one row is, and which columns it has.',
  options: [],
};
