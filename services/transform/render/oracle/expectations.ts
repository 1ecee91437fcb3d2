// Promises of joins, as counts that must be zero.
import type { JoinPlan, Plan } from '../../plan.ts';
import { expression, namesOf } from './expression.ts';
import { name } from './names.ts';
import { withClause } from './query.ts';

export type Expectation = {
  /** Name of the join step. */
  readonly join: string;
  readonly expect: 'one' | 'at-most-one';
  /** One row, one column `violations` (bigint): left rows that meet another number of right rows than promised. */
  readonly sql: string;
};

export const expectations = (plan: Plan): readonly Expectation[] =>
  plan.steps.flatMap((step) =>
    step.do === 'join' && step.expect !== 'many' && step.on.length > 0 ? [expectation(plan, step, step.expect)] : [],
  );

const expectation = (plan: Plan, join: JoinPlan, expect: 'one' | 'at-most-one'): Expectation => {
  const needed = inputsOf(plan, [join.left, join.right]);
  const keys = join.on.map((pair, at) => ({
    left: expression(pair.left, namesOf('l')),
    right: expression(pair.right, namesOf('r')),
    as: name(`key_${at + 1}`),
  }));
  const sql = `${withClause(plan, (each) => needed.has(each))}
select count(*) as violations
from ${name(join.left)} as l
left join (
  select ${keys.map(({ right, as }) => `${right} as ${as}`).join(', ')}, count(*) as partners
  from ${name(join.right)} as r
  group by ${keys.map((_, at) => at + 1).join(', ')}
) as m on ${keys.map(({ left, as }) => `${left} = m.${as}`).join(' and ')}
where coalesce(m.partners, 0) ${expect === 'one' ? '<>' : '>'} 1
`;
  return { join: join.name, expect, sql };
};

/** The named frames and everything they are made of. */
const inputsOf = (plan: Plan, names: readonly string[]): ReadonlySet<string> => {
  const steps = plan.steps.filter((step) => names.includes(step.name));
  const inputs = steps.flatMap((step) => (step.do === 'join' ? [step.left, step.right] : [step.input]));
  return new Set([...names, ...(inputs.length === 0 ? [] : inputsOf(plan, inputs))]);
};
