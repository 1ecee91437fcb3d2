// The cloud assembly for the local stack, made again only when something that goes into it changed.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runOwned } from '../owned-process.ts';
import { root } from '../places.ts';

export type Synth = (outDir: string) => Promise<void>;

/** Makes the assembly in `outDir` unless it is there already for the same sources. The stamp is written last, so a cut-off synthesis is done again. */
export const synthesizeIfChanged = async (
  outDir: string,
  synth: Synth,
  onProgress: (line: string) => void,
): Promise<'made' | 'unchanged'> => {
  const stamp = `${outDir}.stamp`;
  const hash = await sourcesHash();
  if (existsSync(outDir) && (await readFile(stamp, 'utf8').catch(() => '')) === hash) return 'unchanged';
  const began = performance.now();
  onProgress('synthesizing the template …');
  await rm(stamp, { force: true });
  await mkdir(outDir, { recursive: true });
  await synth(outDir);
  await writeFile(stamp, hash);
  onProgress(`template synthesized in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return 'made';
};

/** In a process of its own: it needs the CDK, 100 MB that nobody uses afterwards, and the other processor. */
export const synthInChild: Synth = async (outDir) => {
  const script = path.join(root, 'infra/synth.ts');
  const { AWS_PROFILE: _profile, ...env } = process.env;
  await runOwned(process.execPath, [script, '-c', 'apiAuthorization=none'], { cwd: root, env: { ...env, CDK_OUTDIR: outDir } }).catch(
    (error: Error) => {
      throw new Error(`the template cannot be synthesized: ${error.message}`);
    },
  );
};

const sources = ['contracts', 'events', 'services', 'infra', 'package-lock.json'];
const irrelevant = ['infra/local', 'services/cli', 'services/web'];

/** Over names and contents of all that bundles and template are made of. */
export const sourcesHash = async (from = root): Promise<string> => {
  const files = (await Promise.all(sources.map((source) => filesBelow(from, source)))).flat().sort();
  const hash = createHash('sha256');
  for (const [n, content] of (await Promise.all(files.map((file) => readFile(path.join(from, file))))).entries()) {
    hash.update(`${files[n]}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
};

const filesBelow = async (from: string, place: string): Promise<string[]> => {
  if (irrelevant.includes(place) || place.endsWith('__pycache__')) return [];
  const found = await readdir(path.join(from, place), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTDIR') return undefined;
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (found === undefined) return [place];
  return (
    await Promise.all(found.map((entry) => (entry.isFile() ? [`${place}/${entry.name}`] : filesBelow(from, `${place}/${entry.name}`))))
  ).flat();
};
