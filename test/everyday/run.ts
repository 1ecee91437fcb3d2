// node test/everyday/run.ts [name …]: every request on both engines against its expected rows, then how many steps the specs need.
import { ask, wrongWith } from './ask.ts';
import { openDatabase } from './database.ts';
import { requests, stepCounts } from './requests.ts';

const wanted = process.argv.slice(2);
const all = requests().filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const database = await openDatabase(all);
try {
  const given = await ask(all, database);
  const wrong = all.map((request) => ({ request, problems: wrongWith(request, given) }));
  for (const { request, problems } of wrong) {
    const verdict = problems.length === 0 ? 'as expected' : `NOT AS EXPECTED: ${problems.join('\n     ')}`;
    console.log(`${request.name.padEnd(34)} ${String(request.spec.steps.length).padStart(2)} steps  ${verdict}`);
  }
  const right = wrong.filter(({ problems }) => problems.length === 0).length;
  const counts = stepCounts(all);
  const longest = counts.at(-1);
  console.log(`${right} of ${all.length} as expected on Spark and on the oracle`);
  console.log(`steps: median ${counts[Math.floor((counts.length - 1) / 2)]?.steps}, longest ${longest?.steps} (${longest?.name})`);
  process.exitCode = right === all.length ? 0 : 1;
} finally {
  await database.close();
}
