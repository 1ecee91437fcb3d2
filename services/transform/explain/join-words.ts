// A join in words.
import type { JoinPlan, Side, TypedExpr } from '../plan.ts';
import { partsOf } from '../plan-walk.ts';
import { wordsOf } from './words.ts';

export const joinBody = (step: JoinPlan): string => {
  const [left, right] = [called(step, 'left'), called(step, 'right')];
  const where = partners(step);
  const rows: Readonly<Record<JoinPlan['kind'], string>> = {
    inner: `each row of ${left} with each row of ${right}${where}; rows without a partner are left out`,
    left: `every row of ${left}, with each row of ${right}${where}, or with nothing`,
    right: `every row of ${right}, with each row of ${left}${where}, or with nothing`,
    full: `every row of ${left} and of ${right}, together${where}`,
    semi: `the rows of ${left} that have a row of ${right}${where}`,
    anti: `the rows of ${left} that have no row of ${right}${where}`,
    cross: `every row of ${left} with every row of ${right}`,
    asof: `every row of ${left}, with the last row of ${right}${where}, or with nothing`,
  };
  const promise = { one: `; each row of ${left} meets exactly one`, 'at-most-one': `; each row of ${left} meets at most one`, many: '' };
  return rows[step.kind] + promise[step.expect] + madeOfBoth(step) + matched(step);
};

/** The same source on both sides is told apart. */
const called = (step: JoinPlan, side: Side): string => (step.left === step.right ? `the ${side} ${step[side]}` : step[side]);

const partners = (step: JoinPlan): string => {
  const of = (side: Side, value: TypedExpr): string => `${wordsOf(value)} of ${called(step, side)}`;
  const keys = step.on.map(
    (pair) => `${of('left', pair.left)} equals ${of('right', pair.right)}${pair.nullsMatch ? ', also where both are NULL' : ''}`,
  );
  const times = step.asof === undefined ? [] : [`${of('right', step.asof.right)} is not after ${of('left', step.asof.left)}`];
  const condition = step.condition === undefined ? [] : [wordsOf(sided(step.condition, step))];
  const all = [...keys, ...condition, ...times];
  return all.length === 0 ? '' : ` where ${all.join(' and ')}`;
};

const madeOfBoth = ({ keep }: JoinPlan): string => {
  const names = keep.flatMap((each) => (each.side === 'both' ? [each.as] : []));
  if (names.length === 0) return '';
  return `; ${names.join(', ')} from the left, and where that is NULL from the right`;
};

const matched = ({ matchedAs }: JoinPlan): string => (matchedAs === undefined ? '' : `; ${matchedAs} says whether there is a partner`);

/** Columns under the name of their side. */
const sided = (value: TypedExpr, step: JoinPlan): TypedExpr => {
  if (value.is === 'column') return { ...value, name: `${value.name} of ${called(step, value.side ?? 'left')}` };
  if (partsOf(value).length === 0) return value;
  switch (value.is) {
    case 'call':
      return { ...value, args: value.args.map((arg) => sided(arg, step)) };
    case 'convert':
      return { ...value, value: sided(value.value, step) };
    case 'case': {
      const branches = value.branches.map(({ when, value: then }) => ({ when: sided(when, step), value: sided(then, step) }));
      return { ...value, branches, otherwise: value.otherwise && sided(value.otherwise, step) };
    }
    default:
      return value;
  }
};
