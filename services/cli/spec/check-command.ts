// spec check: everything that is wrong with a spec, and what a sound one is not certain of.
import type { Catalog, TransformSpec } from '../../../contracts/generated/types.ts';
import { check, formatTableName, type Plan } from '../../transform/index.ts';
import { count } from '../show.ts';
import type { Answer } from './answer.ts';
import { diagnosticText } from './diagnostic-text.ts';
import type { File } from './files.ts';

export const checkCommand = (spec: File<TransformSpec>, catalog: File<Catalog>): Answer => {
  const result = check(spec.content, catalog.content);
  if (result.is === 'unsound') {
    const problems = result.diagnostics.map((each) => diagnosticText('error', each, spec));
    return { code: 1, text: [...problems, `${spec.name}: ${count(result.diagnostics.length, 'problem')}`].join('\n\n') };
  }
  const notes = result.notes.map((each) => diagnosticText('note', each, spec));
  const advice = adviceOn(result.plan, catalog.content);
  const { sources, steps, target } = result.plan;
  const table = formatTableName(target.schema, target.name);
  const summary = `${spec.name} is sound: ${count(sources.length, 'source')}, ${count(steps.length, 'step')}, ${count(target.columns.length, 'column')} of ${table}; ${count(result.notes.length, 'note')}`;
  return { code: 0, text: [...notes, ...(advice.length === 0 ? [] : [advice.join('\n')]), summary].join('\n\n') };
};

/** What the catalog says of the columns that the plan reads: how reading changes them. */
const adviceOn = ({ sources }: Plan, catalog: Catalog): readonly string[] => {
  const lines = sources.flatMap(({ schema, table, columns }) => {
    const known = catalog.tables.find((each) => each.schema === schema && each.name === table);
    return columns.flatMap(({ name }) => {
      const advice = known?.columns.find((column) => column.name === name)?.advice;
      return advice === undefined ? [] : [`advice: ${formatTableName(schema, table)}, column ${name}: ${advice}`];
    });
  });
  return [...new Set(lines)];
};
