// One text held against both parsers: what became of it.
import { isDeepStrictEqual } from 'node:util';
import { type Node, parseSync } from 'libpg-query';
import { parse } from '../../../services/transform/parse/parse.ts';
import { print } from '../../../services/transform/parse/print.ts';
import { withQuotedSides } from '../../interpreter/tree.ts';
import type { Neutral } from './neutral.ts';
import { ofOurs } from './ours.ts';
import { Foreign, ofPostgres } from './postgres.ts';

/** refused: ours says no. equal: both read the same tree, also after printing. Everything else is a finding. */
export type Judgement = { readonly is: 'refused' | 'equal' } | { readonly is: 'finding'; readonly says: string };

export const judge = (text: string): Judgement => {
  const ours = readOurs(text);
  if (ours === undefined) return { is: 'refused' };
  if ('crash' in ours) return finding(`crashed: ${ours.crash}`);
  const theirs = readTheirs(text);
  if ('error' in theirs) return finding(`PostgreSQL refuses it: ${theirs.error}`);
  if (!isDeepStrictEqual(ours.tree, theirs.tree))
    return finding(`ours ${JSON.stringify(ours.tree)}, PostgreSQL ${JSON.stringify(theirs.tree)}`);
  const again = readOurs(ours.printed);
  if (again === undefined || 'crash' in again) return finding(`printed as ${ours.printed}, which is not read again`);
  if (!isDeepStrictEqual(again.tree, ours.tree)) return finding(`printed as ${ours.printed}, which is another tree`);
  if (again.printed !== ours.printed) return finding(`printed as ${ours.printed}, and then as ${again.printed}`);
  const printedTheirs = readTheirs(ours.printed);
  if ('error' in printedTheirs || !isDeepStrictEqual(printedTheirs.tree, ours.tree))
    return finding(`printed as ${ours.printed}, which PostgreSQL reads otherwise`);
  return { is: 'equal' };
};

const finding = (says: string): Judgement => ({ is: 'finding', says });

type Read = { readonly tree: Neutral; readonly printed: string } | { readonly crash: string };

const readOurs = (text: string): Read | undefined => {
  try {
    const parsed = parse(text, '/expr');
    return parsed.is === 'wrong' ? undefined : { tree: ofOurs(parsed.tree), printed: print(parsed.tree) };
  } catch (error) {
    return { crash: String(error) };
  }
};

const readTheirs = (text: string): { readonly tree: Neutral } | { readonly error: string } => {
  try {
    const query = `${before}${withQuotedSides(text)}`;
    const bytes = Buffer.from(query);
    return { tree: ofPostgres(alone(query), (place) => /^float(?![\w$])/i.test(bytes.subarray(place, place + 6).toString('latin1'))) };
  } catch (error) {
    return { error: error instanceof Foreign ? `${error.message} is no part of the language` : String(error) };
  }
};

/** Behind another value, so that `distinct` and `all` cannot belong to the query. */
const before = 'select 0, ';
const alone = (query: string): Node => {
  const { stmts = [] } = parseSync(query);
  const statement = stmts[0]?.stmt;
  const select = statement !== undefined && 'SelectStmt' in statement ? statement.SelectStmt : undefined;
  const target = select?.targetList?.[1];
  const column = target !== undefined && 'ResTarget' in target ? target.ResTarget : undefined;
  const rest = Object.keys(select ?? {}).filter((key) => key !== 'targetList' && key !== 'limitOption' && key !== 'op');
  if (stmts.length !== 1 || rest.length > 0 || select?.targetList?.length !== 2 || column?.val === undefined || column.name !== undefined) {
    throw new Error('more than an expression');
  }
  return column.val;
};
