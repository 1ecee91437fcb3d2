// A process that holds something until it is killed: prints what it holds as one line of JSON. Run by tests as a parent that dies.
import { startPostgres } from '../../../../infra/local/postgres.ts';
import { takeStack } from '../../../../infra/local/stack/lock.ts';
import { startChain } from './places.ts';

const [what, folder = ''] = process.argv.slice(2);
const say = (value: object): void => console.log(JSON.stringify(value));

if (what === 'postgres') {
  const { pid, port } = await startPostgres({ dataDir: folder });
  say({ pid, port });
} else if (what === 'stack') {
  const { endpoints, database, info } = await startChain(folder, { hops: 2 });
  say({ endpoints, database, info });
} else {
  takeStack(folder);
  say({});
}
setInterval(() => {}, 1000);
