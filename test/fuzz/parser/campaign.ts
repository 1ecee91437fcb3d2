// Many random texts of every kind, judged; the same ones for the same seed.
import fc from 'fast-check';
import { judge } from './judge.ts';
import { sentence } from './sentences.ts';
import { chain, keywordInPlace, mutant, noise, soup } from './texts.ts';

export type Kind = {
  readonly name: string;
  readonly tried: number;
  readonly accepted: number;
  readonly refused: number;
  readonly equal: number;
};
export type Finding = { readonly text: string; readonly says: string };

/** Of `count` texts a share of each kind. A sentence that we refuse is a finding too. */
export const campaign = (count: number, seed: number): { readonly kinds: readonly Kind[]; readonly findings: readonly Finding[] } => {
  const findings: Finding[] = [];
  const kinds = shares.map(({ name, texts, share, isSentence }) => {
    let [tried, refused, equal] = [0, 0, 0];
    const property = fc.property(texts(), (text) => {
      const judgement = judge(text);
      tried += 1;
      if (judgement.is === 'refused') refused += 1;
      if (judgement.is === 'equal') equal += 1;
      if (judgement.is === 'refused' && isSentence) findings.push({ text, says: 'a sentence that is refused' });
      if (judgement.is === 'finding') findings.push({ text, says: judgement.says });
    });
    fc.assert(property, { numRuns: Math.round(count * share), seed, endOnFailure: true });
    return { name, tried, accepted: tried - refused, refused, equal };
  });
  return { kinds, findings };
};

const shares = [
  { name: 'sentences', texts: sentence, share: 0.35, isSentence: true },
  { name: 'chains', texts: chain, share: 0.2, isSentence: false },
  { name: 'mutants', texts: mutant, share: 0.2, isSentence: false },
  { name: 'word soup', texts: soup, share: 0.1, isSentence: false },
  { name: 'key words in every place', texts: keywordInPlace, share: 0.05, isSentence: false },
  { name: 'noise', texts: noise, share: 0.1, isSentence: false },
];
