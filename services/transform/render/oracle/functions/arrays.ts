// Functions on arrays and JSON documents in PostgreSQL. A document travels as its text.
import { type JsonStep, jsonSteps } from '../../../check/functions/json-path.ts';
import { text } from '../names.ts';
import { isText } from '../values.ts';
import { type Call, literalText, once, onceMade, type Render } from './arguments.ts';

export const arrayFunctions: Readonly<Record<string, Render>> = {
  // of an empty text PostgreSQL makes an empty array
  split: ([value, separator], call) =>
    once(
      [`${value}`],
      call.args.slice(0, 1),
      (of) => `case when ${of} = '' then array[''::text] else string_to_array(${of}, ${separator}) end`,
    ),
  element: ([array, at], call) => (isText(call) ? `((${array})[${at}] collate "C")` : `(${array})[${at}]`),
  array_length: plainCardinality,
  // of an empty array PostgreSQL knows that NULL is not in it
  array_contains: (args, call) =>
    once(args, call.args, (array, value) => `case when ${value} is not null then ${value} = any(${array}) end`),
  array_join: ([array, separator]) => `array_to_string(${array}, ${separator})`,
  json_text: ([document], call) => jsonText(`${document}`, call),
  json_array_length: (args, call) =>
    once(
      args,
      call.args,
      (document) => `case when jsonb_typeof(${document}::jsonb) = 'array' then jsonb_array_length(${document}::jsonb) end`,
    ),
};

function plainCardinality([array]: readonly string[]): string {
  return `cardinality(${array})`;
}

/** Strings as they are; all else token by token: no blanks, numbers with decimals as Java prints a double, characters beyond 16 bits as two escapes. */
const jsonText = (document: string, { args }: Call): string => {
  const path = jsonSteps(literalText(args[1])) ?? [];
  const tokens = String.raw`"(?:[^"\\]|\\.)*"|-?[0-9.]+|[^"0-9-]+`;
  const written = `case when m[1] ~ '^-?[0-9]+[.]' then ${javaDouble('m[1]::double precision')} when m[1] ~ '^"' then ${escapedText('m[1]')} else replace(m[1], ' ', '') end`;
  // strict: a value is no list of itself, and what is not there is nothing
  const found = `jsonb_path_query_first(${document}::jsonb, ${text(`strict $${path.map(pathStep).join('')}`)}, '{}', true)`;
  return onceMade(found, args, (value) => {
    const compact = `(select string_agg(${written}, '' order by o) from regexp_matches(${value}::text, ${text(tokens)}, 'g') with ordinality as r(m, o))`;
    const shown = `case jsonb_typeof(${value}) when 'string' then ${value} #>> '{}' when 'null' then null else ${compact} end collate "C"`;
    return path.at(-1)?.is === 'name' ? shown : `nullif(${shown}, 'null')`;
  });
};

const pathStep = (step: JsonStep): string => (step.is === 'name' ? `."${step.name}"` : `[${step.at}]`);

const escapedText = (sql: string): string => {
  const unit = (value: string): string => `'\\u' || upper(to_hex(${value}))`;
  const code = '(ascii(c) - 65536)';
  const character = `case when ascii(c) > 65535 then ${unit(`55296 + ${code} / 1024`)} || ${unit(`56320 + ${code} % 1024`)} else c end`;
  const all = `(select string_agg(${character}, '' order by at) from unnest(string_to_array(${sql}, null)) with ordinality as s(c, at))`;
  return `case when ${sql} collate "C" ~ E'[\\U00010000-\\U0010ffff]' then ${all} else ${sql} end`;
};

/** 12.50 is 12.5; from 10000000 on and below 0.001 with an exponent: 1.2345678E7. */
const javaDouble = (value: string): string =>
  `case when abs(${value}) >= 1e7 or (abs(${value}) < 1e-3 and ${value} <> 0) then ${scientific(value)} when ${value} = trunc(${value}) then ${value}::text || '.0' else ${value}::text end`;

/** PostgreSQL's own text of a double has its shortest digits: the point goes behind the first one, with the exponent. */
const scientific = (value: string): string => {
  const shortest = `(${value}::text)::numeric`;
  const exponent = `floor(log(abs(${shortest})))::integer`;
  const mantissa = `trim_scale(${shortest} * power(10::numeric, - ${exponent}))`;
  return `(${mantissa}::text || case when scale(${mantissa}) = 0 then '.0' else '' end || 'E' || (${exponent})::text)`;
};
