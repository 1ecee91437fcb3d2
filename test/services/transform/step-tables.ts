// Tables for the cases of steps: repeated rows, NULLs, floats, JSON as people write it, shared ids, cycles.
import { catalogOf, tableOf } from './fixture.ts';

const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  a: { k: 'integer', x: 'text', d: 'numeric(10,2)', g: 'double precision' },
  b: { x: 'text', k: 'bigint', d: 'numeric(12,4)', g: 'double precision' },
  c: { k: 'integer', more: 'date' },
  quarters: { id: 'integer!', q1: 'integer', q2: 'bigint', q3: 'numeric(5,1)', day: 'date', at: 'timestamp without time zone' },
  documents: { id: 'integer!', raw: 'json', items: 'jsonb', tags: 'text[]', numbers: 'integer[]' },
  readings: { id: 'integer!', sensor: 'text', at: 'integer', value: 'integer', unit: 'text', ok: 'boolean' },
  ends: { id: 'integer!', first: 'date', last: 'date', n: 'bigint' },
  staff: { id: 'integer!', name: 'text', boss: 'integer' },
  loose: { id: 'integer', name: 'text', boss: 'bigint' },
  codes: { code: 'text!', above: 'text' },
};
const keys: Readonly<Record<string, string>> = { quarters: 'id', documents: 'id', readings: 'id', ends: 'id', staff: 'id', codes: 'code' };

export const stepCatalog = catalogOf(
  ...Object.entries(tables).map(([name, columns]) => tableOf('steps', name, keys[name] === undefined ? [] : [keys[name]], columns)),
);

/** Elements as they stand in a table of type json, each with the one text that it has as jsonb: so json is read. */
export const writtenJson: readonly (readonly [string, string])[] = [
  ['1', '1'],
  ['1.10', '1.10'],
  ['-2.50e10', '-25000000000'],
  [String.raw`"a\"b,[]\\"`, String.raw`"a\"b,[]\\"`],
  [String.raw`"\u00e9 é😀\n\u001f"`, String.raw`"é é😀\n\u001f"`],
  ['true', 'true'],
  ['{"b" : [1,{"c":"x]}"}], "a":1.0}', '{"a": 1.0, "b": [1, {"c": "x]}"}]}'],
  ['[[],{}]', '[[], {}]'],
  ['""', '""'],
  ['"null"', '"null"'],
  ['12345678901234567890.123456789', '12345678901234567890.123456789'],
];

const creation = Object.entries(tables)
  .map(
    ([name, columns]) =>
      `create table steps.${name} (${Object.entries(columns).map(([column, type]) => `${column} ${type.replace('!', ' primary key')}`)});`,
  )
  .join('\n');

export const stepRows = String.raw`
create schema steps;
${creation}
insert into steps.a values (1, 'a', 1.50, 1), (1, 'a', 1.50, 1), (1, 'a', 1.50, 1), (2, null, null, null), (2, null, null, null), (3, 'A', 2.00, -0.0), (4, 'é', 3, 'NaN');
insert into steps.b values ('a', 1, 1.5000, 1), ('a', 1, 1.5, 1), (null, 2, null, null), ('A', 3, 2.0001, 0), ('é', 4, 3, 'NaN');
insert into steps.c values (7, '2024-02-29'), (1, null);
insert into steps.quarters values (1, 10, 9007199254740993, 0.5, '2024-02-29', '2024-02-29 10:00:00'), (2, null, null, null, null, null);
insert into steps.documents values
(1, '[ ${writtenJson.map(([written]) => written).join(' ,')}, null]', '[{"b": 1, "a": "ß"}, "x", 1.10, null]', '{a,NULL,"","b,c",a}', '{3,1}'), (2, '[]', '[]', '{}', '{}'), (3, null, null, null, null),
(4, '{"a": [1]}', 'null', '{"{}"}', '{NULL}'), (5, E' \n[ \t[1 ,2] ]\n ', '"[1]"', null, null);
insert into steps.readings values (1, 'a', 1, null, null, null), (2, 'a', 2, 5, 'C', true), (3, 'a', 3, null, null, null), (4, 'a', 4, null, 'F', null),
(5, 'a', 5, 0, null, false), (6, 'a', 6, null, null, null), (7, 'b', 1, null, null, null), (8, 'b', 2, null, 'K', null), (9, null, 1, 9, null, null), (10, null, 2, null, null, null);
insert into steps.ends values (1, '2024-01-31', '2024-05-31', 3), (2, '2024-03-01', '2024-02-01', 1), (3, '2024-01-01', null, null);
insert into steps.staff values (1, 'ann', null), (2, 'bob', 1), (3, 'cid', 1), (4, 'dan', 2), (5, 'eve', 4), (6, 'fay', null), (7, 'gil', 99);
insert into steps.loose values (1, 'one', null), (2, 'two', 1), (2, 'zwei', 1), (3, 'three', 2), (null, 'nobody', 3), (null, 'lost', null);
insert into steps.codes values ('x', 'x'), ('y', 'x'), ('p', 'q'), ('q', 'r'), ('r', 'p'), ('s', 'p');`;
