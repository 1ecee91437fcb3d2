// Doubles and reals: IEEE 754, with one order and one zero, and functions that have no result.
import { rowsOf } from '../grid.ts';

export const floats = [
  rowsOf(
    'division of doubles by zero is NULL',
    `
a double precision ¦ b double precision → a / b : double ¦ a / nullif(b, 0) : double
1 ¦ 0 → ∅ ¦ ∅
0 ¦ 0 → ∅ ¦ ∅
-1 ¦ -0 → ∅ ¦ ∅
NaN ¦ 0 → ∅ ¦ ∅
1 ¦ 3 → 0.3333333333333333 ¦ 0.3333333333333333
Infinity ¦ Infinity → NaN ¦ NaN
1 ¦ Infinity → 0 ¦ 0
✗ a % b → type-mismatch
✗ a / 0.0 → division-by-zero
`,
  ),
  rowsOf(
    'doubles overflow to infinity and underflow to 0',
    `
a double precision ¦ b double precision → a * b : double ¦ a + b : double ¦ a - b : double
1e308 ¦ 10 → Infinity ¦ 1e308 ¦ 1e308
-1e308 ¦ 10 → -Infinity ¦ -1e308 ¦ -1e308
1.7e308 ¦ 1.7e308 → Infinity ¦ Infinity ¦ 0
1e-300 ¦ 1e-300 → 0 ¦ 2e-300 ¦ 0
2 ¦ 3 → 6 ¦ 5 ¦ -1
0.1 ¦ 0.2 → 0.020000000000000004 ¦ 0.30000000000000004 ¦ -0.1
NaN ¦ 1 → NaN ¦ NaN ¦ NaN
Infinity ¦ 0 → NaN ¦ Infinity ¦ Infinity
Infinity ¦ Infinity → Infinity ¦ Infinity ¦ NaN
0 ¦ 1e308 → 0 ¦ 1e308 ¦ -1e308
1e-200 ¦ -1e-200 → 0 ¦ 0 ¦ 2e-200
∅ ¦ 1 → ∅ ¦ ∅ ¦ ∅
`,
  ),
  rowsOf(
    'doubles are rounded by their shortest text, half away from zero',
    `
a double precision → round(a) : double ¦ round(a, 2) : double ¦ round(a, -1) : double ¦ ceil(a) : double ¦ floor(a) : double ¦ trunc(a) : double
2.5 → 3 ¦ 2.5 ¦ 0 ¦ 3 ¦ 2 ¦ 2
-2.5 → -3 ¦ -2.5 ¦ 0 ¦ -2 ¦ -3 ¦ -2
0.5 → 1 ¦ 0.5 ¦ 0 ¦ 1 ¦ 0 ¦ 0
1.5 → 2 ¦ 1.5 ¦ 0 ¦ 2 ¦ 1 ¦ 1
2.675 → 3 ¦ 2.68 ¦ 0 ¦ 3 ¦ 2 ¦ 2
1.005 → 1 ¦ 1.01 ¦ 0 ¦ 2 ¦ 1 ¦ 1
-1.005 → -1 ¦ -1.01 ¦ 0 ¦ -1 ¦ -2 ¦ -1
0.285 → 0 ¦ 0.29 ¦ 0 ¦ 1 ¦ 0 ¦ 0
15 → 15 ¦ 15 ¦ 20 ¦ 15 ¦ 15 ¦ 15
1e300 → 1e300 ¦ 1e300 ¦ 1e300 ¦ 1e300 ¦ 1e300 ¦ 1e300
NaN → NaN ¦ NaN ¦ NaN ¦ NaN ¦ NaN ¦ NaN
Infinity → Infinity ¦ Infinity ¦ Infinity ¦ Infinity ¦ Infinity ¦ Infinity
1e-7 → 0 ¦ 0 ¦ 0 ¦ 1 ¦ 0 ¦ 0
123456789.125 → 123456789 ¦ 123456789.13 ¦ 123456790 ¦ 123456790 ¦ 123456789 ¦ 123456789
0.49999999999999994 → 0 ¦ 0.5 ¦ 0 ¦ 1 ¦ 0 ¦ 0
∅ → ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅
✗ trunc(a, 2) → wrong-arguments
`,
  ),
  rowsOf(
    'decimals and integers beside doubles are doubles',
    `
d numeric(12,2) ¦ i integer ¦ g double precision → d * g : double ¦ i * g : double ¦ d / g : double ¦ i / g : double ¦ d = g : boolean ¦ i + g : double
0.10 ¦ 3 ¦ 3 → 0.30000000000000004 ¦ 9 ¦ 0.03333333333333333 ¦ 1 ¦ false ¦ 6
1234567890.12 ¦ 7 ¦ 0.1 → 123456789.012 ¦ 0.7000000000000001 ¦ 12345678901.199999 ¦ 70 ¦ false ¦ 7.1
-1.05 ¦ 2 ¦ 1e10 → -10500000000 ¦ 20000000000 ¦ -0.000000000105 ¦ 2e-10 ¦ false ¦ 10000000002
0.10 ¦ 1 ¦ 0.1 → 0.010000000000000002 ¦ 0.1 ¦ 1 ¦ 10 ¦ true ¦ 1.1
`,
  ),
  rowsOf(
    'a real is a double in arithmetic',
    `
a real ¦ b real ¦ i integer → a + b : double ¦ a / b : double ¦ a * i : double ¦ a : float ¦ a = b : boolean
0.1 ¦ 0.2 ¦ 3 → 0.30000000447034836 ¦ 0.5 ¦ 0.30000000447034836 ¦ 0.1 ¦ false
1 ¦ 3 ¦ 16777217 → 4 ¦ 0.3333333333333333 ¦ 16777217 ¦ 1 ¦ false
1 ¦ 0 ¦ 1 → 1 ¦ ∅ ¦ 1 ¦ 1 ¦ false
16777216 ¦ 1 ¦ 3 → 16777217 ¦ 16777216 ¦ 50331648 ¦ 16777216 ¦ false
NaN ¦ NaN ¦ ∅ → NaN ¦ NaN ¦ ∅ ¦ NaN ¦ true
`,
  ),
  rowsOf(
    'NaN equals itself and is the greatest',
    `
a double precision ¦ b double precision → a = b : boolean ¦ a > b : boolean ¦ a < b : boolean ¦ a is not distinct from b : boolean ¦ greatest(a, b) : double ¦ least(a, b) : double ¦ a between b and b : boolean
NaN ¦ NaN → true ¦ false ¦ false ¦ true ¦ NaN ¦ NaN ¦ true
NaN ¦ Infinity → false ¦ true ¦ false ¦ false ¦ NaN ¦ Infinity ¦ false
Infinity ¦ NaN → false ¦ false ¦ true ¦ false ¦ NaN ¦ Infinity ¦ false
NaN ¦ 1 → false ¦ true ¦ false ¦ false ¦ NaN ¦ 1 ¦ false
1 ¦ ∅ → ∅ ¦ ∅ ¦ ∅ ¦ false ¦ 1 ¦ 1 ¦ ∅
`,
  ),
  rowsOf(
    'there is one zero',
    `
a double precision → a = 0 : boolean ¦ a < 0 : boolean ¦ cast(a as decimal(4,2)) : decimal(4,2) ¦ cast(a as int) : int ¦ sign(a) : int ¦ abs(a) : double ¦ -a : double
-0 → true ¦ false ¦ 0 ¦ 0 ¦ 0 ¦ 0 ¦ 0
0 → true ¦ false ¦ 0 ¦ 0 ¦ 0 ¦ 0 ¦ 0
NaN → false ¦ false ¦ ∅ ¦ ∅ ¦ ∅ ¦ NaN ¦ NaN
-3.5 → false ¦ true ¦ -3.5 ¦ -3 ¦ -1 ¦ 3.5 ¦ 3.5
-Infinity → false ¦ true ¦ ∅ ¦ ∅ ¦ -1 ¦ Infinity ¦ Infinity
`,
  ),
  rowsOf(
    'logarithms and roots of what has none are NULL',
    `
a double precision → ln(a) : double ¦ log10(a) : double ¦ sqrt(a) : double ¦ exp(a) : double
0 → ∅ ¦ ∅ ¦ 0 ¦ 1
-1 → ∅ ¦ ∅ ¦ ∅ ¦ 0.36787944117144233
1 → 0 ¦ 0 ¦ 1 ¦ 2.718281828459045
1000 → 6.907755278982137 ¦ 3 ¦ 31.622776601683793 ¦ Infinity
-1000 → ∅ ¦ ∅ ¦ ∅ ¦ 0
NaN → NaN ¦ NaN ¦ NaN ¦ NaN
Infinity → Infinity ¦ Infinity ¦ Infinity ¦ Infinity
-0 → ∅ ¦ ∅ ¦ 0 ¦ 1
-Infinity → ∅ ¦ ∅ ¦ ∅ ¦ 0
∅ → ∅ ¦ ∅ ¦ ∅ ¦ ∅
`,
  ),
  rowsOf(
    'powers',
    `
a double precision ¦ b double precision → power(a, b) : double
2 ¦ 10 → 1024
-2 ¦ 3 → -8
-8 ¦ 0.3333 → ∅
0 ¦ -1 → ∅
0 ¦ 0 → 1
10 ¦ 400 → Infinity
10 ¦ -400 → 0
NaN ¦ 0 → 1
NaN ¦ 1 → NaN
2 ¦ 0.5 → 1.4142135623730951
∅ ¦ 2 → ∅
`,
  ),
  rowsOf(
    'functions of exact numbers that give doubles',
    `
i integer ¦ d numeric(8,2) → sqrt(d) : double ¦ power(i, 2) : double ¦ ln(i) : double ¦ log10(d) : double ¦ exp(d) : double
4 ¦ 2.25 → 1.5 ¦ 16 ¦ 1.3862943611198906 ¦ 0.3521825181113625 ¦ 9.487735836358526
0 ¦ 0 → 0 ¦ 0 ¦ ∅ ¦ ∅ ¦ 1
-3 ¦ -1 → ∅ ¦ 9 ¦ ∅ ¦ ∅ ¦ 0.36787944117144233
`,
  ),
];
