// Types beside numbers, texts and times: bytes, arrays, documents, and those that are read as their text.
import { rowsOf } from '../grid.ts';

export const otherTypes = [
  rowsOf(
    'arrays count from 1 and are equal element by element',
    String.raw`
a text[] ¦ n integer[] → a : text[] ¦ a[1] : text ¦ n[2] : int ¦ n[9] : int ¦ array_length(a) : int ¦ array_contains(n, 3) : boolean ¦ array_join(a, '+') : text ¦ a = split('a,b', ',') : boolean ¦ n is distinct from n : boolean
["a","b"] ¦ ["1",null,"3"] → ["a","b"] ¦ a ¦ ∅ ¦ ∅ ¦ 2 ¦ true ¦ a+b ¦ true ¦ false
[null,"x,y","NULL",""] ¦ ["1","2"] → [null,"x,y","NULL",""] ¦ ∅ ¦ 2 ¦ ∅ ¦ 4 ¦ false ¦ x,y+NULL+ ¦ false ¦ false
{} ¦ {} → [] ¦ ∅ ¦ ∅ ¦ ∅ ¦ 0 ¦ false ¦ "" ¦ false ¦ false
["é\"\\"] ¦ [null] → ["é\"\\"] ¦ "é\"\\" ¦ ∅ ¦ ∅ ¦ 1 ¦ ∅ ¦ "é\"\\" ¦ false ¦ false
∅ ¦ ∅ → ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ false
✗ a < a → type-mismatch
✗ cast(a as text) → type-mismatch
`,
  ),
  rowsOf(
    'documents are read by paths',
    String.raw`
j jsonb → json_text(j, '$.a') : text ¦ json_text(j, '$.a.b[1]') : text ¦ json_text(j, '$[0]') : text ¦ json_text(j, '$.n') : text ¦ json_array_length(j) : int ¦ cast(j as text) : text
{"a": {"b": [1, "x", 12.50]}, "n": 1.50} → "{\"b\":[1,\"x\",12.5]}" ¦ x ¦ ∅ ¦ 1.5 ¦ ∅ ¦ "{\"a\": {\"b\": [1, \"x\", 12.50]}, \"n\": 1.50}"
[1, "two", null] → ∅ ¦ ∅ ¦ 1 ¦ ∅ ¦ 3 ¦ "[1, \"two\", null]"
{"a": null, "n": true} → ∅ ¦ ∅ ¦ ∅ ¦ true ¦ ∅ ¦ "{\"a\": null, \"n\": true}"
{"a": "", "n": "é😀"} → "" ¦ ∅ ¦ ∅ ¦ é😀 ¦ ∅ ¦ "{\"a\": \"\", \"n\": \"é😀\"}"
[] → ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ 0 ¦ "[]"
∅ → ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅
✗ j = j → type-mismatch
✗ json_text(j, 'a') → bad-pattern
`,
  ),
  rowsOf(
    'bytes are equal byte by byte',
    String.raw`
a bytea ¦ b bytea → a = b : boolean ¦ a : bytes ¦ a is distinct from b : boolean
\x00ff ¦ \x00ff → true ¦ 00ff ¦ false
\x00ff ¦ \x00fe → false ¦ 00ff ¦ true
\x ¦ ∅ → ∅ ¦ "" ¦ true
✗ a < b → type-mismatch
`,
  ),
  rowsOf(
    'types without a counterpart are their text',
    `
i inet ¦ v interval ¦ t time without time zone ¦ x xml ¦ r int4range ¦ p point ¦ b bit(1) ¦ o oid → i : text ¦ v : text ¦ t : text ¦ x : text ¦ r : text ¦ p : text ¦ b : text ¦ o : bigint
192.168.0.1/32 ¦ 1 day 02:00:00 ¦ 10:20:30.5 ¦ <a/> ¦ [1,5) ¦ (1,2) ¦ 1 ¦ 4294967295 → 192.168.0.1/32 ¦ 1 day 02:00:00 ¦ 10:20:30.5 ¦ <a/> ¦ [1,5) ¦ (1,2) ¦ 1 ¦ 4294967295
∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ → ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅
`,
  ),
];
