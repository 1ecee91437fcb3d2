// join as a query: the left input is l, the right one r.
import type { JoinPlan } from '../../../plan.ts';
import { expression } from '../expression.ts';
import { name } from '../names.ts';
import { asofQuery } from './asof.ts';
import { columnsRead, matchedColumn, matching, of, sided } from './partners.ts';
import { lines } from './parts.ts';

const kinds = { inner: 'inner join', left: 'left join', right: 'right join', full: 'full join' } as const;

export const joinQuery = (step: JoinPlan): string => {
  const head = `select ${keptColumns(step)}`;
  const [left, right] = [`from ${side(step, 'left')}`, side(step, 'right')];
  switch (step.kind) {
    case 'semi':
    case 'anti':
      return lines([head, left, `where ${step.kind === 'anti' ? 'not ' : ''}exists (select 1 from ${right} where ${matching(step)})`]);
    case 'cross':
      return lines([head, left, `cross join ${right}`]);
    case 'asof':
      return asofQuery(step, keptColumns(step));
    case 'full':
      if (!step.on.some((pair) => columnsRead(pair.left) && columnsRead(pair.right))) return fullByParts(step);
      return lines([head, left, `full join ${right} on ${matching(step)}`]);
    default:
      return lines([head, left, `${kinds[step.kind]} ${right} on ${matching(step)}`]);
  }
};

/** An input; where it must be told apart from a missing row of NULLs, with a column that says it is there. */
const side = (step: JoinPlan, which: 'left' | 'right'): string => {
  const alias = of[which];
  const frame = name(step[which]);
  const matched = matchedColumn(step, which);
  return matched === undefined ? `${frame} as ${alias}` : `(select ${alias}.*, true as ${matched} from ${frame} as ${alias}) as ${alias}`;
};

const keptColumns = (step: JoinPlan): string =>
  [
    ...step.keep.map((each) =>
      each.side === 'both'
        ? `${expression(each.value, sided)} as ${name(each.as)}`
        : `${sided.column(each.column, each.side)} as ${name(each.as)}`,
    ),
    ...(step.matchedAs === undefined ? [] : [`${isMatched(step)} as ${name(step.matchedAs)}`]),
  ].join(', ');

const isMatched = (step: JoinPlan): string => {
  const present = (['left', 'right'] as const).flatMap((which) => {
    const matched = matchedColumn(step, which);
    return matched === undefined ? [] : [`${of[which]}.${matched} is not null`];
  });
  return `(${present.join(' and ')})`;
};

/** PostgreSQL has a full join only by equal keys. */
const fullByParts = (step: JoinPlan): string => {
  const [left, right] = [side(step, 'left'), side(step, 'right')];
  const columns = keptColumns(step);
  return lines([
    `select ${columns} from ${left} left join ${right} on ${matching(step)}`,
    'union all',
    `select ${columns} from ${right} left join ${left} on false`,
    `where not exists (select 1 from ${name(step.left)} as l where ${matching(step)})`,
  ]);
};
