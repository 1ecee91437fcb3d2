// Functions on arrays and JSON documents in PySpark.
import { known } from '../operators.ts';
import { atom, binary, bracketed, call, string } from '../python.ts';
import type { Render } from '../renderer.ts';
import { isLiteral, numberOf, simple, textOf } from './arguments.ts';

export const arrayFunctions: Readonly<Record<string, Render>> = {
  // the separator is a regular expression to Spark
  split: ([text, separator], renderer) =>
    call('F.split', renderer.named(known(text)), string(textOf(separator).replace(/[\\^$.|?*+()[\]{}]/g, '\\$&'))),
  element: ([array, at], renderer) => {
    const position = known(at);
    if (isLiteral(position)) return call('F.get', renderer.named(known(array)), atom(String(numberOf(position) - 1)));
    const index = binary(bracketed(renderer.column(position)), '-', atom('1'));
    // the least int has no predecessor
    return call('F.get', renderer.named(known(array)), call('F.when', binary(bracketed(renderer.column(position)), '>', atom('0')), index));
  },
  array_length: simple('F.array_size'),
  array_contains: ([array, value], renderer) => call('F.array_contains', renderer.named(known(array)), renderer.column(known(value))),
  array_join: ([array, separator], renderer) => call('F.array_join', renderer.named(known(array)), renderer.bare(known(separator))),
  json_text: ([document, path], renderer) => {
    const found = call('F.get_json_object', renderer.named(known(document)), string(javaPath(textOf(path))));
    // Spark gives null as a text where it is not the value of a name
    return /(^\$|\[\d+\])$/.test(textOf(path)) ? call('F.when', binary(found, '!=', string('null')), found) : found;
  },
  json_array_length: simple('F.json_array_length'),
};

/** Spark writes names that are no words in single quotes. */
const javaPath = (path: string): string => path.replaceAll(/\["([^"]+)"\]/g, "['$1']");
