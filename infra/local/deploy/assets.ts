// Files that the template refers to, put where it expects them. Keys are hashes of the content, so what is there is right.
import { readFile } from 'node:fs/promises';
import { CreateBucketCommand, PutObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { clientOptions } from '../aws-env.ts';
import type { Asset } from './assembly.ts';
import { zipFolder } from './zip.ts';

/** Number of files that were new. */
export const uploadAssets = async (endpoint: string, assets: readonly Asset[]): Promise<number> => {
  const client = new S3Client(clientOptions(endpoint));
  try {
    const there = new Set<string>();
    for (const bucket of new Set(assets.map((asset) => asset.bucket))) {
      for (const key of await keysIn(client, bucket)) there.add(`${bucket}/${key}`);
    }
    const missing = assets.filter(({ bucket, key }) => !there.has(`${bucket}/${key}`));
    await Promise.all(
      missing.map(async ({ bucket, key, source, isFolder }) => {
        const Body = isFolder ? await zipFolder(source) : await readFile(source);
        await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body }));
      }),
    );
    return missing.length;
  } finally {
    client.destroy();
  }
};

/** Puts the template beside the assets. Its address, for CloudFormation. */
export const uploadTemplate = async (endpoint: string, stackName: string, body: string): Promise<string> => {
  const client = new S3Client(clientOptions(endpoint));
  const [Bucket, Key] = ['cdk-local-templates', `${stackName}.json`];
  try {
    await ensureBucket(client, Bucket);
    await client.send(new PutObjectCommand({ Bucket, Key, Body: body }));
    return `${endpoint}/${Bucket}/${Key}`;
  } finally {
    client.destroy();
  }
};

const keysIn = async (client: S3Client, bucket: string): Promise<string[]> => {
  await ensureBucket(client, bucket);
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket }))
    keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
  return keys;
};

const ensureBucket = async (client: S3Client, bucket: string): Promise<void> => {
  await client.send(new CreateBucketCommand({ Bucket: bucket })).catch((error: Error) => {
    if (!/BucketAlreadyOwnedByYou|BucketAlreadyExists/.test(error.name)) throw error;
  });
};
