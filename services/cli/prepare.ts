// The schemas that DataMorph needs in a database. In the stack's own they are simply made; in a user's they are shown first and made after a yes.
import { createInterface } from 'node:readline/promises';
import { secretConfig } from '../adapters/config.ts';
import { type Database, database } from '../adapters/pg-pool.ts';
import { create, missing } from '../adapters/warehouse-schema.ts';
import type { Session } from './session.ts';

const connection = ({ access }: Session): Database =>
  database(secretConfig(access.info.outputs.ConfigSecret ?? 'datamorph/config'), { application: 'datamorph cli', connections: 1 });

export const prepareOwn = async (session: Session): Promise<void> => {
  const own = connection(session);
  try {
    await create(own);
  } finally {
    await own.end();
  }
};

/** True when everything needed is there, now or already. */
export const prepareUsers = async (session: Session, yes: boolean): Promise<boolean> => {
  const theirs = connection(session);
  try {
    const statements = await missing(theirs);
    if (statements.length === 0) return true;
    process.stderr.write(`Your database lacks what DataMorph needs there. These statements would make it:\n\n${statements.join('\n')}\n\n`);
    if (!yes && !(await confirmed('Run them? [y/N] '))) return false;
    await create(theirs);
    return true;
  } finally {
    await theirs.end();
  }
};

/** Without a terminal nobody can say yes. */
const confirmed = async (question: string): Promise<boolean> => {
  if (!process.stdin.isTTY) {
    process.stderr.write('Nothing was changed. Say --yes to have them run.\n');
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(question);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
};
