// Which rows of a join are partners, as conditions between the frames named left and right.
import type { JoinPlan, TypedExpr } from '../../../plan.ts';
import { rendererOf } from '../expression.ts';
import { binary, bracketed, method, type Python } from '../python.ts';

export const partners = (step: JoinPlan): readonly Python[] => [
  ...step.on.map((pair) => {
    const [left, right] = [rendererOf('left').column(pair.left), rendererOf('right').column(pair.right)];
    return pair.nullsMatch ? method(bracketed(left), 'eqNullSafe', right) : binary(left, '==', right);
  }),
  // columns in it say their side; single values stand on the left
  ...(step.condition === undefined ? [] : partsOf(step.condition).map(rendererOf('left').column)),
];

/** What must hold together, each by itself. */
const partsOf = (condition: TypedExpr): readonly TypedExpr[] =>
  condition.is === 'call' && condition.name === 'and' ? condition.args.flatMap(partsOf) : [condition];

export const conjunction = (conditions: readonly Python[]): Python =>
  (conditions.length === 1 ? conditions : conditions.map(bracketed)).reduce((left, right) => binary(left, '&', right));
