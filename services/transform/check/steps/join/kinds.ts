// What each kind of join needs, and what has no meaning for it.
import type { Context } from '../../frames.ts';
import type { JoinParts } from './one-join.ts';

/** Whether keys, condition and times belong to the kind; reports what does not. */
export const checkShape = (parts: JoinParts, path: string, { problems }: Context): boolean => {
  const { kind, on, condition, asof, matched_as: matched, coalesce } = parts;
  const before = problems.list.length;
  if (kind === 'cross' && (on.length > 0 || condition !== undefined))
    problems.add(
      'join-keys',
      { path: on.length > 0 ? `${path}/on` : `${path}/condition` },
      kind,
      'a cross join has no keys and no condition',
      ['inner'],
    );
  if (kind !== 'cross' && kind !== 'asof' && on.length === 0 && condition === undefined) {
    const message = `${article(kind)} ${kind} join has at least one pair of keys, or a condition`;
    problems.add('join-keys', { path: `${path}/on` }, kind, message, ['cross']);
  }
  if (kind === 'asof' && asof === undefined) {
    const message = 'an asof join says by which times the last row is found';
    problems.add('join-asof', { path: `${path}/asof` }, '', message, ['asof: { left, right }']);
  }
  if (kind !== 'asof' && asof !== undefined)
    problems.add('join-asof', { path: `${path}/asof` }, kind, `${article(kind)} ${kind} join meets all partners, not the last one`, [
      'kind: asof',
    ]);
  if (matched !== undefined && !mayBeAlone.has(kind)) {
    const message = `${kind === 'anti' ? 'no' : 'every'} row of ${article(kind)} ${kind} join has a partner, so ${matched} would say nothing`;
    problems.add('join-matched', { path: `${path}/matched_as` }, matched, message, ['left', 'full']);
  }
  if (coalesce !== undefined && (kind === 'semi' || kind === 'anti'))
    problems.add('join-keep', { path: `${path}/coalesce` }, kind, `${article(kind)} ${kind} join gives rows of the left side only`, [
      'left',
    ]);
  return problems.list.length === before;
};

const mayBeAlone = new Set(['left', 'right', 'full', 'asof']);
const article = (kind: string): string => (/^[aeiou]/.test(kind) ? 'an' : 'a');
