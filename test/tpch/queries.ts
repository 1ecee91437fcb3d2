// The 22 queries: each as a spec of ours and as the official SQL, with the parameters of the standard's validation.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { TransformSpec } from '../../contracts/generated/types.ts';

export type TpchQuery = { readonly name: string; readonly spec: TransformSpec; readonly sql: string };

/** In their order, q01 to q22. */
export const tpchQueries = (): readonly TpchQuery[] =>
  readdirSync(import.meta.dirname)
    .flatMap((file) => /^(q\d\d)\.spec\.json$/.exec(file)?.[1] ?? [])
    .sort()
    .map((name) => ({ name, spec: JSON.parse(read(`${name}.spec.json`)) as TransformSpec, sql: read(`${name}.sql`) }));

const read = (file: string): string => readFileSync(path.join(import.meta.dirname, file), 'utf8');
