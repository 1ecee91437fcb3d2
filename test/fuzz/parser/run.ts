// The big one: node test/fuzz/parser/run.ts --count 100000 --seed 1. Prints per kind of text how many were accepted, refused and read alike; ends with 1 on a finding.
import { parseArgs } from 'node:util';
import { campaign } from './campaign.ts';

const { values } = parseArgs({ options: { count: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } } });
const started = performance.now();
const { kinds, findings } = campaign(Number(values.count), Number(values.seed));
for (const { name, tried, accepted, refused, equal } of kinds)
  console.log(`${name}: ${tried} tried, ${accepted} accepted, ${refused} refused, ${equal} equal`);
for (const { text, says } of findings.toSorted((a, b) => a.text.length - b.text.length).slice(0, 40))
  console.log(`${JSON.stringify(text)}\n  ${says}`);
console.log(`${findings.length} findings, seed ${values.seed}, ${Math.round((performance.now() - started) / 1000)} s`);
process.exit(findings.length === 0 ? 0 : 1);
