// The agents' code as Lambda loads it: one esbuild call, one self-contained ES module per agent, the AWS SDK included.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { type AgentName, agentNames } from '../events/topology.ts';
import { type Contracts, contractsOf } from './bundle-contracts.ts';
import { shakeableSdk } from './bundle-sdk.ts';

const root = path.join(import.meta.dirname, '..');
const lambdaCredentials = path.join(import.meta.dirname, 'lambda-credentials.ts');
const mainOf = (agent: AgentName): string => path.join(root, 'services', agent, 'main.ts');

export type Bundle = {
  readonly agent: AgentName;
  /** Folder with `index.mjs`. */
  readonly folder: string;
  readonly bytes: number;
  /** Bytes by package or top-level folder of ours, largest first. */
  readonly parts: readonly (readonly [part: string, bytes: number])[];
};

/** Bundles every agent that has a main.ts into `<outDir>/<agent>/index.mjs`. */
export const bundleAgents = async (outDir: string, { sourceMaps = false } = {}): Promise<readonly Bundle[]> => {
  const agents = agentNames.filter((agent) => existsSync(mainOf(agent)));
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(agents.map((agent) => [`${agent}/index`, `agent:${agent}`])),
    outdir: outDir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // Most packages keep ES modules, which shake, in `module`; esbuild's own choice for node is `main` alone.
    mainFields: ['module', 'main'],
    external: ['pg-native'],
    banner: { js: requireForCommonJs },
    legalComments: 'none',
    charset: 'utf8',
    sourcemap: sourceMaps ? 'linked' : false,
    metafile: true,
    logLevel: 'error',
    alias: { '@aws-sdk/credential-provider-node': lambdaCredentials, '@aws-sdk/token-providers': lambdaCredentials },
    plugins: [onlyNeededValidators, importsDoNothing, shakeableSdk],
  });
  return agents.map((agent) => bundleOf(agent, outDir, metafile));
};

/** CommonJS packages (pg) call require, which an ES module does not have. */
const requireForCommonJs = "import{createRequire as bundledRequire}from'node:module';const require=bundledRequire(import.meta.url);";

/**
 * All validators together are over 1 MB. In bundles the generated registry starts empty, and each agent's entry fills it with those that its row
 * and its documents need. The registry is one module for esbuild, so all agents still are one build.
 */
const onlyNeededValidators: Plugin = {
  name: 'only-needed-validators',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^agent:/ }, ({ path: entry }) => ({ path: entry.slice('agent:'.length), namespace: 'agent' }));
    onLoad({ filter: /.*/, namespace: 'agent' }, ({ path: agent }) => ({
      contents: `import 'validators:${agent}';\nexport * from './services/${agent}/main.ts';\n`,
      resolveDir: root,
      loader: 'ts',
    }));
    onResolve({ filter: /^validators:/ }, ({ path: entry }) => ({ path: entry.slice('validators:'.length), namespace: 'validators' }));
    onLoad({ filter: /.*/, namespace: 'validators' }, ({ path: agent }) => ({
      contents: fillRegistry(contractsOf(agent as AgentName)),
      resolveDir: root,
      loader: 'ts',
    }));
    onLoad({ filter: /contracts[\\/]generated[\\/]validators\.ts$/ }, () => ({
      contents: 'export const factValidators = {};\nexport const documentValidators = {};\n',
      loader: 'ts',
    }));
  },
};

/** Importing a module of ours only defines things, so what is imported and not used goes, with all that it imports: pg, for one. */
const importsDoNothing: Plugin = {
  name: 'imports-do-nothing',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ path: imported, resolveDir }) => ({
      path: path.resolve(resolveDir, imported),
      sideEffects: false,
    }));
  },
};

const fillRegistry = ({ hears, says, documents }: Contracts): string => {
  const from = (alias: string, file: string) => `import { validate as ${alias} } from './contracts/generated/validators/${file}.js';`;
  const facts = [...new Set([...hears, ...says])].map((name) => {
    const ways = [...(hears.includes(name) ? [`hear: hear${name}`] : []), ...(says.includes(name) ? [`say: say${name}`] : [])];
    return `${name}: { ${ways.join(', ')} }`;
  });
  return [
    "import { documentValidators, factValidators } from './contracts/generated/validators.ts';",
    ...hears.map((name) => from(`hear${name}`, `${name}.read`)),
    ...says.map((name) => from(`say${name}`, `${name}.write`)),
    ...documents.map((name) => from(`doc${name}`, name)),
    `Object.assign(factValidators, { ${facts.join(', ')} });`,
    `Object.assign(documentValidators, { ${documents.map((name) => `${name}: doc${name}`).join(', ')} });`,
  ].join('\n');
};

const bundleOf = (agent: AgentName, outDir: string, metafile: Metafile): Bundle => {
  const file = path.join(outDir, agent, 'index.mjs');
  const output = metafile.outputs[path.relative(root, file)];
  if (output === undefined) throw new Error(`esbuild made no bundle for ${agent}`);
  const parts = new Map<string, number>();
  for (const [input, { bytesInOutput }] of Object.entries(output.inputs))
    parts.set(partOf(input), (parts.get(partOf(input)) ?? 0) + bytesInOutput);
  return { agent, folder: path.dirname(file), bytes: readFileSync(file).length, parts: [...parts].sort(([, a], [, b]) => b - a) };
};

const partOf = (input: string): string => {
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input) ?? [];
  return name ?? input.split('/').slice(0, 2).join('/');
};
