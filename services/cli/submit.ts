// npm run submit -- "<prompt>": one run on the running stack, or on one of its own for the call. Exit 0 published, 2 asked back, 1 anything else.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { RunRequested } from '../../contracts/generated/types.ts';
import { limits } from '../run/budget.ts';
import { ask } from './ask.ts';
import { type Closing, command } from './command.ts';
import { deadLetters, deadLettersText } from './dead-letters.ts';
import { loadDotEnv } from './dot-env.ts';
import { exitCode, outcomeOf, outcomeText } from './outcome.ts';
import { prepareOwn, prepareUsers } from './prepare.ts';
import { openSession } from './session.ts';
import { factLine } from './show.ts';

const usage = `usage: npm run submit -- "<prompt>" [--source schema.table …] [--target schema.table] [--spec file.json] [--mode replace|append|merge] [--may-fire] [--deadline seconds] [--yes] [--json]
Names the table you want in plain words, or brings a specification of your own (--spec). DATABASE_URL, from the environment or .env, is the PostgreSQL to work on.`;

const options = {
  source: { type: 'string', multiple: true },
  target: { type: 'string' },
  spec: { type: 'string' },
  mode: { type: 'string' },
  'may-fire': { type: 'boolean' },
  deadline: { type: 'string' },
  yes: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

const submit = async (closing: Closing): Promise<number> => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const request = await requestOf(values, positionals.join(' ').trim());
  if (request === undefined) {
    process.stderr.write(`${usage}\n`);
    return 1;
  }
  // Progress goes beside the result, so that --json leaves one document on standard output.
  const tell = (line: string) => process.stderr.write(`${line}\n`);
  loadDotEnv();
  const databaseUrl = process.env.DATABASE_URL;
  const session = await openSession({ databaseUrl, onProgress: (line) => tell(`  ${line}`) });
  closing(session.close);
  if (databaseUrl === undefined) await prepareOwn(session);
  else if (!(await prepareUsers(session, values.yes === true))) return 1;

  const asked = await Promise.race([
    ask(session.bus, request, (fact, after) => tell(factLine(fact, after))),
    session.trouble.then((error) => Promise.reject(error)),
  ]);
  const outcome = await outcomeOf(session, asked);
  if (asked.end === undefined) tell(`No end by the deadline.\n${deadLettersText(await deadLetters(session))}`);
  if (values.json) {
    const { view: _, ...document } = outcome;
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  } else process.stdout.write(`\n${await outcomeText(session, outcome)}\n`);
  return exitCode(outcome);
};

type Values = {
  readonly source?: string[];
  readonly target?: string;
  readonly spec?: string;
  readonly mode?: string;
  readonly 'may-fire'?: boolean;
  readonly deadline?: string;
};

const modes = ['replace', 'append', 'merge'] as const;

/** Undefined when neither words nor a specification were given. */
const requestOf = async ({ source, target, spec, mode, deadline, ...rest }: Values, prompt: string): Promise<RunRequested | undefined> => {
  if (prompt === '' && spec === undefined) return undefined;
  const deadlineSeconds = deadline === undefined ? limits.deadlineSeconds : Number(deadline);
  if (!(deadlineSeconds >= 10)) throw new Error(`--deadline ${deadline}: expected seconds, 10 or more`);
  const writeMode = modes.find((each) => each === mode);
  if (mode !== undefined && writeMode === undefined) throw new Error(`--mode ${mode}: expected ${modes.join(', ')}`);
  return {
    ...(prompt === '' ? {} : { prompt }),
    ...(spec === undefined ? {} : { spec: await readSpec(spec) }),
    ...(source === undefined ? {} : { sources: source }),
    ...(target === undefined ? {} : { target }),
    ...(writeMode === undefined ? {} : { writeMode }),
    ...(rest['may-fire'] === true ? { mayFire: true } : {}),
    budget: { deadlineSeconds },
  };
};

const readSpec = async (file: string): Promise<Record<string, unknown>> => {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`--spec ${file}: expected a file that can be read`);
  });
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw new Error(`--spec ${file}: expected JSON (${error instanceof Error ? error.message : error})`);
  }
};

await command(submit);
