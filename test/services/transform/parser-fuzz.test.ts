// The parser against PostgreSQL's own, over random texts; and texts that are made to hurt it.
import { describe, expect, it } from 'vitest';
import { parse } from '../../../services/transform/parse/parse.ts';
import { campaign } from '../../fuzz/parser/campaign.ts';
import { judge } from '../../fuzz/parser/judge.ts';
import { keywordsInPlaces } from '../../fuzz/parser/texts.ts';

describe('what our parser accepts, PostgreSQL reads as the same tree, also when it is printed and read again', () => {
  const { kinds, findings } = campaign(3000, 20251125);

  it('in random sentences and in what resembles them', () => {
    expect(findings.slice(0, 5)).toEqual([]);
  });

  it('of every kind of text some are accepted, and all sentences are', () => {
    expect(kinds.filter(({ accepted }) => accepted === 0)).toEqual([]);
    expect(kinds.find(({ name }) => name === 'sentences')).toMatchObject({ tried: 1050, equal: 1050 });
  });

  it('in every key word of SQL, wherever a word may stand', () => {
    const judged = keywordsInPlaces().map((text) => ({ text, ...judge(text) }));
    expect(judged.filter(({ is }) => is === 'finding').slice(0, 5)).toEqual([]);
    expect(judged.filter(({ is }) => is === 'equal').length).toBeGreaterThan(5000);
  });
});

const mega = 1_000_000;
const monsters: readonly (readonly [string, string])[] = [
  ['brackets', '('.repeat(mega)],
  ['matched brackets', `${'('.repeat(mega / 2)}a${')'.repeat(mega / 2)}`],
  ['signs', '- '.repeat(mega / 2)],
  ['words that deny', 'not '.repeat(mega / 4)],
  ['a long sum', `1${'+1'.repeat(mega / 2)}`],
  ['a long chain of words', `a${' and a'.repeat(mega / 6)}`],
  ['a long list', `a in (1${',1'.repeat(mega / 2)})`],
  ['casts', `a${'::int'.repeat(mega / 5)}`],
  ['cases', 'case when '.repeat(mega / 10)],
  ['calls', 'f('.repeat(mega / 2)],
  ['elements', 'a['.repeat(mega / 2)],
  ['an open text', `'${'a'.repeat(mega)}`],
  ['doubled quotes', `'${"''".repeat(mega / 2)}'`],
  ['a long name', 'a'.repeat(mega)],
  ['a long number', '1'.repeat(mega)],
  ['operators', '<'.repeat(mega)],
  ['blanks', ' '.repeat(mega)],
  ['points', '.'.repeat(mega)],
  ['halves of characters', '\ud800'.repeat(mega)],
];

describe('no text hurts the parser', () => {
  it.each(monsters)('a million characters of %s are answered', (_, text) => {
    expect(['parsed', 'wrong']).toContain(parse(text, '/expr').is);
  });

  it.each([
    ['brackets', '(', 'a', ')'],
    ['signs', '- ', 'a', ''],
    ['words that deny', 'not ', 'a', ''],
    ['calls', 'lower(', 'a', ')'],
    ['cases', 'case when ', 'a', ' then b end'],
    ['elements', 'a[', 'a', ']'],
    ['lists', 'a in (', 'a', ')'],
  ])('%s are read alike as deep as they are read', (_, open, middle, close) => {
    const judged = Array.from({ length: 200 }, (__, depth) => judge(`${open.repeat(depth)}${middle}${close.repeat(depth)}`).is);
    expect(judged).not.toContain('finding');
    expect([judged[100], judged[199]]).toEqual(['equal', 'refused']);
  });

  it('a chain is read alike as long as it is read', () => {
    expect(judge(`1${' + 1'.repeat(499)}`)).toEqual({ is: 'equal' });
    expect(judge(`1${' + 1'.repeat(500)}`)).toEqual({ is: 'refused' });
  });
});
