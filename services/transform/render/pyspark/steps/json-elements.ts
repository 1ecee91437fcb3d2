// The elements of a JSON array as they are written in it. Spark's own JSON functions write numbers anew, as doubles, and strings without their quotes.
import type { UnnestPlan } from '../../../plan.ts';
import { columnName } from '../columns.ts';
import { atom, binary, call, method, type Python, string } from '../python.ts';
import type { Assignment, Frames } from './parts.ts';

/** Arrays and objects may be nested so deep; beyond that the job ends. A regular expression cannot count, so it holds each level once. */
const mostLevels = 32;
const text = '"(?:[^"\\\\]++|\\\\.)*+"';

/** Statements that stand before, and the array. */
export const elementsOf = (step: UnnestPlan, frames: Frames): { readonly before: readonly Assignment[]; readonly array: Python } => {
  const [opening, closing, element, array] = ['json_opening', 'json_closing', 'json_element', 'json_array'].map(frames.fresh);
  const levels = (part: string): Python => binary(atom(part), '*', atom(String(mostLevels)));
  const document = string(columnName(step.column));
  const column = call('F.col', document);
  const inside = call('F.regexp_extract', document, atom('r"(?s)^\\s*\\[(.*)\\]\\s*$"'), atom('1'));
  const elements = call('F.regexp_extract_all', inside, call('F.lit', atom(`${element}`)), call('F.lit', atom('0')));
  const refusal = call('F.raise_error', string(`data: a JSON array of ${step.name} is nested more than ${mostLevels} deep`));
  const isOther = method(column, 'startswith', string('['));
  return {
    before: [
      { variable: `${opening}`, value: atom(`r'[\\[{](?:[^"\\[\\]{}]++|${text}|'`) },
      { variable: `${closing}`, value: atom('r")*+[\\]}]"') },
      {
        variable: `${element}`,
        value: sum(atom(`r'[^"\\[\\]{},\\s]++|${text}|'`), levels(`${opening}`), atom('"(?!)"'), levels(`${closing}`)),
      },
      { variable: `${array}`, value: sum(atom('r"^\\s*\\[(?:[\\s,]++|"'), atom(`${element}`), atom('r")*+\\]\\s*$"')) },
    ],
    array: method(call('F.when', method(column, 'rlike', atom(`${array}`)), elements), 'when', isOther, refusal),
  };
};

const sum = (first: Python, ...rest: readonly Python[]): Python => rest.reduce((left, right) => binary(left, '+', right), first);
