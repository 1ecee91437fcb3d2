// What Lambda loads: one self-contained module per agent, with what its row needs and without what it does not.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AgentName, type AgentRow, agentNames, rowOf } from '../../events/topology.ts';
import { type Bundle, bundleAgents } from '../../infra/bundle.ts';
import { contractsOf } from '../../infra/bundle-contracts.ts';
import { withoutComputedKeys } from '../../infra/bundle-sdk.ts';
import { defaultProvider, fromEnvSigningName, nodeProvider } from '../../infra/lambda-credentials.ts';

describe('bundles', () => {
  const outDir = mkdtempSync(path.join(tmpdir(), 'datamorph-bundles-'));
  let bundles: ReadonlyMap<AgentName, Bundle> = new Map();
  beforeAll(async () => {
    bundles = new Map((await bundleAgents(outDir)).map((bundle) => [bundle.agent, bundle]));
  }, 60_000);
  afterAll(() => rmSync(outDir, { recursive: true, force: true }));

  it('every row of the table has one', () => expect([...bundles.keys()]).toEqual(agentNames));

  it.each(agentNames)('%s loads in an empty folder and has a handler', (agent) => {
    const file = pathToFileURL(path.join(bundles.get(agent)?.folder ?? '', 'index.mjs')).href;
    const program = `const { handler } = await import(${JSON.stringify(file)}); console.log(typeof handler);`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { cwd: tmpdir(), encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout.trim()).toBe('function');
  });

  it.each(agentNames)('%s carries the clients of its ports and no others', (agent) => {
    const row: AgentRow = rowOf(agent);
    const parts = (bundles.get(agent)?.parts ?? []).filter(([, bytes]) => bytes > 0).map(([part]) => part);
    const carries = {
      '@aws-sdk/client-bedrock-runtime': row.uses.includes('model'),
      '@aws-sdk/client-s3': row.uses.includes('artifacts'),
      '@aws-sdk/client-glue': row.uses.includes('glue'),
      pg: row.uses.some((port) => ['catalog', 'warehouse', 'targets'].includes(port)),
      '@aws-sdk/client-sqs': row.http !== true,
      '@aws-sdk/client-dynamodb': true,
      // Lambda's environment has the keys.
      '@aws-sdk/credential-provider-node': false,
      '@aws-sdk/token-providers': false,
      '@aws-sdk/nested-clients': false,
    };
    for (const [part, needed] of Object.entries(carries)) expect([part, parts.includes(part)]).toEqual([part, needed]);
  });

  it.each([
    ['specs-generator', 'answer_spec', 'answer_tests'],
    ['test-writer', 'answer_tests', 'answer_spec'],
  ] as const)('%s carries the task that it asks a model, and no other', (agent, own, other) => {
    const text = readFileSync(path.join(bundles.get(agent)?.folder ?? '', 'index.mjs'), 'utf8');
    expect([text.includes(own), text.includes(other)]).toEqual([true, false]);
  });

  it.each(agentNames)('%s carries the validators of what it hears and says', (agent) => {
    const text = readFileSync(path.join(bundles.get(agent)?.folder ?? '', 'index.mjs'), 'utf8');
    const { hears, says } = contractsOf(agent);
    for (const name of new Set([...hears, ...says])) {
      const ways = [...(hears.includes(name) ? ['hear:\\w+'] : []), ...(says.includes(name) ? ['say:\\w+'] : [])].join(',');
      expect(text).toMatch(new RegExp(`\\b${name}:\\{${ways.replaceAll('\\w+', '[\\w$]+')}\\}`));
    }
  });
});

describe('the documents of an agent', () => {
  it.each(agentNames.filter((agent) => !rowOf(agent).uses.includes('artifacts')))('%s uses no artifacts, so it has none', (agent) => {
    expect(contractsOf(agent).documents).toEqual([]);
  });
  it('are those that its code names', () => {
    expect(contractsOf('glue-relay').documents).toContain('JobReport');
    expect(contractsOf('source-profiler').documents).toEqual(['Catalog']);
    expect(contractsOf('validator').documents).toEqual(expect.arrayContaining(['JobReport', 'TestSet', 'TransformSpec', 'VerdictReport']));
  });
});

describe('computed keys of generated SDK schemas', () => {
  it('become plain ones where the constant is known', () => {
    const text = 'const _hH = "httpHeader";\nconst a = { [_hH]: "x" };\n';
    expect(withoutComputedKeys(text)).toBe('const _hH = "httpHeader";\nconst a = { "httpHeader": "x" };\n');
  });
  it('stay where it is not', () => {
    const text = 'const _k = key();\nconst a = { [_k]: 1 };';
    expect(withoutComputedKeys(text)).toBe(text);
  });
});

describe('credentials in Lambda', () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });
  it('are those of the environment at the time of signing', async () => {
    const provide = defaultProvider();
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIA1', AWS_SECRET_ACCESS_KEY: 's1', AWS_SESSION_TOKEN: 't1' });
    expect(await provide()).toEqual({ accessKeyId: 'AKIA1', secretAccessKey: 's1', sessionToken: 't1' });
    Object.assign(process.env, { AWS_SESSION_TOKEN: 't2' });
    expect(await provide()).toMatchObject({ sessionToken: 't2' });
  });
  it('are missed in clear words', async () => {
    delete process.env.AWS_ACCESS_KEY_ID;
    await expect(defaultProvider()()).rejects.toThrow('no AWS credentials in the environment');
  });
  it('may be a token for Bedrock, when a deployment sets one', async () => {
    process.env.AWS_BEARER_TOKEN_BEDROCK = 'bedrock-api-key-1';
    expect(await fromEnvSigningName({ signingName: 'bedrock' })()).toEqual({ token: 'bedrock-api-key-1' });
    delete process.env.AWS_BEARER_TOKEN_BEDROCK;
    await expect(fromEnvSigningName({ signingName: 'bedrock' })()).rejects.toThrow('no AWS_BEARER_TOKEN_BEDROCK');
    await expect(nodeProvider()()).rejects.toThrow('no token');
  });
});
