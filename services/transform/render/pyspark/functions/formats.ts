// Times written and read by patterns in PySpark.
import { type TimePart, timePattern } from '../../../patterns/time-pattern.ts';
import type { TypedExpr } from '../../../plan.ts';
import { castTo, known } from '../operators.ts';
import { atom, call, method, type Python, string } from '../python.ts';
import type { Render, Renderer } from '../renderer.ts';
import { textOf } from './arguments.ts';

/** As Java writes it: letters between the parts stand in quotes. */
const javaPattern = (pattern: string, use: 'read' | 'write'): string => partsOf(pattern, use).map(javaPart).join('');

const partsOf = (pattern: string, use: 'read' | 'write'): readonly TimePart[] => {
  const parts = timePattern(pattern, use);
  if (typeof parts === 'string') throw new Error(`the plan has a time pattern that is none: ${parts}`);
  return parts;
};

const javaPart = (part: TimePart): string => (part.is === 'field' ? part.letter.repeat(part.length) : part.text.replace('T', "'T'"));

export const formatFunctions: Readonly<Record<string, Render>> = {
  to_date: ([text, pattern], renderer) => castTo(read(known(text), textOf(pattern), renderer), 'date'),
  to_timestamp: ([text, pattern], renderer) => read(known(text), textOf(pattern), renderer),
  date_format: ([time, pattern], renderer) =>
    call('F.date_format', renderer.named(known(time)), string(javaPattern(textOf(pattern), 'write'))),
};

/** Java would take a year of any length, signed, and the year 0. */
const read = (text: TypedExpr, pattern: string, renderer: Renderer): Python => {
  const trimmed = call('F.trim', renderer.named(text));
  const regular = partsOf(pattern, 'read').map(digits).join('');
  const parsed = call('F.try_to_timestamp', trimmed, call('F.lit', string(javaPattern(pattern, 'read'))));
  return call('F.when', method(trimmed, 'rlike', atom(`r"^${regular}\\z"`)), parsed);
};

const digits = (part: TimePart): string => {
  if (part.is === 'between') return part.text.replaceAll('.', '[.]');
  if (part.letter === 'y') return '(?!0000)[0-9]{4}';
  if (part.letter === 'S') return `[0-9]{1,${part.length}}`;
  return part.length === 1 ? '[0-9]{1,2}' : '[0-9]{2}';
};
