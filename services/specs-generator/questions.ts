// Doubts as questions a person can answer.
import type { Diagnostic, Question, TransformSpec } from '../../contracts/generated/types.ts';

/** What the checker found in a reading that could not be mended, asked back. */
export const questionsFromProblems = (problems: readonly Diagnostic[]): readonly Question[] =>
  problems.slice(0, 5).map(({ message, expected }) => ({
    phrase: '',
    question: `The words lead to a plan that does not work: ${message}. What is meant?`.slice(0, 1000),
    options: expected.filter((option) => option !== '').map((option) => option.slice(0, 400)),
  }));

/** The guesses that have another reading. */
export const questionsFromAssumptions = ({ assumptions }: TransformSpec): readonly Question[] =>
  assumptions
    .filter(({ alternatives }) => alternatives.length > 0)
    .map(({ phrase, reading, alternatives }) => ({
      phrase: phrase.slice(0, 400),
      question: `Is this the meaning: ${reading}?`.slice(0, 1000),
      options: [reading, ...alternatives.map((alternative) => alternative.reading)].map((option) => option.slice(0, 400)),
    }));

/** The plan itself, for a request that wants to see it before anything runs. */
export const questionAboutPlan = (plan: readonly string[]): Question => ({
  phrase: '',
  question: `Shall this run? ${plan.join(' ')}`.slice(0, 1000),
  options: ['Yes: send the request again without review'],
});
