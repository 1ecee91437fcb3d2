// PostgreSQL's tree in the form in which it is compared.
import type { A_Expr, FuncCall, Node, SortBy, TypeName } from 'libpg-query';
import { flag, isLanguageType, type Neutral, numeral } from './neutral.ts';

/** A construct of PostgreSQL for which the language has no word. */
export class Foreign extends Error {
  override readonly name = 'Foreign';
}

/**
 * PostgreSQL's tree; throws Foreign for what is no part of the language. `isFloatAt` says whether the type at a place of the query is
 * written `float`, which is double precision to PostgreSQL and a type of its own in the language.
 */
export const ofPostgres = (tree: Node, isFloatAt: (place: number) => boolean): Neutral => {
  floatAt = isFloatAt;
  return read(tree);
};
let floatAt: (place: number) => boolean = () => false;

const read = (node: Node): Neutral => {
  if ('A_Const' in node) return constant(node);
  if ('ColumnRef' in node) return ['column', ...names(node.ColumnRef.fields)];
  if ('A_Expr' in node) return operator(node.A_Expr);
  if ('BoolExpr' in node) {
    const { boolop, args = [] } = node.BoolExpr;
    const name = boolop === 'AND_EXPR' ? 'and' : boolop === 'OR_EXPR' ? 'or' : 'not';
    return [name, ...args.map(read)];
  }
  if ('NullTest' in node) return [node.NullTest.nulltesttype === 'IS_NULL' ? 'is-null' : 'is-not-null', part(node.NullTest.arg)];
  if ('BooleanTest' in node) {
    return [(node.BooleanTest.booltesttype ?? 'IS_TRUE').toLowerCase().replaceAll('_', '-'), part(node.BooleanTest.arg)];
  }
  if ('CaseExpr' in node) {
    const { arg, args = [], defresult } = node.CaseExpr;
    const branches = args.map((each) => ('CaseWhen' in each ? [part(each.CaseWhen.expr), part(each.CaseWhen.result)] : foreign(each)));
    return ['case', arg ? read(arg) : [], branches, defresult ? read(defresult) : []];
  }
  if ('TypeCast' in node) return ['cast', part(node.TypeCast.arg), type(node.TypeCast.typeName)];
  if ('CoalesceExpr' in node) return plainCall('coalesce', node.CoalesceExpr.args);
  if ('MinMaxExpr' in node) return plainCall(node.MinMaxExpr.op === 'IS_GREATEST' ? 'greatest' : 'least', node.MinMaxExpr.args);
  if ('FuncCall' in node) return functionCall(node.FuncCall);
  if ('A_ArrayExpr' in node) return ['call', 'array', (node.A_ArrayExpr.elements ?? []).map(read)];
  if ('A_Indirection' in node) {
    const { arg, indirection = [] } = node.A_Indirection;
    return indirection.reduce<Neutral>(
      (array, each) => ('A_Indices' in each && !each.A_Indices.is_slice ? ['element', array, part(each.A_Indices.uidx)] : foreign(each)),
      part(arg),
    );
  }
  return foreign(node);
};

const foreign = (node: Node): never => {
  throw new Foreign(Object.keys(node).join());
};
const part = (node: Node | undefined): Neutral => {
  if (node === undefined) throw new Foreign('nothing');
  return read(node);
};
const names = (nodes: readonly Node[] | undefined): readonly string[] =>
  (nodes ?? []).map((node) => ('String' in node ? (node.String.sval ?? '') : foreign(node)));

const constant = (node: Extract<Node, { A_Const: unknown }>): Neutral => {
  const { ival, fval, sval, boolval, isnull, bsval } = node.A_Const;
  if (isnull) return ['null'];
  if (sval !== undefined) return ['text', sval.sval ?? ''];
  if (boolval !== undefined) return ['boolean', String(boolval.boolval ?? false)];
  if (bsval !== undefined) return foreign(node);
  return numeral(fval?.fval ?? String(ival?.ival ?? 0));
};

const symbols: Readonly<Record<string, string>> = {
  '=': 'equal',
  '<>': 'not-equal',
  '<': 'less',
  '<=': 'less-or-equal',
  '>': 'greater',
  '>=': 'greater-or-equal',
  '||': 'join-text',
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'modulo',
};
const kinds: Readonly<Record<string, string>> = {
  AEXPR_DISTINCT: 'is-distinct',
  AEXPR_NOT_DISTINCT: 'is-not-distinct',
  AEXPR_BETWEEN: 'between',
  AEXPR_NOT_BETWEEN: 'not-between',
};

const operator = ({ kind = 'AEXPR_OP', name, lexpr, rexpr }: A_Expr): Neutral => {
  const symbol = names(name).join('.');
  if (kind === 'AEXPR_OP') {
    const word = lexpr === undefined ? { '-': 'negate', '+': 'plus' }[symbol] : symbols[symbol];
    if (word === undefined) throw new Foreign(symbol);
    return [word, ...(lexpr === undefined ? [] : [read(lexpr)]), part(rexpr)];
  }
  if (kind === 'AEXPR_NULLIF') return plainCall('nullif', [lexpr, rexpr]);
  if (kind === 'AEXPR_IN') return [symbol === '=' ? 'in' : 'not-in', part(lexpr), ...items(rexpr)];
  if (kind === 'AEXPR_LIKE' || kind === 'AEXPR_ILIKE') {
    return [`${symbol.startsWith('!') ? 'not-' : ''}${kind === 'AEXPR_LIKE' ? 'like' : 'ilike'}`, part(lexpr), ...pattern(rexpr)];
  }
  const word = kinds[kind];
  if (word === undefined) throw new Foreign(kind);
  return [word, part(lexpr), ...(word.endsWith('between') ? items(rexpr) : [part(rexpr)])];
};

const items = (node: Node | undefined): readonly Neutral[] =>
  node !== undefined && 'List' in node ? (node.List.items ?? []).map(read) : [part(node)];

const pattern = (node: Node | undefined): readonly Neutral[] => {
  const call = node !== undefined && 'FuncCall' in node ? node.FuncCall : undefined;
  return call !== undefined && names(call.funcname).join('.') === 'pg_catalog.like_escape' ? (call.args ?? []).map(read) : [part(node)];
};

const plainCall = (name: string, args: readonly (Node | undefined)[] | undefined): Neutral => [
  'call',
  name,
  (args ?? []).map(part),
  '',
  '',
  [],
  [],
];

const functionCall = (call: FuncCall): Neutral => {
  if (call.over !== undefined || call.agg_within_group || call.func_variadic) throw new Foreign('a window, within group or variadic');
  const qualified = names(call.funcname);
  const args = call.args ?? [];
  const order = (call.agg_order ?? []).map((each) => ('SortBy' in each ? sortKey(each.SortBy) : foreign(each)));
  const where = call.agg_filter === undefined ? [] : read(call.agg_filter);
  const named = (name: string, parts: readonly Node[]): Neutral => [
    'call',
    name,
    parts.map(read),
    flag(call.agg_star, '*'),
    flag(call.agg_distinct, 'distinct'),
    order,
    where,
  ];
  if (qualified.length === 1) return named(String(qualified[0]), args);
  // words of the grammar
  const name = String(qualified[1]);
  const [field] = args;
  if (name === 'extract' && field !== undefined && 'A_Const' in field) return named(field.A_Const.sval?.sval ?? '', args.slice(1));
  if (name === 'position') return named(name, args.toReversed());
  return named(name === 'btrim' ? 'trim' : name, args);
};

const sortKey = ({ node, sortby_dir: direction, sortby_nulls: nulls }: SortBy): Neutral => [
  part(node),
  direction === 'SORTBY_DESC' ? 'desc' : 'asc',
  // where nothing is said, NULLs are last in the language in either direction
  nulls === 'SORTBY_NULLS_FIRST' ? 'first' : 'last',
];

const spoken: Readonly<Record<string, string>> = {
  bool: 'boolean',
  int4: 'int',
  int8: 'bigint',
  float4: 'float',
  float8: 'double',
  numeric: 'decimal',
  bytea: 'bytes',
  jsonb: 'json',
};

const type = (node: TypeName | undefined): string => {
  const name = names(node?.names).at(-1) ?? '';
  const args = (node?.typmods ?? []).map((each) => ('A_Const' in each ? String(each.A_Const.ival?.ival ?? 0) : '?'));
  const own = name === 'float8' && floatAt(node?.location ?? 0) ? 'float' : (spoken[name] ?? name);
  const digits = own === 'decimal' && args.length === 1 ? [...args, '0'] : args;
  const bounds = node?.arrayBounds ?? [];
  const isPlainArray = bounds.length === 1 && bounds.every((each) => 'Integer' in each && each.Integer.ival === -1);
  const whole = `${own}${digits.length > 0 ? `(${digits.join(',')})` : ''}${isPlainArray ? '[]' : bounds.map(() => '[?]').join('')}`;
  return isLanguageType(whole) && !node?.setof ? whole : 'another type';
};
