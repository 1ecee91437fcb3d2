// What the language page shows, as plans for the engines: the examples of rules, and of steps with their tables.
import type { Type } from '../../../contracts/generated/types.ts';
import { type ExampleRows, exampleCatalog, exampleSpec } from '../../../services/transform/language/example.ts';
import { typeOfExpression } from '../../../services/transform/language/page/result-types.ts';
import { ruleSections } from '../../../services/transform/language/rules.ts';
import { stepExamples } from '../../../services/transform/language/step-examples.ts';
import type { PlannedCase } from './engines.ts';
import { catalogOf, planOf, specOf, tableOf, targetOf } from './fixture.ts';

export const oneRow = 'create schema rules; create table rules.one (id integer primary key); insert into rules.one values (1);';
const one = catalogOf(tableOf('rules', 'one', ['id'], { id: 'integer!' }));

/** Per rule a plan whose columns are, in turn, an example and what it must give. */
export const ruleCases = (): readonly PlannedCase[] =>
  ruleSections
    .flatMap(({ rules }) => rules)
    .flatMap(({ id, examples }) => {
      const expressions = examples.flatMap((example) => ('gives' in example ? [example.expr, example.gives] : []));
      const columns = expressions.map((expr, at) => ({ name: `c${at}`, expr }));
      const types: Record<string, Type> = Object.fromEntries(columns.map(({ name, expr }) => [name, typeOfExpression(expr) ?? 'bytes']));
      const step = { name: 'shown', do: 'select', columns, others: 'drop' } as const;
      if (columns.length === 0) return [];
      return [{ name: `rule ${id}`, plan: planOf(specOf([step], targetOf(types), [{ name: 'one', table: 'rules.one' }]), one) }];
    });

/** Each in a schema of its own. Without those that must end the job. */
export const stepCases = (): readonly (PlannedCase & { readonly tables: readonly string[] })[] =>
  stepExamples.flatMap((example, at) => {
    if ('raises' in example.expect) return [];
    const schema = `step_${at}`;
    const plan = planOf(exampleSpec(example, schema), exampleCatalog(example, schema));
    const tables = Object.entries(example.tables).flatMap(([name, { columns, rows }]) => [
      `create table ${schema}.${name} (${Object.entries(columns)
        .map(([column, type]) => `${column} ${type.replace('!', ' not null')}`)
        .join(', ')})`,
      ...(rows.length === 0 ? [] : [`insert into ${schema}.${name} values ${rows.map(valuesOf).join(', ')}`]),
    ]);
    return [{ name: `step: ${example.name}`, plan, tables: [`create schema ${schema}`, ...tables] }];
  });

const valuesOf = (row: ExampleRows[number]): string => `(${row.map(literalOf).join(', ')})`;

const literalOf = (value: ExampleRows[number][number]): string => {
  if (value === null) return 'null';
  if (typeof value === 'object') return `'{${value.map((each) => (each === null ? 'NULL' : JSON.stringify(String(each)))).join(',')}}'`;
  return `'${String(value).replaceAll("'", "''")}'`;
};
