// The parts of README.md that are made, not written: between `<!-- made: name -->` and `<!-- end -->`. `npm run readme` writes them, the check compares.
// The transcript needs Spark, so only `npm run readme` and a Spark test make it; times and ids in it are masked when it is compared.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bounds, toMermaid } from '../../events/graph.ts';
import { type AgentRow, topology } from '../../events/topology.ts';
import { ask } from '../../services/cli/ask.ts';
import { demoPrompts } from '../../services/cli/demo/prompts.ts';
import { outcomeOf, outcomeText } from '../../services/cli/outcome.ts';
import { factLine } from '../../services/cli/show.ts';
import { openThread, type Thread } from './thread.ts';

export const root = path.join(import.meta.dirname, '../..');
const file = path.join(root, 'README.md');

/** Made from the table alone. */
export const staticParts = (): Readonly<Record<string, string>> => ({
  diagram: `\`\`\`mermaid\n${toMermaid()}\n\`\`\``,
  agents: agentsTable(),
});

const agentsTable = (): string => {
  const rows = (Object.entries(topology) as [string, AgentRow][]).map(([name, { hears, hearsAws = [], http, says, uses }]) => {
    const heard = hears === '*' ? 'every fact' : [...hears, ...hearsAws.map((aws) => `AWS: ${aws}`), ...(http ? ['HTTP'] : [])].join(', ');
    return `| ${name} | ${heard} | ${says.join(', ') || '–'} | ${uses.join(', ')} |`;
  });
  const bound = Object.entries(bounds).map(([fact, text]) => `The one circle goes through ${fact}: ${text}.`);
  return ['| agent | hears | says | uses |', '|---|---|---|---|', ...rows, '', ...bound].join('\n');
};

/** One run of the demo's first sentence, as the demo prints it. */
export const transcript = async (thread: Thread): Promise<string> => {
  await thread.sql(await readFile(path.join(root, 'services/cli/demo/fixture.sql'), 'utf8'));
  const prompt = demoPrompts[0] as string;
  const lines = [`$ npm run demo -- "${prompt}"`, ''];
  const asked = await ask(thread.session.bus, { prompt }, (fact, after) => lines.push(factLine(fact, after)));
  lines.push('', await outcomeText(thread.session, await outcomeOf(thread.session, asked)));
  return `\`\`\`text\n${lines.join('\n')}\n\`\`\``;
};

/** Without what differs from run to run: times, ids, hashes, generated names; and facts in the order of their names, for two may come at once. */
export const masked = (text: string): string =>
  text
    .replace(/\+ +\d+\.\d\d s/g, '+ … s')
    .replace(/, \d+(\.\d+)? s$/gm, ', … s')
    .replace(/[0-7][0-9A-HJKMNP-TV-Z]{25}/gi, '<run>')
    .replace(/[0-9a-f]{64}/g, '<sha256>')
    .replace(/s3:\/\/[^/]+/g, 's3://<bucket>')
    .replace(/\b(oid|filenode):? \d+/g, '$1 …')
    .split('\n')
    .filter((line) => !line.startsWith('  + '))
    .join('\n');

export const partOf = (text: string, name: string): string | undefined =>
  new RegExp(`<!-- made: ${name} -->\\n([\\s\\S]*?)\\n<!-- end -->`).exec(text)?.[1];

export const readme = (): Promise<string> => readFile(file, 'utf8');

/** Names of the parts that are not what they would be if they were made now. */
export const stale = async (parts: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const text = await readme();
  return Object.entries(parts).flatMap(([name, made]) => (partOf(text, name) === made ? [] : [name]));
};

const write = async (parts: Readonly<Record<string, string>>): Promise<void> => {
  let text = await readme();
  for (const [name, made] of Object.entries(parts)) {
    const before = partOf(text, name);
    if (before === undefined) throw new Error(`README.md has no part ${name}`);
    text = text.replace(`<!-- made: ${name} -->\n${before}\n<!-- end -->`, () => `<!-- made: ${name} -->\n${made}\n<!-- end -->`);
  }
  await writeFile(file, text);
};

if (import.meta.main) {
  const thread = await openThread('readme');
  try {
    await thread.stack.sparkReady;
    await write({ ...staticParts(), transcript: await transcript(thread) });
  } finally {
    await thread.close();
  }
}
