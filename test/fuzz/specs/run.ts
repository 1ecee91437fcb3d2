// npm run fuzz -- --specs N --seed S: random specs on three engines, what they disagree in, and how much the specs asked of them.
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.ts';
import { keep } from './kept.ts';
import { qualityLines } from './quality.ts';

const { values } = parseArgs({
  options: {
    specs: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'string', default: '' },
    'no-spark': { type: 'boolean', default: false },
  },
});

const report = await fuzz({
  specs: Number(values.specs),
  seed: Number(values.seed),
  spark: !values['no-spark'],
  onFinding: (finding) => {
    console.log(`✗ ${finding.name} ${finding.between.join(' against ')}: ${finding.message}`);
    if (values.keep !== '') console.log(`  ${keep(finding, values.keep)}`);
  },
  onProgress: (done) => console.log(`${done} of ${values.specs} specs`),
});
for (const line of qualityLines(report)) console.log(line);
process.exitCode = report.findings.length === 0 ? 0 : 1;
