// Verdicts that only a person can settle, as questions with their evidence in counts. Rows stay in the report.
import type { Question, VerdictReport } from '../../contracts/generated/types.ts';
import { isDisputed } from '../proof/index.ts';

/** At least one question for every verdict that asks. */
export const questionsAbout = (report: VerdictReport): readonly [Question, ...Question[]] => {
  const [first, ...more] = [...disputes(report), ...brokenPromises(report)];
  if (first !== undefined) return [first, ...more];
  if (report.because === 'empty-result') return [emptyResult];
  return [{ phrase: '', question: `${report.headline}. How shall the run go on?`.slice(0, 1000), options: [] }];
};

const disputes = ({ assertions }: VerdictReport): readonly Question[] =>
  assertions.filter(isDisputed).map(({ quote, rule }) => ({
    phrase: quote.slice(0, 400),
    question:
      `Two readings of these words give different results. Read by themselves they demand: ${rule}. The plan that ran does not keep that. Which is meant?`.slice(
        0,
        1000,
      ),
    options: [`The words as they stand: ${rule}`, 'The plan as it ran'].map((option) => option.slice(0, 400)),
  }));

const brokenPromises = ({ checks, because }: VerdictReport): readonly Question[] =>
  because === 'data' || because === 'law-broken'
    ? checks
        .filter(({ id, outcome }) => outcome === 'fail' && id !== 'B3')
        .map(({ title, expected, got }) => ({
          phrase: '',
          question:
            `The data do not keep what the plan counts on (${title}). Expected ${expected}; found ${got}. Shall the plan change, or the data?`.slice(
              0,
              1000,
            ),
          options: [],
        }))
    : [];

const emptyResult: Question = {
  phrase: '',
  question: 'The result has no rows, and an empty result proves nothing. Is an empty table right?',
  options: ['Yes: send the request again with allowEmpty', 'No: the words mean something else'],
};
