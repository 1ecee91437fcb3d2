// All requests asked of both engines, and held against the rows that the words ask for.
import { type Answers, answers, difference, disagreements } from '../tpch/agreement.ts';
import { canonical } from '../tpch/rows.ts';
import { catalogFor, type EverydayDatabase, schemaOf } from './database.ts';
import type { Request } from './requests.ts';

export const ask = (requests: readonly Request[], { address, catalog }: EverydayDatabase): Promise<Answers> =>
  answers(
    requests.map(({ name, spec }) => ({ name, spec, catalog: catalogFor(catalog, name), schema: schemaOf(name) })),
    address,
  );

/** What is wrong with the answer to a request; nothing when both engines give the expected rows. */
export const wrongWith = ({ name, expected }: Request, given: Answers): readonly string[] => {
  const answer = given.get(name);
  if (answer === undefined) return ['was not answered'];
  if ('problem' in answer) return [answer.problem];
  return [...disagreements(answer), ...difference('the oracle', answer.oracle, 'the expectation', canonical(expected, answer.plan))];
};
