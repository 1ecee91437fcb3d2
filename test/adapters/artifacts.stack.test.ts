// The same promises on S3.
import { createHash } from 'node:crypto';
import { CreateBucketCommand, ListObjectVersionsCommand, PutBucketVersioningCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll } from 'vitest';
import { documentValidators } from '../../contracts/generated/validators.ts';
import { s3Artifacts } from '../../services/adapters/s3-artifacts.ts';
import { artifactsContract } from './artifacts.contract.ts';
import { type Emulated, emulated } from './stack.ts';

const Bucket = 'artifacts';
let stack: Emulated;
let client: S3Client;

beforeAll(async () => {
  stack = await emulated();
  client = new S3Client(stack.aws);
  await client.send(new CreateBucketCommand({ Bucket }));
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
});
afterAll(() => stack?.stop());

const put = (Key: string, Body: string) => client.send(new PutObjectCommand({ Bucket, Key, Body }));

artifactsContract('artifacts in S3', async () => ({
  artifacts: s3Artifacts({ bucket: Bucket, documents: documentValidators }, client),
  claim: ({ runId, attempt }, jobRunId) => put(`runs/${runId}/${attempt}/claim.json`, JSON.stringify({ jobRunId })),
  report: ({ runId, attempt }, jobRunId, report) => {
    const text = JSON.stringify(report);
    return put(`runs/${runId}/${attempt}/JobReport/${jobRunId}/${createHash('sha256').update(text).digest('hex')}.json`, text);
  },
  overwrite: (uri, text) => put(uri.replace(`s3://${Bucket}/`, ''), text),
  // Versions, so that a second write of the same bytes would show.
  countIn: async ({ runId }) =>
    (await client.send(new ListObjectVersionsCommand({ Bucket, Prefix: `runs/${runId}/` }))).Versions?.length ?? 0,
}));
