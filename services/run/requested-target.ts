// The table that the user named, in the request or in a specification of their own. Only a named table that we did not publish may be replaced.
import type { RunRequested } from '../../contracts/generated/types.ts';

/** As written; undefined when naming it was left to the reader of the prompt. */
export const requestedTarget = ({ target, spec }: RunRequested): string | undefined => target ?? tableOf(spec);

const tableOf = (spec: unknown): string | undefined => {
  const target = propertyOf(spec, 'target');
  const table = propertyOf(target, 'table');
  return typeof table === 'string' && table !== '' ? table : undefined;
};

const propertyOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
