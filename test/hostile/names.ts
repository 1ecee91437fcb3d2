// Names and texts that break what is careless: quotes, comments, placeholders, words of three languages, tricks of Unicode, the 63rd byte.

/** Each may be a table, a column, an alias and a text: at most 63 bytes, no zero character, no half of a surrogate pair. */
export const hostileNames = (): readonly string[] => {
  const all = [...fragments.flatMap(dressed), ...words, ...unicode, ...limits].filter(isName);
  return [...new Set(all)];
};

/** Only texts: empty, long, and all of the names. */
export const hostileTexts = (): readonly string[] => [
  ...hostileNames(),
  '',
  ' '.repeat(70),
  `'"\\`.repeat(500),
  'é'.repeat(4000),
  '\n'.repeat(100),
  '😀'.repeat(300),
];

/** Columns that every table of PostgreSQL has of its own: no column of a table can have these names. */
export const systemColumns = ['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid'] as const;

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

const isName = (name: string): boolean => {
  const bytes = new TextEncoder().encode(name).length;
  return (
    bytes > 0 && bytes <= 63 && !name.includes('\0') && name.isWellFormed() && !systemColumns.some((each) => each === name.toLowerCase())
  );
};

/** Alone, inside a word, twice, at an end, in quotes. */
const dressed = (fragment: string): readonly string[] => [
  fragment,
  `a${fragment}b`,
  `${fragment}${fragment}`,
  `x ${fragment}`,
  `"${fragment}'`,
];

const fragments: readonly string[] = [
  ...[
    "'",
    '"',
    '`',
    '\\',
    "\\'",
    '\\"',
    "''",
    '""',
    '``',
    '\\\\',
    '"""',
    "'''",
    '$$',
    '$a$',
    '$1',
    '$' + '{x}',
    '#{x}',
    '%s',
    '%(x)s',
    '%%',
    '{}',
    '{0}',
    '{{x}}',
  ],
  ...[
    '?',
    '??',
    ':x',
    '::int',
    '@x',
    '@@version',
    '--',
    '-- x',
    '/*',
    '*/',
    '/* x */',
    ';',
    '; drop table x; --',
    "'; drop table x; --",
    '" or "1"="1',
    "') or ('1'='1",
  ],
  ...[
    '#',
    '# noqa',
    '\\n',
    '\\u0041',
    '\\x41',
    '\\N{BULLET}',
    '\\',
    '\n',
    '\r',
    '\r\n',
    '\t',
    '\v',
    '\f',
    '\b',
    '\x01',
    '\x1b[31m',
    '\x7f',
    ' ',
    '  ',
    '.',
    '..',
    ',',
    '*',
    '/',
    '|',
    '||',
  ],
  ...[
    '<',
    '>',
    '=',
    '!',
    '&',
    '^',
    '~',
    '-',
    '+',
    '(',
    ')',
    '()',
    '[',
    ']',
    '[0]',
    '<a href="x">',
    '&amp;',
    '../..',
    'C:\\x',
    'a.b',
    'left.x',
    'right.y',
    'a->b',
    'a::text',
    "E'x'",
    "U&'x'",
  ],
  ...[
    '__import__("os")',
    'eval(1)',
    'F.lit(1)',
    'F.col("x")',
    'lambda: 0',
    'f"{x}"',
    "r'x'",
    "b'x'",
    'x\\',
    '\\\n',
    'exec',
    '__class__',
    'None',
    'True',
    '0',
    '1a',
    '-1',
    '1e400',
    'NaN',
    'Infinity',
    'NULL',
  ],
];

const words: readonly string[] = [
  ...`select from where group order by having limit offset union all distinct join left right full inner outer cross natural on using as case when then else end and or not null true false
  is in like ilike between exists any some with recursive window over partition create table drop insert update delete user current_user session_user current_date current_timestamp
  analyze both cast check collate column constraint default desc asc do fetch for foreign grant into lateral leading only primary references returning symmetric to trailing unique variadic
  array row value values interval date time timestamp int integer bigint numeric decimal real float text varchar char boolean json jsonb uuid bytes bytea xml money oid name
  add authorization binary freeze verbose similar overlaps placing initially intersect except tablesample merge matched source target`.split(
    /\s+/,
  ),
  ...`class def return lambda yield import global nonlocal pass raise try finally while for if elif del assert async await match type print self spark sources transform functions F Window
  result source part place t k l r s p m c0 c1 _c0 col lit bound1 bound_1 key value element_at struct map array explode pos data id level path`.split(
    /\s+/,
  ),
  ...[
    'SELECT',
    'Select',
    'ORDER',
    'Order',
    'User',
    'Key',
    'Café',
    'ID',
    'iD',
    'oRDER bY',
    'Group By',
    '_',
    '__',
    '_1',
    'a b',
    ' a',
    'a ',
    ' ',
    '1',
    '00',
    'é',
    'É',
    'I',
    'ı',
    'İ',
    'i',
  ],
];

const unicode: readonly string[] = [
  ...[
    'e\u0301',
    '\u0301',
    'a\u200bb',
    '\u200b',
    '\u200d',
    '\u202eabc',
    '\u2066x\u2069',
    '\ufeff',
    '\ufeffa',
    '\u00a0',
    '\u3000',
    '\u2028',
    '\u2029',
    '\u0085',
    '\u00ad',
    '\u061c',
    '\ufffd',
    '\ufffe',
    '\ue000',
  ],
  ...[
    '\u{10ffff}',
    '\u{1f600}',
    '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
    '\u{1f1e6}\u{1f1f9}',
    '\u{1d400}',
    '\u{20000}',
    'ﬁ',
    'ß',
    'ẞ',
    'ſ',
    'Ǆ',
    'ΑΣ',
    'ας',
    'а',
    'аdmin',
    '한글',
    '각',
    'ไทย',
    'عربى',
    '日本語',
    'Ω',
    '\u2126',
    'Å',
    '\u212b',
  ],
  ...[
    '＇',
    '＂',
    '‘x’',
    '“x”',
    '´',
    'ʼ',
    '″',
    '\u02bc; drop',
    '；',
    '－－',
    '＊',
    '１',
    '٣',
    '²',
    '½',
    '\u0000x',
    '\u0660',
    '\u1680',
    '\u180e',
    '\u2000',
    '\u205f',
    'x\u034fy',
    'ŉ',
    'ᾳ',
    'ΐ',
    '\u{e0001}',
    '\u{e0020}',
  ],
];

const limits: readonly string[] = [
  // no table can have 63 underscores for its name: the type of its arrays would have to be called the same
  '_'.repeat(62),
  ...[62, 63].flatMap((bytes) => ['a', 'A', ' ', '"', "'", '\\', '.', '`', '%', '-', '\n', '$'].map((each) => each.repeat(bytes))),
  ...['é', 'ß', '한', '😀', '\u0301'].flatMap((each) => {
    const most = Math.floor(63 / new TextEncoder().encode(each).length);
    return [each.repeat(most), `${'a'.repeat(63 - most * new TextEncoder().encode(each).length)}${each.repeat(most)}`];
  }),
];
