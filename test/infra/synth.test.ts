// `npm run synth` leaves everything that a deployment needs, without Docker and without an account.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { agentNames } from '../../events/topology.ts';
import { stackName } from '../../infra/app.ts';
import { synth } from '../../infra/synth.ts';

const outDir = mkdtempSync(path.join(tmpdir(), 'datamorph-synth-'));
const jsonIn = (file: string) => JSON.parse(readFileSync(path.join(outDir, file), 'utf8'));

beforeAll(async () => {
  writeFileSync(path.join(outDir, 'asset.of-earlier-code'), '');
  await synth(outDir);
}, 60_000);
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

type Asset = {
  readonly source: { readonly path: string; readonly packaging: string };
  readonly destinations: Readonly<Record<string, { objectKey: string }>>;
};
const assets = () => Object.values(jsonIn(`${stackName}.assets.json`).files as Record<string, Asset>);

it('every function’s code is an asset with one module', () => {
  const { Resources } = jsonIn(`${stackName}.template.json`) as {
    Resources: Record<string, { Type: string; Properties: { Code: { S3Key: string } } }>;
  };
  const functions = Object.values(Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
  expect(functions).toHaveLength(agentNames.length);
  for (const { Properties } of functions) {
    const asset = assets().find(({ destinations }) =>
      Object.values(destinations).some(({ objectKey }) => objectKey === Properties.Code.S3Key),
    );
    expect(asset?.source.packaging).toBe('zip');
    expect(readdirSync(path.join(outDir, asset?.source.path ?? 'nowhere'))).toEqual(['index.mjs']);
  }
});

it('the job’s script is an asset, its modules are one zip without anything else', () => {
  const scripts = assets().filter(({ source }) => source.path.endsWith('.py'));
  expect(scripts).toHaveLength(1);
  const zips = assets().filter(({ source }) => source.packaging === 'zip' && !existsSync(path.join(outDir, source.path, 'index.mjs')));
  expect(zips).toHaveLength(1);
  const files = readdirSync(path.join(outDir, zips[0]?.source.path ?? 'nowhere'), { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile(),
  );
  expect(files.map(({ name }) => name).filter((name) => !name.endsWith('.py') || name === 'runner.py')).toEqual([]);
  expect(files.length).toBeGreaterThan(0);
});

it('assets of earlier code are gone', () => expect(existsSync(path.join(outDir, 'asset.of-earlier-code'))).toBe(false));

it('the template names no account and no region', () => {
  const text = readFileSync(path.join(outDir, `${stackName}.template.json`), 'utf8');
  expect(text).not.toMatch(/\b\d{12}\b/);
  expect(text).not.toMatch(/\b(us|eu|ap|sa|ca)-(north|south|east|west|central)+-\d\b/);
});
