// Rules about the rows: counts, key, copies, equality with the oracle, and what NULL and NaN became.
import { cell, count, differenceOf, exactlyEqual, floatsApart, type Measured, rowCount, swappedColumns, trouble } from './compare.ts';
import type { Judgement, Rule } from './rule.ts';
import { boundedColumns, type Subject } from './subject.ts';

const always = (): boolean => true;
const scans = ['staging.scan', 'oracle.scan'];
const hasType = (pattern: RegExp) => (subject: Subject) => subject.columns.some(({ type }) => pattern.test(type));

export const rowRules: readonly Rule[] = [
  {
    id: 'N4',
    title: 'every row keeps what the target promises',
    breaks: 'data',
    applies: ({ promises = [] }) => promises.length > 0,
    // of the oracle: a row that only the job has wrong is a difference, and no fault of the data
    needs: ['oracle.scan'],
    judge: ({ promises = [] }, measured) => {
      const told = (rows: (n: number) => number): string => promises.map(({ said }, n) => `${said}: ${rows(n)} rows break it`).join('; ');
      return same(
        told(() => 0),
        told((n) => count(measured, 'oracle.scan', `promise${n}`)),
      );
    },
  },
  {
    id: 'B1',
    title: 'as many rows as the oracle',
    breaks: 'staging-differs',
    applies: always,
    needs: scans,
    judge: (_, measured) => same(`${rowCount(measured, 'oracle')} rows`, `${rowCount(measured, 'staging')} rows`),
  },
  {
    id: 'B3',
    title: 'the result is not empty',
    breaks: 'empty-result',
    applies: ({ allowEmpty }) => !allowEmpty,
    needs: ['oracle.scan'],
    judge: (_, measured) => ({
      holds: rowCount(measured, 'oracle') > 0,
      expected: 'at least 1 row',
      got: `${rowCount(measured, 'oracle')} rows`,
    }),
  },
  {
    id: 'B4',
    title: 'not loaded twice',
    breaks: 'staging-differs',
    applies: ({ mode }) => mode === 'replace',
    needs: scans,
    judge: (_, measured) => {
      const [staging, oracle] = [rowCount(measured, 'staging'), rowCount(measured, 'oracle')];
      return { holds: oracle === 0 || staging !== 2 * oracle, expected: `not ${2 * oracle} rows`, got: `${staging} rows` };
    },
  },
  {
    id: 'C1',
    title: 'the key is unique and never NULL',
    breaks: 'law-broken',
    applies: ({ key }) => key.length > 0,
    needs: ['staging.key', 'staging.scan'],
    judge: ({ key, columns }, measured) => {
      const places = columns.flatMap(({ name }, n) => (key.includes(name) ? [n] : []));
      const empty = places.reduce((all, n) => all + count(measured, 'staging.scan', `nulls${n}`), 0);
      const text = (surplus: number, nulls: number): string =>
        `(${key.join(', ')}): ${surplus} rows beyond the first of their key, ${nulls} NULL`;
      return same(text(0, 0), text(count(measured, 'staging.key', 'surplus'), empty));
    },
  },
  {
    id: 'C2',
    title: 'no row more often than in the oracle',
    breaks: 'staging-differs',
    applies: always,
    needs: scans,
    judge: (subject, measured) => {
      if (exactlyEqual(measured)) return same('0 surplus copies', '0 surplus copies');
      const located = trouble(measured, ['difference']) === undefined;
      const copies = differenceOf(subject, measured)?.duplicated ?? 0;
      return {
        holds: located ? copies === 0 : 'unclear',
        expected: '0 surplus copies',
        got: located ? `${copies} surplus copies` : 'not located',
      };
    },
  },
  {
    id: 'G1',
    title: 'every row equals a row of the oracle',
    breaks: 'staging-differs',
    applies: always,
    needs: scans,
    judge: (subject, measured) => {
      const floats = boundedColumns(subject).length > 0;
      const why = floats ? trouble(measured, ['float']) : undefined;
      const expected = `${rowCount(measured, 'oracle')} equal rows`;
      if (why !== undefined) return { holds: 'unclear', expected, got: why };
      const apart = floatsApart(subject, measured);
      if (!exactlyEqual(measured)) {
        const difference = differenceOf(subject, measured);
        // the sums differ and no row does: types or collations compare otherwise than they hash
        if (difference === null)
          return { holds: 'unclear', expected, got: trouble(measured, ['difference']) ?? 'hash sums differ, but no row does' };
        const { missing, extra, duplicated, modified } = difference;
        return { holds: false, expected, got: `${missing} missing, ${extra} extra, ${duplicated} duplicated, ${modified} modified` };
      }
      if (apart > 0) return { holds: false, expected, got: `${apart} rows modified beyond the bound of float columns` };
      const unpaired = floats ? rowCount(measured, 'oracle') - count(measured, 'float', 'pairs') : 0;
      if (unpaired !== 0) return { holds: 'unclear', expected, got: `${unpaired} rows could not be paired to compare their float columns` };
      return same(expected, `${rowCount(measured, 'staging')} equal rows`);
    },
  },
  {
    id: 'G6',
    title: 'no two columns swapped',
    breaks: 'staging-differs',
    applies: ({ columns }) => new Set(columns.map(({ type }) => type)).size < columns.length,
    needs: scans,
    judge: (subject, measured) => {
      if (exactlyEqual(measured)) return same('none', 'none');
      const why = trouble(measured, ['staging.hashes', 'oracle.hashes']);
      if (why !== undefined) return { holds: 'unclear', expected: 'none', got: why };
      return same(
        'none',
        swappedColumns(subject, measured)
          .map((pair) => pair.join(' and '))
          .join(', ') || 'none',
      );
    },
  },
  {
    id: 'H2',
    title: 'as many NULLs per column as the oracle',
    breaks: 'staging-differs',
    applies: always,
    needs: scans,
    judge: (subject, measured) => censusAlike(subject, measured, ['nulls'], /./),
  },
  {
    id: 'H3',
    title: 'as many empty texts and texts that spell NULL as the oracle',
    breaks: 'staging-differs',
    applies: hasType(/^text$/),
    needs: scans,
    judge: (subject, measured) => censusAlike(subject, measured, ['words'], /^text$/),
  },
  {
    id: 'H4',
    title: 'as many NaN and infinities as the oracle',
    breaks: 'staging-differs',
    applies: hasType(/^(float|double)$/),
    needs: scans,
    judge: (subject, measured) => censusAlike(subject, measured, ['nan', 'infinite'], /^(float|double)$/),
  },
];

const same = (expected: string, got: string): Judgement => ({
  holds: expected === got,
  expected,
  got,
});

const censusAlike = (subject: Subject, measured: Measured, kinds: readonly string[], types: RegExp): Judgement => {
  const columns = subject.columns.map((column, n) => ({ ...column, n })).filter(({ type }) => types.test(type));
  const told = (side: 'staging' | 'oracle'): readonly string[] =>
    columns.map(({ name, n }) => `${name}: ${kinds.map((kind) => `${cell(measured, `${side}.scan`, `${kind}${n}`)} ${kind}`).join(', ')}`);
  const [expected, got] = [told('oracle'), told('staging')];
  const unlike = expected.map((_, n) => n).filter((n) => expected[n] !== got[n]);
  const pick = (texts: readonly string[]): string => unlike.map((n) => texts[n]).join('; ') || 'as the oracle';
  return { holds: unlike.length === 0, expected: pick(expected), got: pick(got) };
};
