// spec plan: the sentences, the PySpark and the SQL that a spec is compiled to.
import { type Plan, renderOracle, renderPyspark, sentences } from '../../transform/index.ts';
import type { Answer } from './answer.ts';

export type Part = 'sentences' | 'pyspark' | 'sql';

/** One part alone is printed as it is, so that it can be sent to a file. */
export const planCommand = (plan: Plan, parts: readonly Part[]): Answer => {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return { code: 0, text: texts[only](plan).trimEnd() };
  const shown = parts.length === 0 ? (Object.keys(texts) as Part[]) : parts;
  return { code: 0, text: shown.map((part) => `${titles[part]}\n\n${texts[part](plan).trimEnd()}`).join('\n\n') };
};

const titles: Readonly<Record<Part, string>> = { sentences: 'What it does', pyspark: 'PySpark', sql: 'SQL (PostgreSQL)' };

const texts: Readonly<Record<Part, (plan: Plan) => string>> = {
  sentences: (plan) =>
    sentences(plan)
      .map((sentence, at) => `${at + 1}. ${sentence}`)
      .join('\n'),
  pyspark: renderPyspark,
  sql: renderOracle,
};
