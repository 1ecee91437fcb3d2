// Assumptions: what was read into which words, and what else they could mean.
import type { Assumption, SpecPatch } from '../../../contracts/generated/types.ts';
import type { Scene } from './scene.ts';
import type { Tree } from './trees.ts';

type Alternative = Assumption['alternatives'][number];

export const assumption = (
  phrase: string,
  reading: string,
  convention?: string,
  alternatives: readonly Alternative[] = [],
): Assumption => ({
  phrase: phrase.slice(0, 400),
  reading: reading.slice(0, 600),
  ...(convention === undefined ? {} : { convention }),
  alternatives: [...alternatives],
});

export const replace = (at: string, value: unknown): SpecPatch[number] => ({ op: 'replace', at, value });

/** Guesses that the reader made, the order that a table cannot have, paths and keys that nobody named. */
export const commonAssumptions = ({ reading }: Scene, tree: Tree): readonly Assumption[] => [
  ...reading.guesses.map(({ phrase, reading: reads, convention }) => assumption(phrase, reads, convention)),
  ...(reading.sorted === undefined || reading.top !== undefined
    ? []
    : [assumption(reading.sorted.phrase, 'a table has no order: sorting changes nothing in it', 'no-order')]),
  ...tree.edges
    .filter(({ why }) => why === 'key')
    .map(({ left, right }) =>
      assumption(
        reading.joinPhrase ?? reading.prompt.slice(0, 400),
        `${left.table.name} and ${right.table.name} meet where ${left.column.name} = ${right.column.name}`,
      ),
    ),
  ...tree.bridges.map((table) => assumption(reading.prompt.slice(0, 400), `the tables meet through ${table.name}`)),
];
