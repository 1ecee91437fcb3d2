// Promises of joins and walks, as counts that must be zero.
import type { JoinPlan, Plan, WalkPlan } from '../../plan.ts';
import { inputsOf } from '../../plan-walk.ts';
import { expression } from './expression.ts';
import { name } from './names.ts';
import { withClause } from './query.ts';
import { areEqual, matching, sided } from './steps/partners.ts';
import { refusedMoves } from './steps/walk.ts';

export type Expectation = {
  /** Name of the step. */
  readonly join: string;
  /** Right rows that a left row of a join meets; depth: no row of a walk lies deeper than allowed, and none on its own way. */
  readonly expect: 'one' | 'at-most-one' | 'depth';
  /** One row, one column `violations` (bigint): left rows that meet another number of right rows than promised; moves that the walk refuses. */
  readonly sql: string;
};

export const expectations = (plan: Plan): readonly Expectation[] =>
  plan.steps.flatMap((step) => {
    if (step.do === 'walk') return [withinDepth(plan, step)];
    return step.do === 'join' && step.expect !== 'many' ? expectation(plan, step, step.expect) : [];
  });

const withinDepth = (plan: Plan, walk: WalkPlan): Expectation => {
  const needed = madeOf(plan, inputsOf(walk));
  const count = `select count(*) as violations\nfrom (\n  ${refusedMoves(walk)}\n) as refused`;
  return { join: walk.name, expect: 'depth', sql: `${withClause(plan, (each) => needed.has(each))}\n${count}\n` };
};

const expectation = (plan: Plan, join: JoinPlan, expect: 'one' | 'at-most-one'): readonly Expectation[] => {
  const count = violations(join, expect);
  if (count === undefined) return [];
  const needed = madeOf(plan, inputsOf(join));
  return [{ join: join.name, expect, sql: `${withClause(plan, (each) => needed.has(each))}\n${count}\n` }];
};

/** undefined: the join itself keeps the promise. */
const violations = (join: JoinPlan, expect: 'one' | 'at-most-one'): string | undefined => {
  const isWrong = `${expect === 'one' ? '<>' : '>'} 1`;
  if (join.kind === 'asof') return expect === 'one' ? withoutRow(join) : undefined;
  if (join.on.length === 0 && join.condition === undefined) return byNumberOfRows(join, isWrong);
  return join.condition === undefined ? byKeys(join, isWrong) : byPairs(join, isWrong);
};

/** Left rows that have no right row at or before their time. */
const withoutRow = (join: JoinPlan): string => {
  const time = join.asof && `${expression(join.asof.right, sided.right)} <= ${expression(join.asof.left, sided.left)}`;
  const conditions = [matching(join), time].filter((each) => each !== undefined && each !== '');
  return `select count(*) as violations
from ${name(join.left)} as l
where not exists (select 1 from ${name(join.right)} as r where ${conditions.join(' and ')})`;
};

/** Each left row meets all right rows. */
const byNumberOfRows = (join: JoinPlan, isWrong: string): string => `select count(*) as violations
from ${name(join.left)} as l
where (select count(*) from ${name(join.right)} as r) ${isWrong}`;

/** Right rows are counted per key once, however many left rows ask. */
const byKeys = (join: JoinPlan, isWrong: string): string => {
  const keys = join.on.map((pair, at) => ({ pair, sql: expression(pair.right, sided.right), as: `key_${at + 1}` }));
  const meet = keys.map(({ pair, as }) =>
    areEqual({ ...pair, right: { is: 'column', name: as, type: pair.right.type, nullable: pair.right.nullable, exactness: 'exact' } }),
  );
  return `select count(*) as violations
from ${name(join.left)} as l
left join (
  select ${keys.map(({ sql, as }) => `${sql} as ${name(as)}`).join(', ')}, count(*) as partners
  from ${name(join.right)} as r
  group by ${keys.map((_, at) => at + 1).join(', ')}
) as r on ${meet.join(' and ')}
where coalesce(r.partners, 0) ${isWrong}`;
};

/** With a condition every left row has partners of its own. */
const byPairs = (join: JoinPlan, isWrong: string): string => `select count(*) as violations
from (
  select l."row of left"
  from (select l.*, row_number() over () as "row of left" from ${name(join.left)} as l) as l
  left join (select r.*, true as "row is there" from ${name(join.right)} as r) as r on ${matching(join)}
  group by l."row of left"
  having count(r."row is there") ${isWrong}
) as wrong`;

/** The named frames and everything they are made of. */
const madeOf = (plan: Plan, names: readonly string[]): ReadonlySet<string> => {
  const steps = plan.steps.filter((step) => names.includes(step.name));
  const inputs = steps.flatMap(inputsOf);
  return new Set([...names, ...(inputs.length === 0 ? [] : madeOf(plan, inputs))]);
};
