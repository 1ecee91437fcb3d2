// npm run spec -- check|plan|explain|diff|test <file>: specs that are kept as files, without any stack. Exit 0 when all is well, 1 otherwise.
import { command } from './command.ts';
import { runSpec } from './spec/run.ts';

await command(async (closing) => {
  const { code, text } = await runSpec(process.argv.slice(2), closing);
  process.stdout.write(`${text}\n`);
  return code;
});
