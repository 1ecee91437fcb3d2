// PostgreSQL's own reading of an expression, by its real parser: nothing of the language's own front end is used here.
import { loadModule, type Node, parseSync, scanSync, type TypeName } from 'libpg-query';
import { NoMeaning } from './raised.ts';

await loadModule();

export type Kind = KeyOf<Node>;
type KeyOf<N> = N extends N ? keyof N : never;
type Inside<K extends string> = Extract<Node, Record<K, unknown>> extends Record<K, infer V> ? V : never;

/** The tree of an expression; NoMeaning when PostgreSQL cannot read it. */
export const treeOf = (text: string): Node => {
  const known = trees.get(text);
  if (known !== undefined) return known;
  const tree = readAlone(withQuotedSides(text));
  trees.set(text, tree);
  return tree;
};
const trees = new Map<string, Node>();

/** The fields of a node of that kind; undefined for other kinds. */
export const inside = <K extends Kind>(node: Node, kind: K): Inside<K> | undefined => (node as Partial<Record<K, Inside<K>>>)[kind];

/** The texts of a list of names. */
export const namesIn = (nodes: readonly Node[] | undefined): readonly string[] =>
  (nodes ?? []).map((node) => {
    const text = inside(node, 'String');
    if (text === undefined) throw new NoMeaning('a name is a plain word');
    return text.sval ?? '';
  });

/** Behind another value, so that words which may only begin a list mean nothing. */
const readAlone = (text: string): Node => {
  const { stmts } = parsed(`select 0, ${text}`);
  const statement = stmts?.[0]?.stmt;
  const select = statement === undefined ? undefined : inside(statement, 'SelectStmt');
  const [, target, ...more] = select?.targetList ?? [];
  const column = target === undefined ? undefined : inside(target, 'ResTarget');
  const isAlone = Object.keys(select ?? {}).every((key) => key === 'targetList' || key === 'limitOption' || key === 'op');
  if (stmts?.length !== 1 || !isAlone || column?.val === undefined || column.name !== undefined || more.length > 0) {
    throw new NoMeaning(`${text} is more than an expression`);
  }
  return column.val;
};

const parsed = (sql: string): ReturnType<typeof parseSync> => {
  try {
    return parseSync(sql);
  } catch (error) {
    throw new NoMeaning(`${sql}: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/** left and right are words of SQL: as the sides of a join they are read as if they stood in quotes. */
export const withQuotedSides = (text: string): string => {
  if (!/\b(?:left|right)\s*\./i.test(text)) return text;
  const bytes = Buffer.from(text);
  const { tokens } = scanSync(text);
  const sides = tokens.filter(({ text: word }, at) => /^(?:left|right)$/i.test(word) && tokens[at + 1]?.text === '.');
  return sides
    .reduceRight((rest, { start, end }) => {
      const word = rest.subarray(start, end).toString().toLowerCase();
      return Buffer.concat([rest.subarray(0, start), Buffer.from(`"${word}"`), rest.subarray(end)]);
    }, bytes)
    .toString();
};

/** The language's name of a type; `text` is the whole expression, for float and double precision are one word to PostgreSQL. */
export const typeNameOf = (type: TypeName, text: string): string => {
  const name = namesIn(type.names).at(-1) ?? '';
  const place = Buffer.from(withQuotedSides(text))
    .subarray(Math.max(0, (type.location ?? 0) - 'select 0, '.length))
    .toString();
  const args = (type.typmods ?? []).map((each) => inside(each, 'A_Const')?.ival?.ival ?? 0);
  const own = /^float\b/i.test(place) ? 'float' : (spoken.get(name) ?? name);
  const plain = own === 'decimal' ? `decimal(${args[0] ?? 38},${args[1] ?? 0})` : own;
  return `${plain}${'[]'.repeat(type.arrayBounds?.length ?? 0)}`;
};

/** The language's name of a type that stands in a text, as in try_cast(x, 'double precision'). */
export const spokenType = (text: string): string => {
  const [, name = '', args = '', array = ''] = /^([a-z0-9_]+(?:precision)?)(\([\d,]+\))?((?:\[\])*)$/i.exec(text.replaceAll(' ', '')) ?? [];
  const own = name === 'doubleprecision' ? 'double' : (spoken.get(name) ?? name);
  const [precision, scale = '0'] = args.replace(/[()]/g, '').split(',');
  return `${own === 'decimal' ? `decimal(${precision},${scale})` : own}${array}`;
};

const spoken: ReadonlyMap<string, string> = new Map(
  Object.entries({
    int4: 'int',
    integer: 'int',
    int8: 'bigint',
    bool: 'boolean',
    float4: 'float',
    real: 'float',
    float8: 'double',
    numeric: 'decimal',
    dec: 'decimal',
    bytea: 'bytes',
    jsonb: 'json',
  }),
);
