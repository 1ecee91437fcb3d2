// Where artifacts lie in the bucket. Keys end in the sha256 of the bytes, so nothing is ever overwritten; the runner knows the last two by heart.
import type { ArtifactScope } from '../../events/ports.ts';

const folder = ({ runId, attempt }: ArtifactScope): string => `runs/${runId}/${attempt}`;

export const documentKey = (scope: ArtifactScope, kind: string, sha256: string): string => `${folder(scope)}/${kind}-${sha256}.json`;

/** `transform.py` becomes `transform-<sha256>.py`. */
export const textKey = (scope: ArtifactScope, name: string, sha256: string): string =>
  `${folder(scope)}/${name.replace(/(\.[a-z]+)$/, `-${sha256}$1`)}`;

export const claimKey = (scope: ArtifactScope): string => `${folder(scope)}/claim.json`;
export const reportFolder = (scope: ArtifactScope, jobRunId: string): string => `${folder(scope)}/JobReport/${jobRunId}/`;

/** Hash in the name of a report; undefined for a name that is none. */
export const reportHash = (key: string): string | undefined => /\/([0-9a-f]{64})\.json$/.exec(key)?.[1];
