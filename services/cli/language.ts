// npm run language: how much there is of the language. With --write (npm run gen:language) the language page is written as well.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { languagePage } from '../transform/language/page.ts';
import { languageSize } from '../transform/language/size.ts';
import { count } from './show.ts';

const page = path.join(import.meta.dirname, '../transform/LANGUAGE.md');

if (process.argv.includes('--write')) {
  await writeFile(page, languagePage());
  console.log(`${path.relative(process.cwd(), page)} written`);
}
const { steps, functions, aggregates, windowFunctions, rules, cases } = languageSize();
console.log(
  [
    count(steps, 'step'),
    count(functions, 'function'),
    count(aggregates, 'aggregate'),
    count(windowFunctions, 'window function'),
    count(rules, 'rule'),
    count(cases, 'case'),
  ].join(', '),
);
