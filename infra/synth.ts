// `npm run synth`: bundles and template into cdk.out. Needs no Docker, no account and no CDK command line.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type AgentName, agentNames } from '../events/topology.ts';
import { bundleAgents } from './bundle.ts';

const root = path.join(import.meta.dirname, '..');

/** Writes the cloud assembly: template, asset manifest, one folder per bundle. */
export const synth = async (outDir: string): Promise<void> => {
  const bundles = await mkdtemp(path.join(tmpdir(), 'datamorph-bundles-'));
  try {
    // esbuild works in a process of its own while this one loads the CDK.
    const [made, { dataMorphApp }, { Code }, version] = await Promise.all([
      bundleAgents(bundles),
      import('./app.ts'),
      import('aws-cdk-lib/aws-lambda'),
      packageVersion(),
      removeStaleAssets(outDir),
    ]);
    const folders = new Map(made.map(({ agent, folder }) => [agent, folder]));
    const codeOf = (agent: AgentName) => {
      const folder = folders.get(agent);
      if (folder === undefined) throw new Error(`services/${agent}/main.ts is missing: every row of the table needs one`);
      return Code.fromAsset(folder);
    };
    dataMorphApp({ outdir: outDir, codeOf, version, context: fromCommandLine() }).app.synth({ validateOnSynthesis: true });
  } finally {
    await rm(bundles, { recursive: true, force: true });
  }
};

export const packageVersion = async (): Promise<string> => {
  const { version }: { version: string } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  return version;
};

/** Assets are named by their hash, so those of earlier code would stay for ever. */
const removeStaleAssets = async (outDir: string): Promise<void> => {
  const stale = (await readdir(outDir).catch(() => [])).filter((file) => file.startsWith('asset.'));
  await Promise.all(stale.map((file) => rm(path.join(outDir, file), { recursive: true, force: true })));
};

/** `-c key=value`, as the CDK's command line takes it. */
const fromCommandLine = (): Readonly<Record<string, string>> => {
  const pairs = process.argv.flatMap((argument, n) => (argument === '-c' ? [process.argv[n + 1] ?? ''] : []));
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
};

if (import.meta.main) {
  const began = performance.now();
  // The CDK's command line, when it runs this file, says where it wants the result.
  const outDir = path.resolve(process.env.CDK_OUTDIR ?? path.join(root, 'cdk.out'));
  await synth(outDir);
  console.log(`${agentNames.length} agents, one stack: ${outDir} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
}
