// Words of PostgreSQL's grammar: which of them cannot be a column, a function or a type without quotes.

/** Cannot be a column without quotes. */
export const isReserved = (word: string): boolean => reserved.has(word) || typeOrFunctionOnly.has(word);

const reserved = new Set(
  `all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create current_catalog current_date
  current_role current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign from
  grant group having in initially intersect into lateral leading limit localtime localtimestamp not null offset on only or order placing
  primary references returning select session_user some symmetric system_user table then to trailing true union unique user using variadic
  when where window with`.split(/\s+/),
);

/** May be called, but not be a column: left(x, 1) is a function, left alone is none. */
const typeOrFunctionOnly = new Set(
  `authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull join left like natural notnull outer
  overlaps right similar tablesample verbose`.split(/\s+/),
);

/** A bracket after the word calls a function of that name. */
// operator(…) stands between two values
export const isCallable = (word: string): boolean =>
  word !== 'operator' && !reserved.has(word) && !(syntaxOfItsOwn.has(word) && !plainlyCalled.has(word));

/** May name a type that the language does not know. */
export const isTypeWord = (word: string): boolean => !reserved.has(word) && !(syntaxOfItsOwn.has(word) && !typesOfGrammar.has(word));

/** May be columns, but where they are called or name a type the grammar has rules for each of them. */
const syntaxOfItsOwn = new Set(
  `between bigint bit boolean char character coalesce dec decimal exists extract float greatest grouping inout int integer interval json
  json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize json_table json_value least
  merge_action national nchar none normalize nullif numeric out overlay position precision real row setof smallint substring time timestamp
  treat trim values varchar xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize
  xmltable`.split(/\s+/),
);
const plainlyCalled = new Set(['coalesce', 'greatest', 'least', 'nullif', 'substring']);
const typesOfGrammar = new Set(
  `bigint bit boolean char character dec decimal float int integer interval json nchar numeric real smallint time timestamp varchar`.split(
    /\s+/,
  ),
);
