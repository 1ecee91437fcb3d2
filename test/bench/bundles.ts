// `npm run bench:bundles`: what Lambda loads for each agent, and how long Node takes to import it. Reads the bundles of a fresh cdk.out.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type AgentName, agentNames, rowOf } from '../../events/topology.ts';
import { stackName } from '../../infra/app.ts';
import { bundleAgents } from '../../infra/bundle.ts';
import { usesDatabase } from '../../infra/network.ts';
import { synth } from '../../infra/synth.ts';

const imports = 9;
const goalMilliseconds = 100;

/** Bytes that a bundle may have, by the heaviest thing in it. */
const goalOf = (agent: AgentName): number => {
  const row = rowOf(agent);
  if (usesDatabase(row)) return 700_000;
  return row.uses.includes('model') ? 600_000 : 450_000;
};

type Template = {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: unknown; readonly Metadata?: unknown }>>;
};

/** Folder of each agent's bundle in the cloud assembly, as the template names it. */
const bundleFolders = async (outDir: string): Promise<ReadonlyMap<AgentName, string>> => {
  const template: Template = JSON.parse(await readFile(path.join(outDir, `${stackName}.template.json`), 'utf8'));
  const assets = await readdir(outDir);
  const functions = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
  return new Map(
    functions.map(({ Properties }) => {
      const { Code, Environment } = Properties as { Code: { S3Key: string }; Environment: { Variables: { AGENT: AgentName } } };
      const folder = `asset.${path.parse(Code.S3Key).name}`;
      if (!assets.includes(folder)) throw new Error(`${outDir} has no ${folder}`);
      return [Environment.Variables.AGENT, path.join(outDir, folder)];
    }),
  );
};

/** Milliseconds of one import in a Node process of its own, as a cold start does it. */
const importTime = (file: string): number => {
  const program = `const began = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)}); console.log(performance.now() - began);`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' }));
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const kB = (bytes: number): number => Math.round(bytes / 1000);

const measure = async (agent: AgentName, folder: string) => {
  const file = path.join(folder, 'index.mjs');
  const text = await readFile(file);
  const milliseconds = median(Array.from({ length: imports }, () => importTime(file)));
  return { agent, bytes: text.length, gzipped: gzipSync(text).length, milliseconds, goal: goalOf(agent) };
};

if (import.meta.main) {
  const outDir = await mkdtemp(path.join(tmpdir(), 'datamorph-bundles-'));
  try {
    const began = performance.now();
    await synth(path.join(outDir, 'cdk.out'));
    console.log(`synth: ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
    const folders = await bundleFolders(path.join(outDir, 'cdk.out'));
    const parts = new Map((await bundleAgents(path.join(outDir, 'parts'))).map((bundle) => [bundle.agent, bundle.parts]));

    console.log(`| bundle | kB | gz kB | goal kB | import ms (median of ${imports}, goal ${goalMilliseconds}) | largest parts, kB |`);
    console.log('|---|--:|--:|--:|--:|---|');
    const misses: string[] = [];
    for (const agent of agentNames) {
      const { bytes, gzipped, goal, milliseconds } = await measure(agent, folders.get(agent) ?? '');
      const largest = (parts.get(agent) ?? []).slice(0, 4).map(([part, size]) => `${part} ${kB(size)}`);
      console.log(`| ${agent} | ${kB(bytes)} | ${kB(gzipped)} | ${kB(goal)} | ${Math.round(milliseconds)} | ${largest.join(', ')} |`);
      if (bytes > goal) misses.push(`${agent} is ${kB(bytes - goal)} kB over its goal`);
      if (milliseconds > goalMilliseconds) misses.push(`${agent} takes ${Math.round(milliseconds)} ms to import`);
    }
    console.log(misses.length === 0 ? '\nall goals met' : `\n${misses.join('\n')}`);
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}
