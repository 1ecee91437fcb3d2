// The built-in writer of specifications: reads the prompt by rules, builds a spec, or asks where it has no reading.
import type { Question, SpecAnswer } from '../../../contracts/generated/types.ts';
import type { Tasks } from '../../../events/ports.ts';
import { buildLatest, isLatestPer } from './build-latest.ts';
import { buildRows } from './build-rows.ts';
import { buildTotals } from './build-totals.ts';
import { settleDates } from './dates.ts';
import { withoutNullInKey } from './keys.ts';
import { lexiconOf } from './lexicon.ts';
import { tablesOfMeasure } from './measure-columns.ts';
import { ask } from './nouns.ts';
import { readPrompt } from './reader.ts';
import type { Reading } from './reading.ts';
import { Unreadable } from './scene.ts';
import { buildStacked } from './stacking.ts';
import { usedMeasures } from './total-measures.ts';

/** Deterministic. Never throws for any words: what cannot be read is asked. A guess stands in the spec as an assumption. */
export const planSpec = (input: Tasks['write-spec']['input']): SpecAnswer => {
  const lexicon = lexiconOf(input.catalog);
  const reading = readPrompt(input.prompt, lexicon);
  askWhatIsNotUnderstood(
    reading,
    lexicon.tables.map(({ name }) => name),
  );
  groupsWithoutMeasure(reading);
  if (reading.questions.length === 0) settleDates({ reading, lexicon });
  settled(reading);
  if (input.previous !== undefined)
    ask(
      { reading },
      '',
      `The reading before did not pass the check: ${input.previous.problems[0]?.message ?? 'it was refused'}. Can you say it in other words?`,
      [],
    );
  if (input.writeMode !== undefined && input.writeMode !== 'replace')
    ask({ reading }, '', `Writing with ${input.writeMode} needs a specification of its own: which rows are new or changed?`, [
      'replace the whole table',
    ]);
  if (reading.questions.length > 0) return questions(reading.questions);
  try {
    const scene = { input, lexicon, reading };
    amendsRowsOnly(reading);
    needsTotals(reading);
    const built =
      reading.stacked !== undefined
        ? buildStacked(scene)
        : isLatestPer(reading)
          ? buildLatest(scene)
          : isTotals(reading)
            ? buildTotals(scene)
            : buildRows(scene);
    const spec = withoutNullInKey(built, input.catalog);
    return reading.questions.length > 0 ? questions(reading.questions) : { kind: 'spec', spec, questions: [] };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return questions(reading.questions.length > 0 ? reading.questions : [error.question]);
  }
};

const questions = (asked: readonly Question[]): SpecAnswer => ({ kind: 'questions', spec: null, questions: [...asked].slice(0, 8) });

/** "the name of every employee" groups nothing: without a number to compute, the rows are the employees. */
const isTotals = (reading: Reading): boolean => usedMeasures(reading).length > 0;

/** Before a total or after it, of each record or of the latest only: the words of a filled or made column do not say. */
const amendsRowsOnly = (reading: Reading): void => {
  const [amended] = [...reading.fills, ...reading.derived];
  if (amended === undefined || (!isTotals(reading) && !isLatestPer(reading))) return;
  throw new Unreadable(amended.phrase, `Is “${amended.phrase}” about the rows that are read, or about the rows of the result?`, [
    'make a table of the rows first, and compute from it in a second request',
  ]);
};

/** Shares, periods without rows, columns per value are said of totals; one order of rows is said once. */
const needsTotals = (reading: Reading): void => {
  const { overGroups, everyPeriod, spread, ranking, top, latest, stacked } = reading;
  const [over] = [...overGroups, everyPeriod, spread].filter((each) => each !== undefined);
  if (over !== undefined && (!isTotals(reading) || latest !== undefined || stacked !== undefined))
    throw new Unreadable(over.phrase, `“${over.phrase}” of which totals? The words do not say what is counted or added up.`, [
      'the number of rows',
      'the total of a column',
    ]);
  if (ranking !== undefined && (top !== undefined || latest !== undefined || stacked !== undefined))
    throw new Unreadable(ranking.phrase, `Should the table hold a rank for every row, or only some of the rows?`, ['a rank for every row']);
};

/** Words that say twice what one join says. */
const settled = (reading: Reading): void => {
  const measured = reading.measures.flatMap(({ of }) => tablesOfMeasure(of));
  const said = reading.exists.find(({ table, not }) => !not && measured.includes(table));
  if (said === undefined || reading.groups.some(({ is }) => is === 'period')) return;
  reading.keep = { kind: 'inner', phrase: said.phrase };
  reading.exists.splice(reading.exists.indexOf(said), 1);
};

/** "salary per department" leaves open what of the salaries is wanted; "the name of every employee" only says that none is left out. */
const groupsWithoutMeasure = (reading: Reading): void => {
  const [group] = reading.groups;
  if (group === undefined || reading.measures.length > 0 || reading.latest !== undefined || reading.questions.length > 0) return;
  // "the 2 best paid employees per department": the groups only say where a ranking starts anew.
  if (isRankedWithin(reading) && reading.groups.every(({ is }) => is !== 'period')) return;
  if (group.is === 'entity' && /^(for |of |in |)(each|every|all)\b/i.test(group.phrase)) {
    reading.keep ??= { kind: 'left', phrase: group.phrase };
    reading.subject = group.table;
  } else
    ask({ reading }, group.phrase, `What should be computed “${group.phrase}”?`, [
      'the number of rows',
      'a total',
      'an average',
      'the highest',
      'the lowest',
    ]);
};

const isRankedWithin = ({ top, ranking, sorted }: Reading): boolean =>
  ranking !== undefined || (top !== undefined && (top.by ?? sorted?.by) !== undefined);

const askWhatIsNotUnderstood = (reading: Reading, tables: readonly string[]): void => {
  if (reading.questions.length > 0) return;
  for (const { phrase, question, options } of reading.unread) ask({ reading }, phrase, question, options);
  if (reading.questions.length > 0) return;
  const { measures, groups, conditions, outputs, exists, dedupe, top, sorted, joinPhrase, asksRows, latest, fills, derived } = reading;
  const parts = latest !== undefined || [measures, groups, conditions, outputs, exists, fills, derived].some((list) => list.length > 0);
  if (!parts && dedupe === undefined && top === undefined && sorted === undefined && joinPhrase === undefined && !asksRows) {
    const [table] = reading.tables;
    const options = table === undefined ? [] : [`all rows of ${table.name}`, `the number of rows of ${table.name}`];
    ask({ reading }, reading.prompt.slice(0, 400), 'What should the table hold: which rows, columns or totals?', options);
    return;
  }
  if (
    joinPhrase !== undefined &&
    reading.tables.length + reading.outputs.length + measures.length < 2 &&
    reading.tables.length < 2 &&
    measures.length === 0
  )
    ask({ reading }, joinPhrase, 'Which tables should be joined?', tables.slice(0, 10));
  else if (!parts && reading.tables.length === 0 && dedupe?.refs.length !== 1)
    ask({ reading }, reading.prompt.slice(0, 400), 'Which table is meant?', tables.slice(0, 10));
};
