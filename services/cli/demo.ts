// npm run demo: boots the stack, loads a small shop, and lets three sentences become proved tables before your eyes. With a sentence of your own it runs that one.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ask } from './ask.ts';
import { type Closing, command } from './command.ts';
import { deadLetters, deadLettersText } from './dead-letters.ts';
import { demoPrompts } from './demo/prompts.ts';
import { exitCode, outcomeOf, outcomeText } from './outcome.ts';
import { prepareOwn } from './prepare.ts';
import { openSession, type Session } from './session.ts';
import { factLine } from './show.ts';

/** Seconds that one of the demo's runs may take. */
const deadlineSeconds = 300;

const demo = async (closing: Closing): Promise<number> => {
  const began = performance.now();
  const session = await openSession({ onProgress: (line) => console.log(`  ${line}`) });
  closing(session.close);
  void session.sparkReady.then(
    () => console.log(`  (Spark is warm ${seconds(performance.now() - began)} after the start)`),
    () => undefined, // the job that needs it says why
  );
  await prepareOwn(session);
  await session.database.query(await readFile(path.join(import.meta.dirname, 'demo/fixture.sql'), 'utf8'));
  console.log(`  stack up and shop loaded in ${seconds(performance.now() - began)} (${stages(session)})\n`);

  const words = process.argv.slice(2).join(' ').trim();
  let worst = 0;
  for (const prompt of words === '' ? demoPrompts : [words]) worst = Math.max(worst, await show(session, prompt));
  console.log(`Whole demo: ${seconds(performance.now() - began)}`);
  return worst;
};

const show = async (session: Session, prompt: string): Promise<number> => {
  console.log(`“${prompt}”\n`);
  const asked = await Promise.race([
    ask(session.bus, { prompt, budget: { deadlineSeconds } }, (fact, after) => console.log(factLine(fact, after))),
    session.trouble.then((error) => Promise.reject(error)),
  ]);
  const outcome = await outcomeOf(session, asked);
  if (asked.end === undefined) console.log(`\nNo end after ${deadlineSeconds} s.\n${deadLettersText(await deadLetters(session))}`);
  console.log(`\n${await outcomeText(session, outcome)}\n\n${'─'.repeat(100)}\n`);
  return exitCode(outcome);
};

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
const stages = ({ timings }: Session): string =>
  Object.entries(timings)
    .map(([part, milliseconds]) => `${part} ${seconds(milliseconds)}`)
    .join(', ') || 'it was running already';

await command(demo);
