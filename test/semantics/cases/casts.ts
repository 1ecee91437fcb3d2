// Casts: what fails is NULL, integers cut decimals off, texts are read strictly.
import { rowsOf } from '../grid.ts';

export const casts = [
  rowsOf(
    'a double as a whole number is cut off',
    `
a double precision → cast(a as int) : int ¦ cast(a as bigint) : bigint ¦ try_cast(a, 'int') : int
2.7 → 2 ¦ 2 ¦ 2
-2.7 → -2 ¦ -2 ¦ -2
2.5 → 2 ¦ 2 ¦ 2
3.5 → 3 ¦ 3 ¦ 3
3e9 → ∅ ¦ 3000000000 ¦ ∅
-3e9 → ∅ ¦ -3000000000 ¦ ∅
2147483647.9 → 2147483647 ¦ 2147483647 ¦ 2147483647
-2147483648.9 → -2147483648 ¦ -2147483648 ¦ -2147483648
9.3e18 → ∅ ¦ ∅ ¦ ∅
NaN → ∅ ¦ ∅ ¦ ∅
Infinity → ∅ ¦ ∅ ¦ ∅
-0.0 → 0 ¦ 0 ¦ 0
∅ → ∅ ¦ ∅ ¦ ∅
`,
  ),
  rowsOf(
    'a decimal as a whole number is cut off',
    `
a numeric(16,2) → cast(a as int) : int ¦ cast(a as bigint) : bigint ¦ cast(a as double) : double ¦ cast(a as float) : float
2.70 → 2 ¦ 2 ¦ 2.7 ¦ 2.700000047683716
-2.70 → -2 ¦ -2 ¦ -2.7 ¦ -2.700000047683716
2147483647.99 → 2147483647 ¦ 2147483647 ¦ 2147483647.99 ¦ 2147483648
2147483648.50 → ∅ ¦ 2147483648 ¦ 2147483648.5 ¦ 2147483648
-2147483649.99 → ∅ ¦ -2147483649 ¦ -2147483649.99 ¦ -2147483648
12345678901234.00 → ∅ ¦ 12345678901234 ¦ 12345678901234 ¦ 12345678856192
`,
  ),
  rowsOf(
    'a float as a decimal goes by its shortest text',
    `
a double precision ¦ r real → cast(a as decimal(10,2)) : decimal(10,2) ¦ cast(r as decimal(10,3)) : decimal(10,3) ¦ cast(r as double) : double ¦ cast(r as int) : int ¦ cast(a as float) : float ¦ cast(r as bigint) : bigint
2.675 ¦ 0.1 → 2.68 ¦ 0.1 ¦ 0.10000000149011612 ¦ 0 ¦ 2.674999952316284 ¦ 0
1.005 ¦ 1.0005 → 1.01 ¦ 1.001 ¦ 1.000499963760376 ¦ 1 ¦ 1.0049999952316284 ¦ 1
-2.675 ¦ 2.0015 → -2.68 ¦ 2.002 ¦ 2.001499891281128 ¦ 2 ¦ -2.674999952316284 ¦ 2
0.125 ¦ 16777216 → 0.13 ¦ ∅ ¦ 16777216 ¦ 16777216 ¦ 0.125 ¦ 16777216
1e9 ¦ 1 → ∅ ¦ 1 ¦ 1 ¦ 1 ¦ 1000000000 ¦ 1
12345678.905 ¦ ∅ → 12345678.91 ¦ ∅ ¦ ∅ ¦ ∅ ¦ 12345679 ¦ ∅
NaN ¦ NaN → ∅ ¦ ∅ ¦ NaN ¦ ∅ ¦ ∅ ¦ ∅
Infinity ¦ -Infinity → ∅ ¦ ∅ ¦ -Infinity ¦ ∅ ¦ ∅ ¦ ∅
1e39 ¦ 0 → ∅ ¦ 0 ¦ 0 ¦ 0 ¦ ∅ ¦ 0
`,
  ),
  rowsOf(
    'a decimal as a narrower one is rounded',
    `
a numeric(12,4) → cast(a as decimal(5,1)) : decimal(5,1) ¦ cast(a as decimal(4,4)) : decimal(4,4) ¦ cast(a as decimal(20,6)) : decimal(20,6)
2.25 → 2.3 ¦ ∅ ¦ 2.25
-2.25 → -2.3 ¦ ∅ ¦ -2.25
9999.94 → 9999.9 ¦ ∅ ¦ 9999.94
9999.95 → ∅ ¦ ∅ ¦ 9999.95
0.05 → 0.1 ¦ 0.05 ¦ 0.05
-0.0499 → 0 ¦ -0.0499 ¦ -0.0499
`,
  ),
  rowsOf(
    'whole numbers as narrower ones, as decimals and as conditions',
    `
a bigint ¦ i integer → cast(a as int) : int ¦ cast(a as decimal(10,0)) : decimal(10,0) ¦ cast(i as decimal(5,2)) : decimal(5,2) ¦ cast(i as boolean) : boolean ¦ cast(a as boolean) : boolean ¦ cast(a as double) : double ¦ cast(i as float) : float ¦ cast(i as text) : text ¦ cast(a as text) : text ¦ cast(i as bigint) : bigint ¦ cast(i as double) : double ¦ cast(a as float) : float
2147483648 ¦ 999 → ∅ ¦ 2147483648 ¦ 999 ¦ true ¦ true ¦ 2147483648 ¦ 999 ¦ 999 ¦ 2147483648 ¦ 999 ¦ 999 ¦ 2147483648
-2147483649 ¦ 1000 → ∅ ¦ -2147483649 ¦ ∅ ¦ true ¦ true ¦ -2147483649 ¦ 1000 ¦ 1000 ¦ -2147483649 ¦ 1000 ¦ 1000 ¦ -2147483648
10000000000 ¦ 0 → ∅ ¦ ∅ ¦ 0 ¦ false ¦ true ¦ 10000000000 ¦ 0 ¦ 0 ¦ 10000000000 ¦ 0 ¦ 0 ¦ 10000000000
0 ¦ -1 → 0 ¦ 0 ¦ -1 ¦ true ¦ false ¦ 0 ¦ -1 ¦ -1 ¦ 0 ¦ -1 ¦ -1 ¦ 0
9223372036854775807 ¦ 16777217 → ∅ ¦ ∅ ¦ ∅ ¦ true ¦ true ¦ 9223372036854775807 ¦ 16777216 ¦ 16777217 ¦ 9223372036854775807 ¦ 16777217 ¦ 16777217 ¦ 9223372036854775807
∅ ¦ ∅ → ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅
`,
  ),
  rowsOf(
    'a decimal as text has all its digits, and no exponent',
    `
a numeric(20,10) → cast(a as text) : text ¦ cast(cast(a as decimal(20,2)) as text) : text
1.5 → 1.5000000000 ¦ 1.50
0.0000001 → 0.0000001000 ¦ 0.00
0.0000000001 → 0.0000000001 ¦ 0.00
-100 → -100.0000000000 ¦ -100.00
0 → 0.0000000000 ¦ 0.00
∅ → ∅ ¦ ∅
`,
  ),
  rowsOf(
    'conditions as text and as numbers',
    `
a boolean → cast(a as text) : text ¦ cast(a as int) : int
true → true ¦ 1
false → false ¦ 0
∅ → ∅ ¦ ∅
✗ cast(a as double) → type-mismatch
✗ a + 1 → type-mismatch
`,
  ),
  rowsOf(
    'a text as a whole number is digits with a sign, between blanks',
    String.raw`
a text → cast(a as int) : int ¦ cast(a as bigint) : bigint ¦ try_cast(a, 'int') : int
12 → 12 ¦ 12 ¦ 12
" 12 " → 12 ¦ 12 ¦ 12
+5 → 5 ¦ 5 ¦ 5
-7 → -7 ¦ -7 ¦ -7
-0 → 0 ¦ 0 ¦ 0
007 → 7 ¦ 7 ¦ 7
2147483647 → 2147483647 ¦ 2147483647 ¦ 2147483647
-2147483648 → -2147483648 ¦ -2147483648 ¦ -2147483648
2147483648 → ∅ ¦ 2147483648 ¦ ∅
9223372036854775808 → ∅ ¦ ∅ ¦ ∅
99999999999999999999 → ∅ ¦ ∅ ¦ ∅
1.5 → ∅ ¦ ∅ ¦ ∅
.5 → ∅ ¦ ∅ ¦ ∅
5. → ∅ ¦ ∅ ¦ ∅
. → ∅ ¦ ∅ ¦ ∅
+ → ∅ ¦ ∅ ¦ ∅
1e3 → ∅ ¦ ∅ ¦ ∅
abc → ∅ ¦ ∅ ¦ ∅
"" → ∅ ¦ ∅ ¦ ∅
"  " → ∅ ¦ ∅ ¦ ∅
"\t7\n" → ∅ ¦ ∅ ¦ ∅
"\u00a07" → ∅ ¦ ∅ ¦ ∅
１２ → ∅ ¦ ∅ ¦ ∅
٣ → ∅ ¦ ∅ ¦ ∅
1 2 → ∅ ¦ ∅ ¦ ∅
1_000 → ∅ ¦ ∅ ¦ ∅
0x1A → ∅ ¦ ∅ ¦ ∅
--1 → ∅ ¦ ∅ ¦ ∅
12.x → ∅ ¦ ∅ ¦ ∅
∅ → ∅ ¦ ∅ ¦ ∅
`,
  ),
  rowsOf(
    'a text as a double or a decimal is a number with or without an exponent',
    String.raw`
a text → cast(a as double) : double ¦ cast(a as decimal(10,2)) : decimal(10,2) ¦ try_cast(a, 'decimal(10,2)') : decimal(10,2)
12 → 12 ¦ 12 ¦ 12
" 12 " → 12 ¦ 12 ¦ 12
+5 → 5 ¦ 5 ¦ 5
1.5 → 1.5 ¦ 1.5 ¦ 1.5
-1.9 → -1.9 ¦ -1.9 ¦ -1.9
.5 → 0.5 ¦ 0.5 ¦ 0.5
5. → 5 ¦ 5 ¦ 5
1e3 → 1000 ¦ 1000 ¦ 1000
1E-5 → 0.00001 ¦ 0 ¦ 0
+.5e1 → 5 ¦ 5 ¦ 5
-0 → 0 ¦ 0 ¦ 0
007 → 7 ¦ 7 ¦ 7
1.005 → 1.005 ¦ 1.01 ¦ 1.01
-1.005 → -1.005 ¦ -1.01 ¦ -1.01
99999999.99 → 99999999.99 ¦ 99999999.99 ¦ 99999999.99
99999999.995 → 99999999.995 ¦ ∅ ¦ ∅
2147483648 → 2147483648 ¦ ∅ ¦ ∅
. → ∅ ¦ ∅ ¦ ∅
+ → ∅ ¦ ∅ ¦ ∅
"" → ∅ ¦ ∅ ¦ ∅
"\t7\n" → ∅ ¦ ∅ ¦ ∅
１２ → ∅ ¦ ∅ ¦ ∅
NaN → ∅ ¦ ∅ ¦ ∅
inf → ∅ ¦ ∅ ¦ ∅
Infinity → ∅ ¦ ∅ ¦ ∅
1.5d → ∅ ¦ ∅ ¦ ∅
1.5f → ∅ ¦ ∅ ¦ ∅
1e400 → ∅ ¦ ∅ ¦ ∅
0x1p3 → ∅ ¦ ∅ ¦ ∅
1_000 → ∅ ¦ ∅ ¦ ∅
1,5 → ∅ ¦ ∅ ¦ ∅
∅ → ∅ ¦ ∅ ¦ ∅
`,
  ),
  rowsOf(
    'a text as a date is a day that exists, in one spelling',
    `
a text → cast(a as date) : date ¦ try_cast(a, 'date') : date
2024-02-10 → 2024-02-10 ¦ 2024-02-10
" 2024-02-10 " → 2024-02-10 ¦ 2024-02-10
2024-02-29 → 2024-02-29 ¦ 2024-02-29
0001-01-01 → 0001-01-01 ¦ 0001-01-01
9999-12-31 → 9999-12-31 ¦ 9999-12-31
2023-02-29 → ∅ ¦ ∅
2024-02-30 → ∅ ¦ ∅
2024-13-01 → ∅ ¦ ∅
2024-00-10 → ∅ ¦ ∅
0000-01-01 → ∅ ¦ ∅
2024-1-5 → ∅ ¦ ∅
2024 → ∅ ¦ ∅
2024-02 → ∅ ¦ ∅
2024-02- → ∅ ¦ ∅
2024-02-10T10:00 → ∅ ¦ ∅
2024-02-10 xyz → ∅ ¦ ∅
2024-02-10Z → ∅ ¦ ∅
2024/02/10 → ∅ ¦ ∅
10-02-2024 → ∅ ¦ ∅
20240210 → ∅ ¦ ∅
999-01-01 → ∅ ¦ ∅
24-02-01 → ∅ ¦ ∅
+2024-02-10 → ∅ ¦ ∅
12024-02-10 → ∅ ¦ ∅
today → ∅ ¦ ∅
epoch → ∅ ¦ ∅
infinity → ∅ ¦ ∅
"" → ∅ ¦ ∅
∅ → ∅ ¦ ∅
`,
  ),
  rowsOf(
    'a text as a timestamp has a day and a clock of 24 hours',
    `
a text → cast(a as timestamp) : timestamp
2024-02-10 10:00:00 → 2024-02-10 10:00:00
2024-02-10T10:00:00 → 2024-02-10 10:00:00
" 2024-02-10 10:00 " → 2024-02-10 10:00:00
2024-02-10 10:00:00.5 → 2024-02-10 10:00:00.5
2024-02-10 10:00:00.123456 → 2024-02-10 10:00:00.123456
2024-02-10 → 2024-02-10 00:00:00
2024-02-10 10:00:00.123456789 → ∅
2024-02-10 10:00:00. → ∅
2024-02-10 25:00:00 → ∅
2024-02-10 24:00:00 → ∅
2024-02-10 10:00:60 → ∅
2024-02-10 10:60:00 → ∅
2024-02-10 10 → ∅
2024-2-1 1:2:3 → ∅
2023-02-29 10:00:00 → ∅
2024-02-10T10:00:00Z → ∅
2024-02-10 10:00:00+02:00 → ∅
2024-02-10 10:00:00 UTC → ∅
10:00 → ∅
bad → ∅
∅ → ∅
`,
  ),
  rowsOf(
    'a text as a condition is one of a few words',
    `
a text → cast(a as boolean) : boolean
t → true
true → true
TRUE → true
y → true
Yes → true
1 → true
f → false
No → false
0 → false
" true " → true
on → ∅
off → ∅
2 → ∅
"" → ∅
∅ → ∅
`,
  ),
  rowsOf(
    'a text as a uuid',
    `
a text ¦ u uuid → cast(a as uuid) : uuid ¦ cast(u as text) : text ¦ u = '0F8FAD5B-D9CB-469F-A165-70867728950E' : boolean
0F8FAD5B-d9cb-469f-a165-70867728950e ¦ 0f8fad5b-d9cb-469f-a165-70867728950e → 0f8fad5b-d9cb-469f-a165-70867728950e ¦ 0f8fad5b-d9cb-469f-a165-70867728950e ¦ true
0f8fad5bd9cb469fa16570867728950e ¦ 7c9e6679-7425-40de-944b-e07fc1f90ae7 → ∅ ¦ 7c9e6679-7425-40de-944b-e07fc1f90ae7 ¦ false
{0f8fad5b-d9cb-469f-a165-70867728950e} ¦ ∅ → ∅ ¦ ∅ ¦ ∅
∅ ¦ ∅ → ∅ ¦ ∅ ¦ ∅
`,
  ),
  rowsOf(
    'times as others and as text',
    `
d date ¦ t timestamp without time zone ¦ z timestamp with time zone → cast(d as timestamp) : timestamp ¦ cast(t as date) : date ¦ cast(z as date) : date ¦ cast(t as text) : text ¦ cast(d as text) : text ¦ cast(z as text) : text ¦ cast(z as timestamp) : timestamp ¦ cast(t as timestamptz) : timestamptz ¦ cast(d as timestamptz) : timestamptz
2024-02-29 ¦ 2024-12-30 23:59:59.999999 ¦ 2024-03-31 01:30:00+02 → 2024-02-29 00:00:00 ¦ 2024-12-30 ¦ 2024-03-30 ¦ 2024-12-30 23:59:59.999999 ¦ 2024-02-29 ¦ 2024-03-30 23:30:00 ¦ 2024-03-30 23:30:00 ¦ 2024-12-30 23:59:59.999999 ¦ 2024-02-29 00:00:00
0001-01-01 ¦ 1969-12-31 23:59:59.5 ¦ 1969-12-31 23:59:59.500000+00 → 0001-01-01 00:00:00 ¦ 1969-12-31 ¦ 1969-12-31 ¦ 1969-12-31 23:59:59.5 ¦ 0001-01-01 ¦ 1969-12-31 23:59:59.5 ¦ 1969-12-31 23:59:59.5 ¦ 1969-12-31 23:59:59.5 ¦ 0001-01-01 00:00:00
∅ ¦ ∅ ¦ ∅ → ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅
`,
  ),
  rowsOf(
    'a float has no text of its own',
    `
g double precision ¦ r real → cast(cast(g as decimal(20,6)) as text) : text ¦ cast(cast(r as decimal(12,2)) as text) : text
1e10 ¦ 0.1 → 10000000000.000000 ¦ 0.10
0.0001 ¦ 1234567.5 → 0.000100 ¦ 1234567.50
1234567.5 ¦ -2.5 → 1234567.500000 ¦ -2.50
NaN ¦ NaN → ∅ ¦ ∅
✗ cast(g as text) → type-mismatch
✗ cast(r as text) → type-mismatch
`,
  ),
];
