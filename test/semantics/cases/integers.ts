// Whole numbers: division, remainders, and what does not fit.
import { rowsOf } from '../grid.ts';

export const integers = [
  rowsOf(
    'division of integers is exact',
    `
a integer ¦ b integer → a / b : decimal(21,11) ¦ cast(a / b as text) : text ¦ div(a, b) : bigint ¦ a % b : int
7 ¦ 2 → 3.5 ¦ 3.50000000000 ¦ 3 ¦ 1
-7 ¦ 2 → -3.5 ¦ -3.50000000000 ¦ -3 ¦ -1
7 ¦ -2 → -3.5 ¦ -3.50000000000 ¦ -3 ¦ 1
-7 ¦ -3 → 2.33333333333 ¦ 2.33333333333 ¦ 2 ¦ -1
0 ¦ 5 → 0 ¦ 0.00000000000 ¦ 0 ¦ 0
5 ¦ 0 → ∅ ¦ ∅ ¦ ∅ ¦ ∅
0 ¦ 0 → ∅ ¦ ∅ ¦ ∅ ¦ ∅
∅ ¦ 2 → ∅ ¦ ∅ ¦ ∅ ¦ ∅
2 ¦ ∅ → ∅ ¦ ∅ ¦ ∅ ¦ ∅
-2147483648 ¦ -1 → 2147483648 ¦ 2147483648.00000000000 ¦ 2147483648 ¦ 0
2147483647 ¦ 3 → 715827882.33333333333 ¦ 715827882.33333333333 ¦ 715827882 ¦ 1
1 ¦ 2147483647 → 0.00000000047 ¦ 0.00000000047 ¦ 0 ¦ 1
✗ a / 0 → division-by-zero
✗ a % 0 → division-by-zero
✗ div(a, 0) → division-by-zero
✗ div(a, 1.5) → type-mismatch
`,
  ),
  rowsOf(
    'division of large integers',
    `
a bigint ¦ b bigint → a / b : decimal(38,19) ¦ div(a, b) : bigint ¦ a % b : bigint
7 ¦ -2 → -3.5 ¦ -3 ¦ 1
-9223372036854775808 ¦ 3 → -3074457345618258602.6666666666666666667 ¦ -3074457345618258602 ¦ -2
-9223372036854775808 ¦ -1 → 9223372036854775808 ¦ ‼ ¦ 0
9223372036854775807 ¦ 9223372036854775807 → 1 ¦ 1 ¦ 0
1 ¦ 9223372036854775807 → 0.0000000000000000001 ¦ 0 ¦ 1
3 ¦ 0 → ∅ ¦ ∅ ¦ ∅
`,
  ),
  rowsOf(
    'division by a constant takes only its digits',
    `
a integer → a / 2 : decimal(16,6) ¦ a / 3.0 : decimal(17,6) ¦ a / 100 : decimal(16,6)
7 → 3.5 ¦ 2.333333 ¦ 0.07
-1 → -0.5 ¦ -0.333333 ¦ -0.01
2147483647 → 1073741823.5 ¦ 715827882.333333 ¦ 21474836.47
∅ → ∅ ¦ ∅ ¦ ∅
`,
  ),
  rowsOf(
    'integer overflow ends the job',
    `
a integer ¦ b integer → a + b : int ¦ a - b : int ¦ a * b : int
2147483647 ¦ 1 → ‼ ¦ 2147483646 ¦ 2147483647
-2147483648 ¦ -1 → ‼ ¦ -2147483647 ¦ ‼
-2147483648 ¦ 1 → -2147483647 ¦ ‼ ¦ -2147483648
65536 ¦ 65536 → 131072 ¦ 0 ¦ ‼
-3 ¦ 7 → 4 ¦ -10 ¦ -21
∅ ¦ 1 → ∅ ¦ ∅ ¦ ∅
`,
  ),
  rowsOf(
    'bigint overflow ends the job',
    `
a bigint ¦ b bigint → a + b : bigint ¦ a - b : bigint ¦ a * b : bigint
9223372036854775807 ¦ 1 → ‼ ¦ 9223372036854775806 ¦ 9223372036854775807
-9223372036854775808 ¦ -1 → ‼ ¦ -9223372036854775807 ¦ ‼
-9223372036854775808 ¦ 1 → -9223372036854775807 ¦ ‼ ¦ -9223372036854775808
1 ¦ 2 → 3 ¦ -1 ¦ 2
`,
  ),
  rowsOf(
    'smallint is read as int, and integers widen to bigint',
    `
a smallint ¦ b bigint → a + a : int ¦ a + b : bigint ¦ a * 2 : int ¦ coalesce(a, b) : bigint
32767 ¦ 1 → 65534 ¦ 32768 ¦ 65534 ¦ 32767
-32768 ¦ 9223372036854775807 → -65536 ¦ 9223372036854743039 ¦ -65536 ¦ -32768
∅ ¦ 5 → ∅ ¦ ∅ ¦ ∅ ¦ 5
`,
  ),
  rowsOf(
    'signs of integers',
    `
a integer → abs(a) : int ¦ -a : int ¦ +a : int ¦ sign(a) : int
-2147483648 → ‼ ¦ ‼ ¦ -2147483648 ¦ -1
2147483647 → 2147483647 ¦ -2147483647 ¦ 2147483647 ¦ 1
0 → 0 ¦ 0 ¦ 0 ¦ 0
-5 → 5 ¦ 5 ¦ -5 ¦ -1
∅ → ∅ ¦ ∅ ¦ ∅ ¦ ∅
`,
  ),
  rowsOf(
    'literals have the narrowest type that holds them',
    `
→ 2147483647 : int ¦ 2147483648 : bigint ¦ -2147483648 : int ¦ 9223372036854775808 : decimal(19,0) ¦ 0.1 + 0.2 : decimal(2,1) ¦ 1.50 : decimal(3,2)
→ 2147483647 ¦ 2147483648 ¦ -2147483648 ¦ 9223372036854775808 ¦ 0.3 ¦ 1.5
`,
  ),
];
