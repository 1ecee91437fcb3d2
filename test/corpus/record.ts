// Writes expected.py and expected.sql of every case from the renderers as they are now: run it after a wanted change, then review the diff as code.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { renderOracle, renderPyspark } from '../../services/transform/index.ts';
import { corpus, planOf } from './cases.ts';

for (const each of corpus()) {
  const plan = planOf(each);
  writeFileSync(path.join(each.folder, 'expected.py'), renderPyspark(plan));
  writeFileSync(path.join(each.folder, 'expected.sql'), renderOracle(plan));
}
