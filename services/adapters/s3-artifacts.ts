// Artifacts in S3: written once under the hash of their bytes, verified by whoever reads them.
import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, PutObjectCommand, S3Client, type S3ServiceException } from '@aws-sdk/client-s3';
import type { S3Ref } from '../../contracts/generated/types.ts';
import type { ArtifactsPort } from '../../events/ports.ts';
import { ArtifactBroken, assertDocument, type DocumentValidators, documentIn, sha256 } from './artifact-broken.ts';
import { claimKey, documentKey, reportFolder, reportHash, textKey } from './artifact-keys.ts';
import { canonicalJson } from './canonical-json.ts';

type Bucket = { readonly client: S3Client; readonly bucket: string };

export type ArtifactsOptions = {
  readonly bucket: string;
  /** Of the kinds that are read or written: `{ Catalog: validateCatalog }`. */
  readonly documents: DocumentValidators;
};

/** Throws ArtifactBroken for what is not there or not what it claims to be. */
export const s3Artifacts = ({ bucket, documents }: ArtifactsOptions, client = new S3Client({})): ArtifactsPort => {
  const on: Bucket = { client, bucket };
  return {
    write: async (kind, document, scope) => {
      assertDocument(documents, kind, document, `${kind} of run ${scope.runId}`);
      const text = canonicalJson(document);
      return put(on, documentKey(scope, kind, sha256(text)), text, 'application/json');
    },
    writeText: async (name, text, scope) => put(on, textKey(scope, name, sha256(text)), text, 'text/plain; charset=utf-8'),
    read: async (kind, ref) => {
      const text = await textAt(on, keyOf(bucket, ref.uri));
      if (text === undefined) throw new ArtifactBroken('missing', ref.uri, 'no such object');
      return documentIn(documents, kind, text, ref);
    },
    claimOf: async (scope) => {
      const text = await textAt(on, claimKey(scope));
      return text === undefined ? undefined : claimantIn(text, scope.runId);
    },
    reportOf: (scope, jobRunId) => onlyReport(on, reportFolder(scope, jobRunId)),
  };
};

/** Puts of one key at one moment in a row that are no longer believable as bad luck. */
const maxRaces = 5;

const put = async ({ client, bucket }: Bucket, key: string, text: string, ContentType: string, race = 0): Promise<S3Ref> => {
  const hash = sha256(text);
  try {
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: text,
        ContentType,
        ChecksumSHA256: Buffer.from(hash, 'hex').toString('base64'),
        IfNoneMatch: '*',
      }),
    );
  } catch (error) {
    const { name } = error as Partial<S3ServiceException>;
    // S3 does not say which of two puts at the same moment was first.
    if (name === 'ConditionalRequestConflict' && race < maxRaces) return put({ client, bucket }, key, text, ContentType, race + 1);
    // Whoever was first wrote the same bytes, or the key would be another.
    if (name !== 'PreconditionFailed') throw error;
  }
  return { uri: `s3://${bucket}/${key}`, sha256: hash };
};

const textAt = async ({ client, bucket }: Bucket, key: string): Promise<string | undefined> => {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return await Body?.transformToString('utf-8');
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
};

/** A reference may come from a document; only this bucket's objects are artifacts. */
const keyOf = (bucket: string, uri: string): string => {
  const root = `s3://${bucket}/`;
  if (!uri.startsWith(root)) throw new ArtifactBroken('elsewhere', uri, `artifacts lie in ${root}`);
  return uri.slice(root.length);
};

const claimantIn = (text: string, runId: string): string => {
  const { jobRunId } = JSON.parse(text) as { jobRunId?: unknown };
  if (typeof jobRunId !== 'string' || jobRunId === '') throw new Error(`run ${runId}: its claim names no job run`);
  return jobRunId;
};

const onlyReport = async ({ client, bucket }: Bucket, prefix: string): Promise<S3Ref | undefined> => {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
  const reports = Contents.flatMap(({ Key = '' }) => {
    const hash = reportHash(Key);
    return hash === undefined ? [] : [{ uri: `s3://${bucket}/${Key}`, sha256: hash }];
  });
  if (reports.length > 1) throw new Error(`${prefix}: ${reports.length} reports of one job run`);
  return reports[0];
};
