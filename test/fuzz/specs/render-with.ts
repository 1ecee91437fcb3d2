// Run as a process of its own: compiles the specs of a file with the compilers below a folder, so that a fault in them stays there. JSON lines out.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Catalog, TransformSpec } from '../../../contracts/generated/types.ts';

const [folder = '', file = ''] = process.argv.slice(2);
const { check, renderOracle, renderPyspark } = (await import(
  path.join(folder, 'services/transform/index.ts')
)) as typeof import('../../../services/transform/index.ts');
const work = JSON.parse(readFileSync(file, 'utf8')) as readonly { readonly spec: TransformSpec; readonly catalog: Catalog }[];

const compiled = ({ spec, catalog }: (typeof work)[number]): object | null => {
  try {
    const result = check(spec, catalog);
    if (result.is === 'unsound') return null;
    const { plan } = result;
    // sources and target are all that an engine is told beside its program
    const outline = { ...plan, steps: [], census: { sources: [], steps: [], probes: [] } };
    return { plan: outline, sql: renderOracle(plan), py: renderPyspark(plan) };
  } catch {
    // a fault that makes the compiler throw is seen by any test
    return { threw: true };
  }
};

for (const each of work) process.stdout.write(`${JSON.stringify(compiled(each))}\n`);
