// TPC-H at scale factor 0.01: the compiled PySpark on Spark, the oracle, and the official SQL, of which we wrote nothing, give the same rows.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answers, answers, catalogOf, disagreements } from './agreement.ts';
import { openTpch, type TpchDatabase } from './data.ts';
import { tpchQueries } from './queries.ts';

const queries = tpchQueries();

let database: TpchDatabase;
let given: Answers;
beforeAll(async () => {
  database = await openTpch(0.01, console.log);
  const catalog = await catalogOf(database.address, 'tpch');
  given = await answers(
    queries.map((query) => ({ ...query, catalog, schema: 'tpch' })),
    database.address,
  );
});
afterAll(() => database?.close());

describe('every TPC-H query, written as a spec, gives the rows of the official SQL on Spark and on PostgreSQL', () => {
  it.each(queries)('$name', ({ name }) => {
    const answer = given.get(name);
    if (answer === undefined || 'problem' in answer) throw new Error(answer?.problem ?? 'was not answered');
    expect(disagreements(answer)).toEqual([]);
  });

  it('is asked of all 22', () => {
    expect(queries.map(({ name }) => name)).toEqual(Array.from({ length: 22 }, (_, n) => `q${String(n + 1).padStart(2, '0')}`));
  });
});
