// LIKE and regular expressions: one meaning for engines that backtrack and engines that take the longest match.
import { rowsOf } from '../grid.ts';

export const patterns = [
  rowsOf(
    'regexp_replace replaces every match',
    String.raw`
a text → regexp_replace(a, '[0-9]+', '#') : text ¦ regexp_replace(a, '([a-z])([0-9])', '\2\1') : text ¦ regexp_replace(a, '.', '$1') : text
a1b22c → a#b#c ¦ 1a2b2c ¦ "$1$1$1$1$1$1"
ab12 → ab# ¦ a1b2 ¦ "$1$1$1$1"
xyz → xyz ¦ xyz ¦ "$1$1$1"
"" → "" ¦ "" ¦ ""
∅ → ∅ ¦ ∅ ¦ ∅
✗ regexp_replace(a, 'x*', '-') → bad-pattern
`,
  ),
  rowsOf(
    'regexp_extract of no match is NULL, of a group that took no part empty',
    `
a text → regexp_extract(a, '([a-z])([0-9]+)', 2) : text ¦ regexp_extract(a, '[0-9]+') : text ¦ regexp_extract(a, '(a)(x)?', 2) : text
a1b22c → 1 ¦ 1 ¦ ""
xyz → ∅ ¦ ∅ ¦ ∅
ax → ∅ ¦ ∅ ¦ x
b22 → 22 ¦ 22 ¦ ∅
"" → ∅ ¦ ∅ ¦ ∅
∅ → ∅ ¦ ∅ ¦ ∅
✗ regexp_extract(a, '(a|ab)(c|bcd)?') → bad-pattern
✗ regexp_extract(a, '(a+?)(b*)') → bad-pattern
✗ regexp_extract(a, 'a', 1) → bad-pattern
`,
  ),
  rowsOf(
    'classes of characters are ASCII',
    String.raw`
a text → regexp_like(a, '^\w+$') : boolean ¦ regexp_like(a, '^\d+$') : boolean ¦ regexp_like(a, '\s') : boolean
é → false ¦ false ¦ false
٣ → false ¦ false ¦ false
a_ → true ¦ false ¦ false
42 → true ¦ true ¦ false
３ → false ¦ false ¦ false
"a b" → false ¦ false ¦ true
"\t" → false ¦ false ¦ true
"\u00a0" → false ¦ false ¦ false
∅ → ∅ ¦ ∅ ¦ ∅
`,
  ),
  rowsOf(
    'a dot is any character, and $ the very end',
    String.raw`
a text → regexp_like(a, 'a.b') : boolean ¦ regexp_like(a, 'b$') : boolean ¦ regexp_like(a, '^b') : boolean ¦ regexp_like(a, 'a[^x]') : boolean
"a\nb" → true ¦ true ¦ false ¦ true
"ab\n" → false ¦ false ¦ false ¦ true
ab → false ¦ true ¦ false ¦ true
a😀b → true ¦ true ¦ false ¦ true
b → false ¦ true ¦ true ¦ false
`,
  ),
  rowsOf(
    'words end where ASCII letters, digits and _ end',
    String.raw`
a text → regexp_like(a, '\bcat\b') : boolean
cat sat → true
concat → false
cat-x → true
cat_ → false
the cat → true
`,
  ),
  rowsOf(
    'case is left out where the pattern says so',
    `
a text → regexp_like(a, '(?i)^abc') : boolean ¦ regexp_extract(a, '([A-Z]{2,3})([0-9]*)', 2) : text
ABC12 → true ¦ 12
abc → true ¦ ∅
xx → false ¦ ∅
AB → false ¦ ""
`,
  ),
  rowsOf(
    'like knows % and _, and a backslash before them',
    String.raw`
a text → a like '50\%' : boolean ¦ a like 'a\_b' : boolean ¦ a like 'a_b' : boolean ¦ a like 'a%b' : boolean ¦ a like '%' : boolean ¦ a like 'a\\b' : boolean ¦ a not like 'a%' : boolean ¦ a ilike 'A%' : boolean ¦ a like 'a!%%' escape '!' : boolean ¦ a not ilike '%B' : boolean
50% → true ¦ false ¦ false ¦ false ¦ true ¦ false ¦ true ¦ false ¦ false ¦ true
50x → false ¦ false ¦ false ¦ false ¦ true ¦ false ¦ true ¦ false ¦ false ¦ true
a_b → false ¦ true ¦ true ¦ true ¦ true ¦ false ¦ false ¦ true ¦ false ¦ false
aXb → false ¦ false ¦ true ¦ true ¦ true ¦ false ¦ false ¦ true ¦ false ¦ false
"a\nb" → false ¦ false ¦ true ¦ true ¦ true ¦ false ¦ false ¦ true ¦ false ¦ false
a😀b → false ¦ false ¦ true ¦ true ¦ true ¦ false ¦ false ¦ true ¦ false ¦ false
"a\\b" → false ¦ false ¦ true ¦ true ¦ true ¦ true ¦ false ¦ true ¦ false ¦ false
a%c → false ¦ false ¦ false ¦ false ¦ true ¦ false ¦ false ¦ true ¦ true ¦ true
A → false ¦ false ¦ false ¦ false ¦ true ¦ false ¦ true ¦ true ¦ false ¦ true
"" → false ¦ false ¦ false ¦ false ¦ true ¦ false ¦ true ¦ false ¦ false ¦ true
∅ → ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅
✗ a like a → bad-pattern
✗ a like 'a\b' → bad-pattern
`,
  ),
];
