// Functions on arrays and JSON documents. Positions count from 1.
import { arrayOf } from '../types.ts';
import { isJsonPath } from './json-path.ts';
import { literalOf, param, type Signature } from './signature.ts';

export const arrayFunctions: Readonly<Record<string, Signature>> = {
  split: {
    says: 'the parts between separators, as an array; an empty text has one empty part',
    params: [param('text', 'text'), param('separator', 'text', true)],
    result: arrayOf('text'),
    nulls: 'propagate',
    refuses: (args) => (literalOf(args, 1) === '' ? 'the separator is not empty' : undefined),
    examples: [
      ["split('a||b|', '|')", "split('a,,b,', ',')"],
      ["(split('a.b', '.'))[2]", "'b'"],
    ],
  },
  array_length: {
    says: 'number of elements',
    params: [param('array', 'array')],
    result: 'int',
    nulls: 'propagate',
    examples: [["array_length(split('a,b', ','))", '2']],
  },
  array_contains: {
    says: 'whether an element equals the value; NULL where none does and one is NULL',
    params: [param('array', 'array'), param('value', 'element')],
    result: 'boolean',
    nulls: 'may',
    examples: [["array_contains(split('a,b', ','), 'b')", 'true']],
  },
  array_join: {
    says: 'the texts of an array with a separator between them, leaving out NULLs',
    params: [param('array', 'array'), param('separator', 'text', true)],
    result: 'text',
    nulls: 'first',
    refuses: ([array]) => (array?.type === 'text[]' ? undefined : `an array of text is joined, this is ${array?.type}`),
    examples: [["array_join(split('a,b', ','), '-')", "'a-b'"]],
  },
  json_text: {
    says: 'the value at a path as text: $, .name, ["name"], [0] counted from 0; NULL where there is none, or null (of an element also the text null). Numbers with decimals read as doubles print; objects and arrays as compact JSON',
    params: [param('document', 'json'), param('path', 'text', true)],
    result: 'text',
    nulls: 'may',
    refuses: (args) =>
      isJsonPath(literalOf(args, 1) ?? '')
        ? undefined
        : {
            says: 'a path is $ followed by names and positions',
            code: 'bad-pattern',
            expected: ["'$.customer.name'", "'$.items[0].price'"],
          },
    examples: [
      [`json_text(cast('{"a": {"b": [1, "x", 12.50]}}' as json), '$.a.b[1]')`, "'x'"],
      [`json_text(cast('{"a": {"b": [1, "x", 12.50]}}' as json), '$.a.b')`, `'[1,"x",12.5]'`],
    ],
  },
  json_array_length: {
    says: 'number of elements of a JSON array; NULL of anything else',
    params: [param('document', 'json')],
    result: 'int',
    nulls: 'may',
    examples: [[`json_array_length(cast('[1, [2, 3]]' as json))`, '2']],
  },
};
