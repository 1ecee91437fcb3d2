// Words that random expressions are made of.

/** Entries stand between ¦ or on lines of their own. */
const entries = (text: string): readonly string[] =>
  text
    .split(/\n|¦/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

export const names = entries(`
  a ¦ b ¦ total_amount ¦ Größe ¦ año ¦ _x ¦ A1 ¦ x$ ¦ date ¦ timestamp ¦ value ¦ name ¦ year ¦ text ¦ level ¦ left.a ¦ right."b c" ¦ "left"."Ab"
  "a b" ¦ "Quoted ""x""" ¦ "select" ¦ "left" ¦ "é😀" ¦ "not" ¦ "null" ¦ "case" ¦ "between" ¦ "A" ¦ "in" ¦ "date"`);
export const numbers = entries(`
  0 ¦ 1 ¦ 42 ¦ 007 ¦ 2147483647 ¦ 2147483648 ¦ 9223372036854775808 ¦ 99999999999999999999999999999999999999999 ¦ 1.5 ¦ .5 ¦ 0.10 ¦ 00.50`);
export const texts = [...entries(`'' ¦ 'a' ¦ 'it''s' ¦ '%_' ¦ 'é😀' ¦ '--' ¦ '/*' ¦ '"' ¦ ';' ¦ 'left.x'`), "'\\'", "'\n'", "'$$'"];
export const types = entries(`
  int ¦ integer ¦ bigint ¦ int4 ¦ int8 ¦ decimal(12,2) ¦ numeric ( 10 , 3 ) ¦ decimal(5) ¦ double precision ¦ double ¦ float8 ¦ float ¦ real ¦ float4
  text ¦ boolean ¦ bool ¦ date ¦ timestamp ¦ timestamptz ¦ uuid ¦ json ¦ jsonb ¦ bytea ¦ bytes ¦ int[] ¦ text [ ]`);
export const calls = entries(`
  lower ¦ count ¦ sum ¦ concat ¦ left ¦ right ¦ date_trunc ¦ coalesce ¦ greatest ¦ least ¦ my_function ¦ max ¦ Upper ¦ substring ¦ replace ¦ like`);
export const arithmetic = ['+', '-', '*', '/', '%', '||'];
export const comparisons = ['=', '<>', '!=', '<', '<=', '>', '>='];
export const tests = entries(`
  is null ¦ is not null ¦ is true ¦ is not true ¦ is false ¦ is not false ¦ IS UNKNOWN ¦ is not unknown`);
export const fields = entries('year ¦ quarter ¦ month ¦ week ¦ day ¦ hour ¦ minute ¦ second ¦ isodow ¦ doy');

/** Where a word of SQL may stand: in the place of the question mark. */
export const places = entries(`
  ? ¦ ? + 1 ¦ ?(a) ¦ ?() ¦ ?(*) ¦ ?(a, b) ¦ ?(distinct a) ¦ ?(distinct) ¦ ?(all a) ¦ cast(a as ?) ¦ a::? ¦ a::?(1) ¦ a::?(1, 2) ¦ a::?[] ¦ a ? b ¦ a ?
  a ? (b) ¦ a ? 'b' ¦ ? 'b' ¦ not ? ¦ a + ? ¦ (?) ¦ ?.a ¦ a.? ¦ a is ? ¦ a is not ? ¦ case ? when 1 then 2 end ¦ case when ? then 2 end ¦ left.? ¦ ? ? a
  extract(? from a) ¦ ?(a) filter (where b) ¦ ?(a order by b) ¦ ?(a from b) ¦ ?(a in b) ¦ ?[1] ¦ f(? a) ¦ f(a ?) ¦ f(a ? b) ¦ f(a order by b ?)
  a in (?) ¦ ? between 1 and 2 ¦ a between ? and 2 ¦ a like 'x' ? 'y' ¦ "?" ¦ count(*) ? ¦ - ? ¦ ? a ¦ ?(a as b) ¦ ?('a' as int) ¦ a ? b ? c
  ?(select 1) ¦ trim(? a from b) ¦ ?(a for b) ¦ ?(1) over (order by a) ¦ (a) ? ¦ (a, b) ? (c, d) ¦ a is ? from b ¦ a ? null ¦ not a ? b ¦ ? and a`);

/** What a sentence of the language does not hold, or not there. */
export const snippets = [
  ...entries(`
  -- ¦ /* ¦ */ ¦ /* x */ ¦ ; ¦ ; drop table x ¦ union select 1 ¦ over () ¦ over (partition by a) ¦ collate "C" ¦ at time zone ¦ :: ¦ := ¦ => ¦ -> ¦ ->> ¦ #>
  @> ¦ ||/ ¦ |/ ¦ ! ¦ !! ¦ @ ¦ ~ ¦ ~* ¦ ^ ¦ & ¦ << ¦ >> ¦ <-1 ¦ =-1 ¦ +- ¦ -+ ¦ - - ¦ ||- ¦ %- ¦ *- ¦ <>- ¦ !=- ¦ $1 ¦ $a$x$a$ ¦ E'x' ¦ b'01' ¦ x'1F' ¦ n'a'
  u&'a' ¦ U&"a" ¦ '' ¦ ' ¦ "" ¦ " ¦ 1e5 ¦ 1E-3 ¦ 0x1F ¦ 0b1 ¦ 0o7 ¦ 1_000 ¦ 1. ¦ . ¦ .. ¦ 1..2 ¦ 1.e ¦ 5a ¦ a.b ¦ a.* ¦ * ¦ [1] ¦ [1:2] ¦ [] ¦ { ¦ } ¦ ? ¦ ａ ¦ ١
  interval ¦ interval '1 day' ¦ timestamptz '2025-01-01' ¦ timestamp(3) ¦ array[1,2] ¦ array ¦ row(1,2) ¦ (1,2) ¦ (select 1) ¦ exists (select 1) ¦ any (b)
  all (b) ¦ some ¦ similar to ¦ isnull ¦ notnull ¦ is document ¦ is normalized ¦ symmetric ¦ between symmetric ¦ variadic ¦ within group (order by a)
  ignore nulls ¦ overlaps ¦ operator(pg_catalog.+) ¦ current_date ¦ as x ¦ x y ¦ 'a' 'b' ¦ left.a ¦ right.b ¦ left .a ¦ "left".a ¦ using ¦ limit 1 ¦ from t
  where a ¦ into x ¦ distinct ¦ all ¦ nulls first ¦ order by a ¦ filter (where a) ¦ filter ¦ escape ¦ escape '' ¦ unknown ¦ not ¦ not not ¦ is not ¦ is is
  null null ¦ () ¦ ( ) ¦ , ¦ ,, ¦ xmlelement(name a) ¦ json_value(a, '$.b') ¦ collation for (a) ¦ a.b.c ¦ "a"."b" ¦ setof int ¦ %type`),
  ...['$$', "e'a\\'b'", '\\', '\0', '\u00a0', '\u200b', '\ufeff', '\ud800', "'a'\n'b'", '1\n', '- \n-'],
];

export const vocabulary = [
  ...[...names, ...numbers, ...texts, ...types, ...arithmetic, ...comparisons, ...tests],
  ...entries(`
  ( ¦ ) ¦ ( ¦ ) ¦ , ¦ :: ¦ [ ¦ ] ¦ and ¦ or ¦ not ¦ in ¦ like ¦ between ¦ case ¦ when ¦ then ¦ else ¦ end ¦ cast( ¦ as ¦ extract( ¦ from
  position( ¦ trim( ¦ count( ¦ * ¦ filter ¦ where ¦ distinct ¦ order ¦ by ¦ escape ¦ is ¦ null ¦ - ¦ +`),
];
