// What `cdk synth` wrote: one stack's template and the files it needs.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

export type Template = {
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Rules?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>>;
  readonly [section: string]: unknown;
};
export type Asset = { readonly bucket: string; readonly key: string; readonly source: string; readonly isFolder: boolean };
export type Assembly = { readonly stackName: string; readonly template: Template; readonly assets: readonly Asset[] };

type AssetManifest = {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path: string; readonly packaging: 'zip' | 'file' };
        readonly destinations: Readonly<Record<string, { readonly bucketName: string; readonly objectKey: string }>>;
      }
    >
  >;
};

/** The one stack in the folder, without what only a bootstrapped account can answer (a version parameter and the rule that checks it). */
export const readAssembly = async (cdkOut: string): Promise<Assembly> => {
  const found = (await readdir(cdkOut)).filter((file) => file.endsWith('.template.json'));
  const [file] = found;
  if (file === undefined || found.length > 1)
    throw new Error(`expected one template in ${cdkOut}, found ${found.length}: run npm run synth`);
  const stackName = file.slice(0, -'.template.json'.length);
  const { Rules: _rules, ...template }: Template = JSON.parse(await readFile(path.join(cdkOut, file), 'utf8'));
  const { BootstrapVersion: _version, ...Parameters } = template.Parameters ?? {};
  const manifest: AssetManifest = JSON.parse(await readFile(path.join(cdkOut, `${stackName}.assets.json`), 'utf8'));
  const assets = Object.values(manifest.files).flatMap(({ source, destinations }) =>
    Object.values(destinations)
      .slice(0, 1)
      .map(({ bucketName, objectKey }) => ({
        bucket: inLocalAccount(bucketName),
        key: objectKey,
        source: path.join(cdkOut, source.path),
        isFolder: source.packaging === 'zip',
      })),
  );
  return { stackName, template: { ...template, Parameters }, assets: assets.filter(({ source }) => !source.endsWith(file)) };
};

const inLocalAccount = (text: string): string =>
  text.replaceAll(/\$\{AWS::(AccountId|Region)\}/g, (_, name) => (name === 'Region' ? 'us-east-1' : '000000000000'));
