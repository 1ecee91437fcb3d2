import { describe, expect, it } from 'vitest';
import { identifier, literal } from '../../../services/proof/quote.ts';
import type { Check, Finding } from '../../../services/proof/rule.ts';
import type { Because } from '../../../services/proof/subject.ts';
import { verdict } from '../../../services/proof/verdict.ts';

const check = (outcome: Finding['outcome'], because?: Because): Check => ({
  id: 'X',
  title: 'a check',
  judge: () => ({ outcome, expected: '', got: '', ...(because === undefined ? {} : { because }) }),
});

describe('a verdict', () => {
  it('without checks is no pass', () => expect(verdict([], {})).toMatchObject({ outcome: 'INCONCLUSIVE', because: 'no-checks' }));
  it('on checks that do not apply is no pass', () =>
    expect(verdict([check('not-applicable')], {})).toMatchObject({ outcome: 'INCONCLUSIVE', because: 'no-checks' }));
  it('passes when every check passes', () =>
    expect(verdict([check('pass'), check('not-applicable')], {})).toMatchObject({ outcome: 'PASS', because: null }));
  it('is an error when one check could not be measured', () =>
    expect(verdict([check('pass'), check('error')], {})).toMatchObject({ outcome: 'ERROR', because: 'check-error' }));
  it('says the trouble that makes the others meaningless', () => {
    const all: Because[] = ['empty-result', 'dispute', 'law-broken', 'staging-differs', 'data', 'source-rewritten', 'unknown-settings'];
    const said = all.map(
      (_, n) =>
        verdict(
          all.slice(0, n + 1).map((because) => check('fail', because)),
          {},
        ).because,
    );
    expect(said).toEqual(all);
  });
});

describe('what enters a query', () => {
  it.each([
    ['a', '"a"'],
    ['a"b', '"a""b"'],
    ['"; drop table x; --', '"""; drop table x; --"'],
  ])('is quoted as a name: %s', (name, quoted) => expect(identifier(name)).toBe(quoted));
  it.each([
    ['a', "'a'"],
    ["it's", "'it''s'"],
    ["\\'; --", " E'\\\\''; --'"],
  ])('is quoted as a value: %s', (text, quoted) => expect(literal(text)).toBe(quoted));
  it('is refused when PostgreSQL could not hold it', () => expect(() => identifier('a\0')).toThrow('NUL'));
});
