// NULL, logic, choices and what becomes of what.
import { rowsOf } from '../grid.ts';

export const choices = [
  rowsOf(
    'three-valued logic',
    `
a boolean ¦ b boolean → a and b : boolean ¦ a or b : boolean ¦ not a : boolean ¦ a = b : boolean ¦ a is distinct from b : boolean ¦ a is true : boolean ¦ a is not true : boolean ¦ a is false : boolean ¦ a is not false : boolean ¦ a is unknown : boolean ¦ a is not unknown : boolean ¦ a > b : boolean
true ¦ true → true ¦ true ¦ false ¦ true ¦ false ¦ true ¦ false ¦ false ¦ true ¦ false ¦ true ¦ false
true ¦ false → false ¦ true ¦ false ¦ false ¦ true ¦ true ¦ false ¦ false ¦ true ¦ false ¦ true ¦ true
true ¦ ∅ → ∅ ¦ true ¦ false ¦ ∅ ¦ true ¦ true ¦ false ¦ false ¦ true ¦ false ¦ true ¦ ∅
false ¦ true → false ¦ true ¦ true ¦ false ¦ true ¦ false ¦ true ¦ true ¦ false ¦ false ¦ true ¦ false
false ¦ false → false ¦ false ¦ true ¦ true ¦ false ¦ false ¦ true ¦ true ¦ false ¦ false ¦ true ¦ false
false ¦ ∅ → false ¦ ∅ ¦ true ¦ ∅ ¦ true ¦ false ¦ true ¦ true ¦ false ¦ false ¦ true ¦ ∅
∅ ¦ true → ∅ ¦ true ¦ ∅ ¦ ∅ ¦ true ¦ false ¦ true ¦ false ¦ true ¦ true ¦ false ¦ ∅
∅ ¦ false → false ¦ ∅ ¦ ∅ ¦ ∅ ¦ true ¦ false ¦ true ¦ false ¦ true ¦ true ¦ false ¦ ∅
∅ ¦ ∅ → ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ false ¦ false ¦ true ¦ false ¦ true ¦ true ¦ false ¦ ∅
`,
  ),
  rowsOf(
    'in and not in with NULL',
    `
a integer → a in (1, null) : boolean ¦ a not in (1, null) : boolean ¦ a in (1, 2) : boolean ¦ a not in (1, 3) : boolean ¦ a between 1 and 2 : boolean ¦ a not between 1 and 1 : boolean ¦ a between 1 and null : boolean
1 → true ¦ false ¦ true ¦ false ¦ true ¦ false ¦ ∅
2 → ∅ ¦ ∅ ¦ true ¦ true ¦ true ¦ true ¦ ∅
0 → ∅ ¦ ∅ ¦ false ¦ true ¦ false ¦ true ¦ false
∅ → ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅
`,
  ),
  rowsOf(
    'greatest and least leave NULLs out',
    `
a integer ¦ b integer → greatest(a, b) : int ¦ least(a, b) : int ¦ greatest(a, b, 2) : int ¦ coalesce(a, b, 0) : int ¦ nullif(a, b) : int ¦ a is not distinct from b : boolean ¦ a is null : boolean ¦ b is not null : boolean
1 ¦ ∅ → 1 ¦ 1 ¦ 2 ¦ 1 ¦ 1 ¦ false ¦ false ¦ false
∅ ¦ ∅ → ∅ ¦ ∅ ¦ 2 ¦ 0 ¦ ∅ ¦ true ¦ true ¦ false
1 ¦ 2 → 2 ¦ 1 ¦ 2 ¦ 1 ¦ 1 ¦ false ¦ false ¦ true
3 ¦ 3 → 3 ¦ 3 ¦ 3 ¦ 3 ¦ ∅ ¦ true ¦ false ¦ true
✗ greatest(a, '2') → type-mismatch
`,
  ),
  rowsOf(
    'values of two types take the wider one',
    `
i integer ¦ d numeric(12,2) ¦ g double precision ¦ j bigint → coalesce(i, d) : decimal(12,2) ¦ coalesce(i, 2.5) : decimal(11,1) ¦ case when i > 1 then i else j end : bigint ¦ coalesce(d, g) : double ¦ i = d : boolean ¦ coalesce(d, 0) : decimal(12,2) ¦ case i when 1 then 1.5 when 2 then 0 end : decimal(2,1)
1 ¦ 2.50 ¦ 0.1 ¦ 7 → 1 ¦ 1 ¦ 7 ¦ 2.5 ¦ false ¦ 2.5 ¦ 1.5
∅ ¦ 2.50 ¦ 0.1 ¦ 7 → 2.5 ¦ 2.5 ¦ 7 ¦ 2.5 ¦ ∅ ¦ 2.5 ¦ ∅
2 ¦ 2.00 ¦ ∅ ¦ 9223372036854775807 → 2 ¦ 2 ¦ 2 ¦ 2 ¦ true ¦ 2 ¦ 0
3 ¦ ∅ ¦ 0.1 ¦ ∅ → 3 ¦ 3 ¦ 3 ¦ 0.1 ¦ ∅ ¦ 0 ¦ ∅
`,
  ),
  rowsOf(
    'nothing else converts by itself',
    `
a text ¦ i integer ¦ t timestamp without time zone ¦ b boolean → a is null : boolean
x ¦ 1 ¦ 2024-01-01 00:00:00 ¦ true → false
✗ a = i → type-mismatch
✗ a = 1 → type-mismatch
✗ i = '1' → type-mismatch
✗ coalesce(i, a) → type-mismatch
✗ case when b then i else a end → type-mismatch
✗ i + a → type-mismatch
✗ greatest(i, a) → type-mismatch
✗ b = i → type-mismatch
✗ t = a → type-mismatch
✗ t = 1 → type-mismatch
✗ length(i) → type-mismatch
✗ i and b → type-mismatch
✗ i in ('1') → type-mismatch
`,
  ),
  rowsOf(
    'decimals beside doubles and integers',
    `
a numeric(4,2) ¦ g double precision → a = g : boolean ¦ a * 3 = 0.3 : boolean ¦ a = 1 : boolean ¦ a in (0.1, 0.3) : boolean ¦ a > 0.099999 : boolean
0.10 ¦ 0.1 → true ¦ true ¦ false ¦ true ¦ true
0.30 ¦ 0.1 → false ¦ false ¦ false ¦ true ¦ true
1.00 ¦ 1 → true ¦ false ¦ true ¦ false ¦ true
∅ ¦ 1 → ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅
`,
  ),
  rowsOf(
    'a branch that is not taken raises nothing',
    `
a integer ¦ b integer → case when b <> 0 then a / b else 0 end : decimal(21,11) ¦ case when a < 2147483647 then a + 1 end : int ¦ coalesce(b, a) : int
6 ¦ 3 → 2 ¦ 7 ¦ 3
6 ¦ 0 → 0 ¦ 7 ¦ 0
2147483647 ¦ ∅ → 0 ¦ ∅ ¦ 2147483647
`,
  ),
];
