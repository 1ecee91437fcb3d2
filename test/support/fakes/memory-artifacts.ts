// Artifacts in memory. `claim` and `report` do what the runner does in S3.
import type { JobReport, S3Ref } from '../../../contracts/generated/types.ts';
import { documentValidators } from '../../../contracts/generated/validators.ts';
import type { ArtifactScope, ArtifactsPort } from '../../../events/ports.ts';
import { ArtifactBroken, assertDocument, documentIn, sha256 } from '../../../services/adapters/artifact-broken.ts';
import { claimKey, documentKey, reportFolder, reportHash, textKey } from '../../../services/adapters/artifact-keys.ts';
import { canonicalJson } from '../../../services/adapters/canonical-json.ts';
import { atOnce, type Turn } from './turn.ts';

const root = 's3://artifacts/';

export type MemoryArtifacts = ArtifactsPort & {
  /** The first job run that asks has the attempt; answers who has it. */
  readonly claim: (scope: ArtifactScope, jobRunId: string) => string;
  readonly report: (scope: ArtifactScope, jobRunId: string, report: JobReport) => S3Ref;
  /** Text of every object by key. */
  readonly objects: Map<string, string>;
};

export const memoryArtifacts = ({ turn = atOnce }: { readonly turn?: Turn } = {}): MemoryArtifacts => {
  const objects = new Map<string, string>();
  const put = (key: string, text: string): S3Ref => {
    if (!objects.has(key)) objects.set(key, text);
    return { uri: `${root}${key}`, sha256: sha256(text) };
  };
  return {
    objects,
    write: async (kind, document, scope) => {
      await turn();
      assertDocument(documentValidators, kind, document, `${kind} of run ${scope.runId}`);
      const text = canonicalJson(document);
      return put(documentKey(scope, kind, sha256(text)), text);
    },
    writeText: async (name, text, scope) => {
      await turn();
      return put(textKey(scope, name, sha256(text)), text);
    },
    read: async (kind, ref) => {
      await turn();
      if (!ref.uri.startsWith(root)) throw new ArtifactBroken('elsewhere', ref.uri, `artifacts lie in ${root}`);
      const text = objects.get(ref.uri.slice(root.length));
      if (text === undefined) throw new ArtifactBroken('missing', ref.uri, 'no such object');
      return documentIn(documentValidators, kind, text, ref);
    },
    claimOf: async (scope) => {
      await turn();
      const text = objects.get(claimKey(scope));
      return text === undefined ? undefined : (JSON.parse(text) as { jobRunId: string }).jobRunId;
    },
    reportOf: async (scope, jobRunId) => {
      await turn();
      const prefix = reportFolder(scope, jobRunId);
      const key = [...objects.keys()].find((candidate) => candidate.startsWith(prefix));
      const hash = key === undefined ? undefined : reportHash(key);
      return hash === undefined ? undefined : { uri: `${root}${key}`, sha256: hash };
    },
    claim: (scope, jobRunId) => {
      const { uri } = put(claimKey(scope), JSON.stringify({ jobRunId }));
      return (JSON.parse(objects.get(uri.slice(root.length)) ?? '{}') as { jobRunId: string }).jobRunId;
    },
    report: (scope, jobRunId, report) => {
      const text = canonicalJson(report);
      return put(`${reportFolder(scope, jobRunId)}${sha256(text)}.json`, text);
    },
  };
};
