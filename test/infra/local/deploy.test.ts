import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAssembly } from '../../../infra/local/deploy/assembly.ts';
import { zipFolder } from '../../../infra/local/deploy/zip.ts';
import { findPython } from '../../../infra/local/find-python.mjs';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'datamorph-deploy-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('an archive', () => {
  it('holds every file, as another program reads it', async () => {
    await mkdir(path.join(folder, 'in/deep'), { recursive: true });
    await writeFile(path.join(folder, 'in/index.mjs'), 'export const a = 1;\n');
    await writeFile(path.join(folder, 'in/deep/größe.txt'), 'ä'.repeat(70_000));
    await writeFile(path.join(folder, 'in/empty'), '');
    await writeFile(path.join(folder, 'out.zip'), await zipFolder(path.join(folder, 'in')));
    const read = `import zipfile, sys, json; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
print(json.dumps({i.filename: [len(z.read(i).decode()), oct(i.external_attr >> 16)] for i in z.infolist()}))`;
    const { stdout } = await promisify(execFile)(findPython().python ?? 'python3', ['-c', read, path.join(folder, 'out.zip')]);
    expect(JSON.parse(stdout)).toEqual({ 'deep/größe.txt': [70_000, '0o100644'], empty: [0, '0o100644'], 'index.mjs': [20, '0o100644'] });
  });

  it('of the same files is the same', async () => {
    await writeFile(path.join(folder, 'a'), 'a');
    expect((await zipFolder(folder)).equals(await zipFolder(folder))).toBe(true);
  });
});

describe('a cloud assembly', () => {
  const write = async (template: object): Promise<void> => {
    const destination = { bucketName: 'b-$' + '{AWS::AccountId}-$' + '{AWS::Region}', objectKey: 'k.zip' };
    const files = {
      code: { source: { path: 'asset.k', packaging: 'zip' }, destinations: { here: destination } },
      own: { source: { path: 'S.template.json', packaging: 'file' }, destinations: { here: { bucketName: 'b', objectKey: 's' } } },
    };
    await writeFile(path.join(folder, 'S.template.json'), JSON.stringify(template));
    await writeFile(path.join(folder, 'S.assets.json'), JSON.stringify({ files }));
  };

  it('loses what asks for a bootstrapped account, and nothing else', async () => {
    const rest = { Resources: { Q: { Type: 'AWS::SQS::Queue' } }, Outputs: { O: { Value: 'v' } } };
    await write({ Parameters: { BootstrapVersion: {}, Mine: { Type: 'String' } }, Rules: { CheckBootstrapVersion: {} }, ...rest });
    const { stackName, template, assets } = await readAssembly(folder);
    expect(stackName).toBe('S');
    expect(template).toEqual({ Parameters: { Mine: { Type: 'String' } }, ...rest });
    expect(assets).toEqual([{ bucket: 'b-000000000000-us-east-1', key: 'k.zip', source: path.join(folder, 'asset.k'), isFolder: true }]);
  });

  it('must hold exactly one stack', async () => {
    await expect(readAssembly(folder)).rejects.toThrow('found 0');
    await write({ Resources: {} });
    await writeFile(path.join(folder, 'T.template.json'), '{}');
    await expect(readAssembly(folder)).rejects.toThrow('found 2');
  });
});
