// An artifact that cannot be trusted: its bytes are not there, not the ones that were named, or not the document that was promised.
import { createHash } from 'node:crypto';
import type { Documents, S3Ref } from '../../contracts/generated/types.ts';
import { problemsOf, type Validator } from '../../contracts/validator.ts';

export class ArtifactBroken extends Error {
  override readonly name = 'ArtifactBroken';
  readonly code: 'missing' | 'elsewhere' | 'other-bytes' | 'other-document';
  constructor(code: ArtifactBroken['code'], uri: string, message: string) {
    super(`${uri}: ${message}`);
    this.code = code;
  }
}

export type DocumentKind = keyof Documents;

/** Validators of the kinds that somebody reads or writes: each is tens of kilobytes, so a bundle carries only those it needs. */
export type DocumentValidators = { readonly [Kind in DocumentKind]?: Validator };

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The document in these bytes. Throws ArtifactBroken when they are not the ones that the reference names. */
export const documentIn = <Kind extends DocumentKind>(
  validators: DocumentValidators,
  kind: Kind,
  text: string,
  ref: S3Ref,
): Documents[Kind] => {
  const found = sha256(text);
  if (found !== ref.sha256) throw new ArtifactBroken('other-bytes', ref.uri, `the bytes hash to ${found}, not to ${ref.sha256}`);
  const document = jsonIn(text);
  assertDocument(validators, kind, document, ref.uri);
  return document;
};

export function assertDocument<Kind extends DocumentKind>(
  validators: DocumentValidators,
  kind: Kind,
  document: unknown,
  uri: string,
): asserts document is Documents[Kind] {
  const validator = validators[kind];
  if (validator === undefined) throw new Error(`${uri}: whoever uses ${kind} documents must bring their validator`);
  const problems = problemsOf(validator, document);
  if (problems.length === 0) return;
  const told = problems.slice(0, 10).map(({ at, expected }) => `${at} ${expected}`);
  throw new ArtifactBroken('other-document', uri, `no ${kind}: ${told.join('; ')}`);
}

/** undefined, which no schema accepts, for what is no JSON. */
const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
