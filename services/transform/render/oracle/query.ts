// A plan as one PostgreSQL query: a common table expression per source and step, then the target's columns in their stored types.

import type { Plan, PlannedTarget } from '../../plan.ts';
import { pgType } from '../../postgres.ts';
import { fitted } from './conversions.ts';
import { name } from './names.ts';
import { sourceQuery } from './steps/source.ts';
import { stepQuery } from './steps/step.ts';

/** Reads the tables themselves, needs no settings of the session, and gives exactly the target's columns in order. */
export const renderOracle = (plan: Plan): string => `${withClause(plan)}
select
${plan.target.columns.map((column) => `  ${targetColumn(column)} as ${name(column.name)}`).join(',\n')}
from ${name(plan.result)} as t
`;

/** The common table expressions, of the sources and of all steps or of those named. */
export const withClause = (plan: Pick<Plan, 'sources' | 'steps'>, only: (name: string) => boolean = () => true): string => {
  const queries = [
    ...plan.sources.map((source) => ({ of: source.name, sql: sourceQuery(source) })),
    ...plan.steps.map((step) => ({ of: step.name, sql: stepQuery(step) })),
  ].filter(({ of }) => only(of));
  return `with\n${queries.map(({ of, sql }) => `${name(of)} as (\n${indented(sql)}\n)`).join(',\n')}`;
};

const targetColumn = ({ name: column, type, computed }: PlannedTarget['columns'][number]): string => {
  const value = `t.${name(column)}`;
  if (type === 'text') return `${value} collate "default"`;
  if (type === 'timestamptz') return `${value} at time zone 'UTC'`;
  // also where nothing changes: the digits of a decimal are part of its type
  return type === computed ? `${value}::${pgType(type)}` : fitted(value, computed, type);
};

// text literals may hold line breaks, so only the lines that are ours are indented
const indented = (sql: string): string => `  ${sql}`;
