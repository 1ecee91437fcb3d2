// A plan as a Python module with one function: transform(spark, sources) -> DataFrame.
import { sentences } from '../../explain/sentences.ts';
import { formatTableName } from '../../names.ts';
import type { Plan, PlannedTarget } from '../../plan.ts';
import { columnName } from './columns.ts';
import { fitted } from './conversions.ts';
import { atom, call, method, type Python, quote, statement, string } from './python.ts';
import type { Assignment, Frames, Statement } from './steps/parts.ts';
import { stepStatements } from './steps/step.ts';
import { variableNames } from './variables.ts';

/** `sources` is a dict from source name to a DataFrame with the needed columns, read as types of the language. */
export const renderPyspark = (plan: Plan): string => {
  const frames = framesOf(plan);
  const reads = plan.sources.map(({ name }) => statement(`${frames.variable(name)} = `, atom(`sources[${quote(name)}]`), 4));
  const steps = plan.steps.map((step) => stepStatements(step, frames).map(statementText).join('\n'));
  const body = [...(reads.length === 0 ? [] : [reads.join('\n')]), ...steps, statement('return ', result(plan, frames), 4)].join('\n\n');
  return `${docstring(plan)}

${importsOf(body)}
def transform(spark, sources):
${body}
`;
};

/** A name in quotes that looks like a call costs an import that is not used, nothing more. */
const importsOf = (body: string): string => {
  const lines = [
    /[ (]Window\./.test(body) ? 'from pyspark.sql import Window' : '',
    /[ (~-]F\./.test(body) ? 'from pyspark.sql import functions as F' : '',
  ].filter((line) => line !== '');
  return lines.length === 0 ? '' : `${lines.join('\n')}\n\n`;
};

const statementText = (each: Statement): string => {
  if ('variable' in each) return assignment(each, 4);
  return [`    for ${each.counter} in range(1, ${each.upTo + 1}):`, ...each.body.map((inner) => assignment(inner, 8))].join('\n');
};

const assignment = ({ variable, value }: Assignment, indent: number): string => statement(`${variable} = `, value, indent);

const framesOf = (plan: Plan): Frames => {
  const names = variableNames([...plan.sources, ...plan.steps].map(({ name }) => name));
  const taken = new Set(names.values());
  return {
    variable: (frame) => names.get(frame) ?? frame,
    columns: (frame) => [...plan.sources, ...plan.steps].find(({ name }) => name === frame)?.columns ?? [],
    isOneRow: (frame) =>
      plan.steps.some((step) => step.name === frame && step.do === 'aggregate' && step.by.length === 0 && step.levels === undefined),
    fresh: (wanted) => {
      let name = wanted;
      while (taken.has(name)) name = `${name}_`;
      taken.add(name);
      return name;
    },
  };
};

/** Exactly the target's columns in their types; a frame that has just these is returned as it is. */
const result = (plan: Plan, frames: Frames): Python => {
  const frame = atom(frames.variable(plan.result));
  const { columns } = plan.target;
  const given = frames.columns(plan.result);
  const isSame =
    given.length === columns.length && columns.every((column, at) => given[at]?.name === column.name && column.type === column.computed);
  return isSame ? frame : method(frame, 'select', ...columns.map(targetColumn));
};

const targetColumn = ({ name, type, computed }: PlannedTarget['columns'][number]): Python => {
  if (type === computed) return string(columnName(name));
  return method(fitted(call('F.col', string(columnName(name))), computed, type), 'alias', string(name));
};

const docstring = (plan: Plan): string => {
  const title = safe(`Rows of ${formatTableName(plan.target.schema, plan.target.name)}.`);
  const points = sentences(plan).map((sentence) => wrapped(safe(sentence)));
  return `"""${title}\n\n${points.join('\n')}\n"""`;
};

/** Text that cannot end the docstring, nor hide in it. */
const safe = (text: string): string => quote(text.replaceAll('"', "'")).slice(1, -1);

const wrapped = (text: string): string => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 86) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line, at) => (at === 0 ? `- ${line}` : `  ${line}`)).join('\n');
};
