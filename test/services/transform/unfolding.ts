// Shared by the tests of steps: tables to unfold, and problems in one line each.
import type { Step, TransformSpec } from '../../../contracts/generated/types.ts';
import type { Plan } from '../../../services/transform/plan.ts';
import { catalogOf, diagnosticsOf, notesOf, planOf, specOf, tableOf, targetOf } from './fixture.ts';

const tables = catalogOf(
  tableOf('shop', 't', ['id'], {
    id: 'integer!',
    name: 'text',
    day: 'date',
    at: 'timestamp without time zone',
    n: 'integer',
    m: 'numeric(10,2)',
    f: 'double precision',
    items: 'jsonb',
    tags: 'text[]',
    boss: 'integer',
    boss_name: 'text',
  }),
);

export const stepSpec = (
  steps: Step | Step[],
  columns: Readonly<Record<string, string>> = { id: 'int' },
  key: string[] = [],
): TransformSpec => {
  const target = targetOf(columns, { key });
  return specOf(
    Array.isArray(steps) ? steps : [steps],
    { ...target, columns: target.columns.map((each) => ({ ...each, nullable: !key.includes(each.name) })) },
    [{ name: 't', table: 't' }],
  );
};
export const problemsOf = (spec: TransformSpec): string[] =>
  diagnosticsOf(spec, tables).map(({ code, at, got, expected }) => `${code} ${at} ${got} → ${expected.join(' | ')}`);
export const planned = (spec: TransformSpec): Plan => planOf(spec, tables);
export const noteCodes = (spec: TransformSpec): string[] => notesOf(spec, tables).map(({ code, at }) => `${code} ${at}`);
/** Whether the checker knows that these columns tell rows apart. */
export const isKey = (steps: Step | Step[], columns: Readonly<Record<string, string>>): boolean =>
  !noteCodes(stepSpec(steps, columns, Object.keys(columns))).some((note) => note.startsWith('key-not-unique'));
