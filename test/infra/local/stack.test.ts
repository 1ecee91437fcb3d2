import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { awsEnv, enterEnvironment } from '../../../infra/local/aws-env.ts';
import { addressOf, secretOf } from '../../../infra/local/stack/database.ts';
import { sourcesHash, synthesizeIfChanged } from '../../../infra/local/stack/synthesize.ts';

describe('DATABASE_URL', () => {
  it('names host, port, database, user and password', () => {
    const address = addressOf('postgres://me%40home:p%2Fw@db.example.com/my%20db');
    expect(address).toEqual({ host: 'db.example.com', port: 5432, database: 'my db', user: 'me@home', password: 'p/w' });
    expect(addressOf('postgresql://u:p@[::1]:6432/d')).toMatchObject({ host: '::1', port: 6432 });
    expect(JSON.parse(secretOf(address))).toEqual({
      host: 'db.example.com',
      port: 5432,
      dbname: 'my db',
      username: 'me@home',
      password: 'p/w',
    });
  });

  it.each(['no url', 'mysql://u:secret@h/d', 'postgresql://h/d', 'postgresql://u:secret@h', 'postgresql://u:secret@/d'])(
    'is refused without showing a password: %s',
    (url) => {
      const error = (() => {
        try {
          addressOf(url);
        } catch (thrown) {
          return String(thrown);
        }
      })();
      expect(error).toContain('DATABASE_URL');
      expect(error).not.toContain('secret');
    },
  );
});

describe('the environment', () => {
  it("keeps the user's own AWS settings out, and gives them back", () => {
    process.env.AWS_PROFILE = 'mine';
    process.env.AWS_ENDPOINT_URL_S3 = 'http://elsewhere';
    try {
      const env = awsEnv('http://127.0.0.1:1', { glue: 'http://127.0.0.1:2', bedrock: 'http://127.0.0.1:3' });
      const leave = enterEnvironment(env);
      expect(Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('AWS_')))).toEqual(env);
      expect(env).toMatchObject({
        AWS_ENDPOINT_URL_GLUE: 'http://127.0.0.1:2',
        AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'http://127.0.0.1:3',
        AWS_REGION: 'us-east-1',
      });
      leave();
      expect(process.env.AWS_PROFILE).toBe('mine');
      expect(process.env.AWS_ENDPOINT_URL_S3).toBe('http://elsewhere');
      expect(process.env.AWS_ENDPOINT_URL).toBeUndefined();
    } finally {
      delete process.env.AWS_PROFILE;
      delete process.env.AWS_ENDPOINT_URL_S3;
    }
  });
});

describe('synthesis', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'datamorph-synth-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is done once for the same sources, and again after one that failed', async () => {
    const outDir = path.join(folder, 'cdk.out');
    let calls = 0;
    const synth = async () => {
      if (++calls === 1) throw new Error('broken');
    };
    await expect(synthesizeIfChanged(outDir, synth, () => {})).rejects.toThrow('broken');
    expect(await synthesizeIfChanged(outDir, synth, () => {})).toBe('made');
    expect(await synthesizeIfChanged(outDir, synth, () => {})).toBe('unchanged');
    await rm(outDir, { recursive: true });
    expect(await synthesizeIfChanged(outDir, synth, () => {})).toBe('made');
    expect(calls).toBe(3);
  });

  it('depends on what goes into bundles and template, by name and content, and on nothing else', async () => {
    const write = async (file: string, text: string): Promise<string> => {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), text);
      return await sourcesHash(folder);
    };
    const first = await write('services/api/main.ts', 'a');
    expect(await write('services/api/main.ts', 'a')).toBe(first);
    expect(await write('services/cli/demo.ts', 'x')).toBe(first);
    expect(await write('infra/local/stack.ts', 'x')).toBe(first);
    expect(await write('test/a.ts', 'x')).toBe(first);
    const hashes = [
      first,
      await write('services/api/main.ts', 'b'),
      await write('infra/app.ts', 'b'),
      await write('package-lock.json', '{}'),
      await write('contracts/api/x.json', ''),
      await write('contracts/apix.json', ''),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
