// Aggregates over the rows of a sample: digits, overflow, NULL, NaN, order.
import { groupsOf } from '../grid.ts';

export const aggregates = [
  groupsOf(
    'sums and averages of integers',
    `
a integer → sum(a) : bigint ¦ avg(a) : decimal(16,6) ¦ count(a) : bigint ¦ count(*) : bigint ¦ min(a) : int ¦ max(a) : int ¦ count(distinct a) : bigint
2147483647 ; 2147483647 ; ∅ → 4294967294 ¦ 2147483647 ¦ 2 ¦ 3 ¦ 2147483647 ¦ 2147483647 ¦ 1
∅ → ∅ ¦ ∅ ¦ 0 ¦ 1 ¦ ∅ ¦ ∅ ¦ 0
1 ; 2 ; 2 → 5 ¦ 1.666667 ¦ 3 ¦ 3 ¦ 1 ¦ 2 ¦ 2
-1 ; -2 ; -2 → -5 ¦ -1.666667 ¦ 3 ¦ 3 ¦ -2 ¦ -1 ¦ 2
2147483647 ; 2147483646 → 4294967293 ¦ 2147483646.5 ¦ 2 ¦ 2 ¦ 2147483646 ¦ 2147483647 ¦ 2
`,
  ),
  groupsOf(
    'sums and averages of large integers',
    `
a bigint → sum(a) : bigint ¦ avg(a) : decimal(25,6)
9223372036854775807 ; 1 → ‼ ¦ 4611686018427387904
5 ; ∅ → 5 ¦ 5
9007199254740993 ; 9007199254740993 → 18014398509481986 ¦ 9007199254740993
9223372036854775807 ; 9223372036854775807 → ‼ ¦ 9223372036854775807
9223372036854775807 ; -9223372036854775808 ; 1 → 0 ¦ 0
`,
  ),
  groupsOf(
    'averages of decimals have four more decimals',
    `
a numeric(12,2) → avg(a) : decimal(16,6) ¦ sum(a) : decimal(22,2) ¦ sum(distinct a) : decimal(22,2)
1 ; 2 ; 2 → 1.666667 ¦ 5 ¦ 3
∅ → ∅ ¦ ∅ ¦ ∅
-1 ; -2 ; -2 → -1.666667 ¦ -5 ¦ -3
9999999999.99 ; 0 ; 0 → 3333333333.33 ¦ 9999999999.99 ¦ 9999999999.99
9999999999.99 ; 9999999999.99 → 9999999999.99 ¦ 19999999999.98 ¦ 9999999999.99
0.01 ; 0 ; 0 ; 0 ; 0 ; 0 ; 0 → 0.001429 ¦ 0.01 ¦ 0.01
`,
  ),
  groupsOf(
    'averages of large decimals are exact',
    `
a numeric(18,2) → avg(a) : decimal(22,6) ¦ sum(a) : decimal(28,2)
1000000000000.01 ; 1000000000000.00 ; 1000000000000.00 → 1000000000000.003333 ¦ 3000000000000.01
9999999999999999.99 ; 9999999999999999.98 ; 9999999999999999.97 ; 0 ; 0 ; 0 ; 0 → 4285714285714285.705714 ¦ 29999999999999999.94
`,
  ),
  groupsOf(
    'decimals at the edge of 38 digits',
    `
a numeric(38,18) ¦ b numeric(38,0) → avg(a) : decimal(38,22) ¦ sum(b) : decimal(38,0)
1.000000000000000001 ¦ 99999999999999999999999999999999999999 ; 2 ¦ 1 ; 2.5 ¦ ∅ → 1.8333333333333333336667 ¦ ‼
12345678901234567890.123456789012345678 ¦ 99999999999999999999999999999999999998 ; 1 ¦ 1 ; 1 ¦ 0 → ‼ ¦ 99999999999999999999999999999999999999
∅ ¦ ∅ → ∅ ¦ ∅
`,
  ),
  groupsOf(
    'sums and averages of reals are those of doubles',
    `
a real → sum(a) : double ¦ avg(a) : double ¦ min(a) : float ¦ max(a) : float
0.1 ; 0.2 → 0.30000000447034836 ¦ 0.15000000223517418 ¦ 0.1 ¦ 0.2
0.1 → 0.10000000149011612 ¦ 0.10000000149011612 ¦ 0.1 ¦ 0.1
16777216 ; 1 → 16777217 ¦ 8388608.5 ¦ 1 ¦ 16777216
∅ → ∅ ¦ ∅ ¦ ∅ ¦ ∅
`,
  ),
  groupsOf(
    'NaN is the greatest, and the zeros are one',
    `
a double precision → max(a) : double ¦ min(a) : double ¦ count(distinct a) : bigint ¦ sum(a) : double
NaN ; 1 → NaN ¦ 1 ¦ 2 ¦ NaN
NaN ; NaN ; ∅ → NaN ¦ NaN ¦ 1 ¦ NaN
-0 ; 0 → 0 ¦ 0 ¦ 1 ¦ 0
Infinity ; -Infinity → Infinity ¦ -Infinity ¦ 2 ¦ NaN
`,
  ),
  groupsOf(
    'count(distinct a, b) leaves out rows with NULL',
    `
a text ¦ b text → count(distinct a, b) : bigint ¦ count(distinct a) : bigint ¦ count(*) : bigint
1 ¦ 1 ; 1 ¦ ∅ ; ∅ ¦ 1 ; ∅ ¦ ∅ ; 1 ¦ 1 → 1 ¦ 1 ¦ 5
∅ ¦ ∅ → 0 ¦ 0 ¦ 1
a ¦ bc ; ab ¦ c → 2 ¦ 2 ¦ 2
`,
  ),
  groupsOf(
    'texts by code point',
    String.raw`
a text → min(a) : text ¦ max(a) : text ¦ string_agg(a, '') : text ¦ string_agg(a, '<' order by a desc) : text
a ; B ; Z ; ä ; _ ; z → B ¦ ä ¦ BZ_azä ¦ ä<z<a<_<Z<B
～ ; 😀 ; "e\u0301" ; é → "e\u0301" ¦ 😀 ¦ "e\u0301é～😀" ¦ "😀<～<é<e\u0301"
∅ ; x → x ¦ x ¦ x ¦ x
"" ; ∅ → "" ¦ "" ¦ "" ¦ ""
∅ → ∅ ¦ ∅ ¦ ∅ ¦ ∅
`,
  ),
  groupsOf(
    'NULLs sort last in both directions, unless said',
    `
k text ¦ o integer → string_agg(k, '' order by o) : text ¦ string_agg(k, '' order by o desc) : text ¦ string_agg(k, '' order by o nulls first) : text ¦ first(k order by o desc) : text ¦ first(k order by o nulls first) : text ¦ min_by(k, o) : text ¦ max_by(k, o) : text
a ¦ 2 ; b ¦ ∅ ; c ¦ 1 → cab ¦ acb ¦ bca ¦ a ¦ b ¦ c ¦ a
a ¦ ∅ ; b ¦ ∅ → ab ¦ ba ¦ ab ¦ b ¦ a ¦ ∅ ¦ ∅
a ¦ 1 ; b ¦ 1 → ab ¦ ba ¦ ab ¦ b ¦ a ¦ a ¦ b
∅ ¦ 1 ; b ¦ 2 → b ¦ b ¦ b ¦ b ¦ b ¦ ∅ ¦ b
`,
  ),
  groupsOf(
    'deviations and variances: of one value a sample has none',
    `
a double precision → stddev_samp(a) : double ¦ stddev_pop(a) : double ¦ var_samp(a) : double ¦ var_pop(a) : double
1 → ∅ ¦ 0 ¦ ∅ ¦ 0
1 ; 3 → 1.4142135623730951 ¦ 1 ¦ 2 ¦ 1
∅ → ∅ ¦ ∅ ¦ ∅ ¦ ∅
NaN ; 1 → NaN ¦ NaN ¦ NaN ¦ NaN
1 ; 2 ; 4 → 1.5275252316519468 ¦ 1.247219128924647 ¦ 2.3333333333333335 ¦ 1.5555555555555556
1000000007 ; 1000000009 → 1.4142135623730951 ¦ 1 ¦ 2 ¦ 1
`,
  ),
  groupsOf(
    'medians and percentiles of exact numbers are exact',
    `
a integer ¦ d numeric(6,2) → median(a) : decimal(11,1) ¦ percentile(a, 0.5) : decimal(11,1) ¦ percentile(a, 0.9) : decimal(11,1) ¦ percentile(d, 0.95) : decimal(8,4) ¦ median(d) : decimal(7,3)
1 ¦ 1.50 ; 2 ¦ 2.50 ; 3 ¦ ∅ ; 10 ¦ 4.25 → 2.5 ¦ 2.5 ¦ 7.9 ¦ 4.075 ¦ 2.5
∅ ¦ ∅ → ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅
5 ¦ 0.01 ; 6 ¦ 0.02 → 5.5 ¦ 5.5 ¦ 5.9 ¦ 0.0195 ¦ 0.015
7 ¦ 9999.99 → 7 ¦ 7 ¦ 7 ¦ 9999.99 ¦ 9999.99
`,
  ),
  groupsOf(
    'always and ever',
    `
a boolean → bool_and(a) : boolean ¦ bool_or(a) : boolean ¦ count(a) : bigint ¦ count(*) filter (where a) : bigint ¦ sum(cast(a as int)) : bigint
true ; ∅ ; false → false ¦ true ¦ 2 ¦ 1 ¦ 1
∅ → ∅ ¦ ∅ ¦ 0 ¦ 0 ¦ ∅
true ; true → true ¦ true ¦ 2 ¦ 2 ¦ 2
`,
  ),
  groupsOf(
    'filter chooses rows, and what it leaves out raises nothing',
    `
a integer ¦ b boolean → sum(a) filter (where b) : bigint ¦ avg(a) filter (where b) : decimal(16,6) ¦ sum(a + 1) filter (where b) : bigint ¦ sum(10 / a) filter (where b) : decimal(23,11) ¦ string_agg(cast(a as text), ',') filter (where b) : text
1 ¦ true ; 2 ¦ false ; 4 ¦ true → 5 ¦ 2.5 ¦ 7 ¦ 12.5 ¦ 1,4
2147483647 ¦ false ; 1 ¦ true → 1 ¦ 1 ¦ 2 ¦ 10 ¦ 1
0 ¦ ∅ ; 5 ¦ true → 5 ¦ 5 ¦ 6 ¦ 2 ¦ 5
3 ¦ false → ∅ ¦ ∅ ¦ ∅ ¦ ∅ ¦ ∅
`,
  ),
];
