// node test/tpch/run.ts --sf 0.1: every query by the compiled PySpark, by the oracle and by the official SQL; one line each, then how many are equal.
import { parseArgs } from 'node:util';
import { answers, catalogOf, disagreements } from './agreement.ts';
import { openTpch } from './data.ts';
import { tpchQueries } from './queries.ts';

const { values, positionals } = parseArgs({ options: { sf: { type: 'string', default: '0.01' } }, allowPositionals: true });
const queries = tpchQueries().filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const database = await openTpch(Number(values.sf), console.log);
try {
  const catalog = await catalogOf(database.address, 'tpch');
  const given = await answers(
    queries.map((query) => ({ ...query, catalog, schema: 'tpch' })),
    database.address,
  );
  let equal = 0;
  for (const { name } of queries) {
    const answer = given.get(name);
    const problems = answer === undefined ? ['was not answered'] : 'problem' in answer ? [answer.problem] : disagreements(answer);
    if (problems.length === 0 && answer !== undefined && 'plan' in answer) {
      equal += 1;
      const steps = answer.plan.steps.length;
      console.log(
        `${name}  equal  ${String(answer.oracle.length).padStart(6)} rows  ${steps} steps  Spark ${answer.sparkSeconds.toFixed(1)} s`,
      );
    } else console.log(`${name}  NOT EQUAL  ${problems.join('\n     ')}`);
  }
  console.log(`${equal} of ${queries.length} equal on Spark, on the oracle and to the official SQL, at scale factor ${values.sf}`);
  process.exitCode = equal === queries.length ? 0 : 1;
} finally {
  await database.close();
}
