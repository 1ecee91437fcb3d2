// Texts: NULL and the empty text, order by code point, padding, Unicode, parts.
import { rowsOf } from '../grid.ts';

export const texts = [
  rowsOf(
    'concat and || with NULL are NULL, concat_ws leaves NULLs out',
    `
a text ¦ b text → concat(a, b) : text ¦ a || b : text ¦ concat_ws('-', a, b) : text ¦ coalesce(a, b, 'none') : text
a ¦ b → ab ¦ ab ¦ a-b ¦ a
a ¦ ∅ → ∅ ¦ ∅ ¦ a ¦ a
∅ ¦ b → ∅ ¦ ∅ ¦ b ¦ b
∅ ¦ ∅ → ∅ ¦ ∅ ¦ "" ¦ none
"" ¦ b → b ¦ b ¦ -b ¦ ""
"" ¦ "" → "" ¦ "" ¦ - ¦ ""
✗ a || 1 → type-mismatch
✗ concat(a, 1) → type-mismatch
`,
  ),
  rowsOf(
    'an empty text is a value',
    `
a text → a = '' : boolean ¦ a is null : boolean ¦ length(a) : int ¦ nullif(a, '') : text ¦ coalesce(a, 'x') : text ¦ a is distinct from '' : boolean
"" → true ¦ false ¦ 0 ¦ ∅ ¦ "" ¦ false
" " → false ¦ false ¦ 1 ¦ " " ¦ " " ¦ true
∅ → ∅ ¦ true ¦ ∅ ¦ ∅ ¦ x ¦ true
x → false ¦ false ¦ 1 ¦ x ¦ x ¦ true
`,
  ),
  rowsOf(
    'texts compare by code point',
    String.raw`
a text ¦ b text → a < b : boolean ¦ a <= b : boolean ¦ a > b : boolean ¦ a >= b : boolean ¦ a = b : boolean ¦ a <> b : boolean ¦ greatest(a, b) : text ¦ least(a, b) : text
a ¦ B → false ¦ false ¦ true ¦ true ¦ false ¦ true ¦ a ¦ B
Z ¦ a → true ¦ true ¦ false ¦ false ¦ false ¦ true ¦ a ¦ Z
ä ¦ z → false ¦ false ¦ true ¦ true ¦ false ¦ true ¦ ä ¦ z
"a " ¦ a → false ¦ false ¦ true ¦ true ¦ false ¦ true ¦ "a " ¦ a
A ¦ a → true ¦ true ¦ false ¦ false ¦ false ¦ true ¦ a ¦ A
"" ¦ a → true ¦ true ¦ false ¦ false ¦ false ¦ true ¦ a ¦ ""
～ ¦ 😀 → true ¦ true ¦ false ¦ false ¦ false ¦ true ¦ 😀 ¦ ～
"\u00e9" ¦ "e\u0301" → false ¦ false ¦ true ¦ true ¦ false ¦ true ¦ "\u00e9" ¦ "e\u0301"
a_b ¦ ab → true ¦ true ¦ false ¦ false ¦ false ¦ true ¦ ab ¦ a_b
10 ¦ 9 → true ¦ true ¦ false ¦ false ¦ false ¦ true ¦ 9 ¦ 10
a ¦ ∅ → ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ a ¦ a
`,
  ),
  rowsOf(
    'char(n) is padded text, varchar keeps its blanks',
    `
c character(3) ¦ v character varying(5) → '[' || c || ']' : text ¦ length(c) : int ¦ c = 'a' : boolean ¦ c = 'a  ' : boolean ¦ c < 'ab' : boolean ¦ upper(c) : text ¦ trim(c) : text ¦ md5(c) = md5('a  ') : boolean ¦ v = 'a' : boolean ¦ v = 'a ' : boolean
a ¦ a → "[a  ]" ¦ 3 ¦ false ¦ true ¦ true ¦ "A  " ¦ a ¦ true ¦ true ¦ false
abc ¦ "a " → [abc] ¦ 3 ¦ false ¦ false ¦ false ¦ ABC ¦ abc ¦ false ¦ false ¦ true
"" ¦ "" → "[   ]" ¦ 3 ¦ false ¦ false ¦ true ¦ "   " ¦ "" ¦ false ¦ false ¦ false
é ¦ é → "[é  ]" ¦ 3 ¦ false ¦ false ¦ false ¦ "É  " ¦ é ¦ false ¦ false ¦ false
∅ ¦ ∅ → ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅
`,
  ),
  rowsOf(
    'trim takes away blanks, or the characters that are written',
    String.raw`
a text → trim(a) : text ¦ ltrim(a) : text ¦ rtrim(a) : text ¦ trim(both 'xy' from a) : text ¦ ltrim(a, 'xy') : text ¦ rtrim(a, 'xy') : text
"  x  " → x ¦ "x  " ¦ "  x" ¦ "  x  " ¦ "  x  " ¦ "  x  "
"\tx\n" → "\tx\n" ¦ "\tx\n" ¦ "\tx\n" ¦ "\tx\n" ¦ "\tx\n" ¦ "\tx\n"
"\u00a0x" → "\u00a0x" ¦ "\u00a0x" ¦ "\u00a0x" ¦ "\u00a0" ¦ "\u00a0x" ¦ "\u00a0"
"\u3000x " → "\u3000x" ¦ "\u3000x " ¦ "\u3000x" ¦ "\u3000x " ¦ "\u3000x " ¦ "\u3000x "
xyaxy → xyaxy ¦ xyaxy ¦ xyaxy ¦ a ¦ axy ¦ xya
yxx → yxx ¦ yxx ¦ yxx ¦ "" ¦ "" ¦ ""
"" → "" ¦ "" ¦ "" ¦ "" ¦ "" ¦ ""
∅ → ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅
`,
  ),
  rowsOf(
    'capitals and small letters follow Unicode',
    String.raw`
a text → upper(a) : text ¦ lower(a) : text
straße → STRASSE ¦ straße
ŉ → ʼN ¦ ŉ
İstanbul → İSTANBUL ¦ "i\u0307stanbul"
ıi → II ¦ ıi
ὈΔΥΣΣΕΎΣ → ὈΔΥΣΣΕΎΣ ¦ ὀδυσσεύς
ﬁn → FIN ¦ ﬁn
éÀ → ÉÀ ¦ éà
ǆ → Ǆ ¦ ǆ
O'Neil-smith X_Y z → O'NEIL-SMITH X_Y Z ¦ o'neil-smith x_y z
😀a → 😀A ¦ 😀a
"" → "" ¦ ""
∅ → ∅ ¦ ∅
`,
  ),
  rowsOf(
    'initcap knows blanks only',
    String.raw`
a text → initcap(a) : text
straße → Straße
éÀ b → Éà B
O'Neil-smith X_Y z → O'neil-smith X_y Z
abc DEF → Abc Def
a  b → A  B
" x" → " X"
"tab\tword" → "Tab\tword"
1st place → 1st Place
"" → ""
∅ → ∅
`,
  ),
  rowsOf(
    'a substring counts from 1, from the end where negative, and 0 is 1',
    `
a text ¦ p integer ¦ l integer → substring(a, p, l) : text ¦ substring(a, p) : text
abcdef ¦ 0 ¦ 3 → abc ¦ abcdef
abcdef ¦ 1 ¦ 3 → abc ¦ abcdef
abcdef ¦ -2 ¦ 5 → ef ¦ ef
abcdef ¦ -8 ¦ 4 → ab ¦ abcdef
abcdef ¦ 3 ¦ 0 → "" ¦ cdef
abcdef ¦ 3 ¦ -1 → "" ¦ cdef
abcdef ¦ 10 ¦ 2 → "" ¦ ""
abcdef ¦ -9 ¦ 2 → "" ¦ abcdef
a😀c ¦ 2 ¦ 1 → 😀 ¦ 😀c
"" ¦ 1 ¦ 1 → "" ¦ ""
abcdef ¦ 2 ¦ 2147483647 → bcdef ¦ bcdef
abcdef ¦ -6 ¦ 2147483647 → abcdef ¦ abcdef
abcdef ¦ -2147483648 ¦ 2 → "" ¦ abcdef
abcdef ¦ -2147483648 ¦ 2147483647 → abcde ¦ abcdef
abcdef ¦ 2147483647 ¦ 2147483647 → "" ¦ ""
∅ ¦ 1 ¦ 1 → ∅ ¦ ∅
a ¦ ∅ ¦ 1 → ∅ ¦ ∅
`,
  ),
  rowsOf(
    'left and right of a length below 1 are empty',
    `
a text ¦ p integer → left(a, p) : text ¦ right(a, p) : text
abc ¦ 2 → ab ¦ bc
abc ¦ -1 → "" ¦ ""
abc ¦ 0 → "" ¦ ""
abc ¦ 9 → abc ¦ abc
abc ¦ -2147483648 → "" ¦ ""
abc ¦ 2147483647 → abc ¦ abc
é😀x ¦ 2 → é😀 ¦ 😀x
∅ ¦ 1 → ∅ ¦ ∅
`,
  ),
  rowsOf(
    'padding cuts what is too long',
    `
a text → lpad(a, 5, 'xy') : text ¦ rpad(a, 5, 'xy') : text ¦ lpad(a, 2, 'xy') : text ¦ rpad(a, 2) : text ¦ lpad(a, 0, 'x') : text ¦ rpad(a, -1, 'x') : text ¦ lpad(a, 4) : text
abc → xyabc ¦ abcxy ¦ ab ¦ ab ¦ "" ¦ "" ¦ " abc"
"" → xyxyx ¦ xyxyx ¦ xy ¦ "  " ¦ "" ¦ "" ¦ "    "
😀é → xyx😀é ¦ 😀éxyx ¦ 😀é ¦ 😀é ¦ "" ¦ "" ¦ "  😀é"
∅ → ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅
`,
  ),
  rowsOf(
    'places, parts and repetition',
    `
a text ¦ b text → position(b in a) : int ¦ contains(a, b) : boolean ¦ starts_with(a, b) : boolean ¦ ends_with(a, b) : boolean ¦ replace(a, b, 'Z') : text ¦ length(a) : int ¦ reverse(a) : text ¦ repeat(a, 2) : text
abcabc ¦ c → 3 ¦ true ¦ false ¦ true ¦ abZabZ ¦ 6 ¦ cbacba ¦ abcabcabcabc
é😀x ¦ 😀 → 2 ¦ true ¦ false ¦ false ¦ éZx ¦ 3 ¦ x😀é ¦ é😀xé😀x
"" ¦ a → 0 ¦ false ¦ false ¦ false ¦ "" ¦ 0 ¦ "" ¦ ""
"ab " ¦ ab → 1 ¦ true ¦ true ¦ false ¦ "Z " ¦ 3 ¦ " ba" ¦ "ab ab "
abc ¦ "" → 1 ¦ true ¦ true ¦ true ¦ abc ¦ 3 ¦ cba ¦ abcabc
ABC ¦ b → 0 ¦ false ¦ false ¦ false ¦ ABC ¦ 3 ¦ CBA ¦ ABCABC
∅ ¦ a → ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅
`,
  ),
  rowsOf(
    'characters in place of others',
    `
a text → translate(a, 'ab', 'x') : text ¦ replace(a, 'b', '') : text ¦ replace(a, '', 'z') : text ¦ translate(a, 'aa', 'xy') : text ¦ translate(a, '😀', '_') : text ¦ repeat(a, 0) : text
abcabc → xcxc ¦ acac ¦ abcabc ¦ xbcxbc ¦ abcabc ¦ ""
😀b → 😀 ¦ 😀 ¦ 😀b ¦ 😀b ¦ _b ¦ ""
"" → "" ¦ "" ¦ "" ¦ "" ¦ "" ¦ ""
∅ → ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅
`,
  ),
  rowsOf(
    'parts between separators',
    `
a text → split(a, ',') : text[] ¦ array_length(split(a, ',')) : int ¦ split_part(a, ',', 1) : text ¦ split_part(a, ',', -1) : text ¦ split_part(a, ',', 9) : text
a,b,,c, → ["a","b","","c",""] ¦ 5 ¦ a ¦ "" ¦ ""
a,b,c → ["a","b","c"] ¦ 3 ¦ a ¦ c ¦ ""
abc → ["abc"] ¦ 1 ¦ abc ¦ abc ¦ ""
,a → ["","a"] ¦ 2 ¦ "" ¦ a ¦ ""
"" → [""] ¦ 1 ¦ "" ¦ "" ¦ ""
∅ → ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅
✗ split(a, '') → wrong-arguments
✗ split_part(a, ',', 0) → wrong-arguments
`,
  ),
  rowsOf(
    'digests of the UTF-8 bytes',
    String.raw`
a text ¦ b bytea → md5(a) : text ¦ sha2(a, 256) : text ¦ md5(b) : text
é ¦ \xc3a9 → 66ddcd97cfdeabb2f6fb8a999b4bc76f ¦ 4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c ¦ 66ddcd97cfdeabb2f6fb8a999b4bc76f
"" ¦ \x → d41d8cd98f00b204e9800998ecf8427e ¦ e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 ¦ d41d8cd98f00b204e9800998ecf8427e
∅ ¦ ∅ → ∅ ¦ ∅ ¦ ∅
`,
  ),
];
