// What a rule is, and what judging one finds.
import type { VerdictReport } from '../../contracts/generated/types.ts';
import type { Measured } from './compare.ts';
import type { Because, Subject } from './subject.ts';

export type Finding = {
  readonly outcome: VerdictReport['checks'][number]['outcome'];
  readonly expected: string;
  readonly got: string;
  /** `got` without values of rows, for headlines and log lines; left out where it has none. */
  readonly told?: string;
  /** What a failure means, where it is not the check's own meaning. */
  readonly because?: Because;
};

/** One thing to judge. */
export type Check = { readonly id: string; readonly title: string; readonly judge: (measured: Measured) => Finding };

/** A line of the catalogue, as data. */
export type Rule = {
  readonly id: string;
  readonly title: string;
  /** What a failure means. */
  readonly breaks: Because;
  readonly applies: (subject: Subject) => boolean;
  readonly needs: readonly string[];
  readonly judge: (subject: Subject, measured: Measured) => Judgement;
};

/** unclear: measured, but the measurements contradict one another or stop short. */
export type Judgement = { readonly holds: boolean | 'unclear'; readonly expected: string; readonly got: string; readonly told?: string };
