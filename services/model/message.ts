// The user's turn as tagged blocks of JSON: written for a model, read back by the built-in planner from the very same request.
import type { Catalog } from '../../contracts/generated/types.ts';
import type { TaskName, Tasks } from '../../events/ports.ts';

const maxCatalogCharacters = 200_000;
const maxComment = 200;
const maxCommon = 5;
const maxValue = 40;

/** Blocks in order: request, catalog, and in a repair turn what was answered before. */
export const messageOf = <Name extends TaskName>(task: Name, input: Tasks[Name]['input']): readonly string[] => {
  const { catalog, ...request } = input;
  const { previous, ...asked } = request as Omit<Tasks['write-spec']['input'], 'catalog'>;
  const blocks = [block('request', { task, ...asked }), block('catalog', capped(catalog, asked.prompt))];
  return previous === undefined ? blocks : [...blocks, block('previous', previous)];
};

/** The task's input as the blocks say it; undefined when they are no such message. */
export const readMessage = (
  texts: readonly string[],
): { readonly task: string; readonly input: Tasks['write-spec']['input'] } | undefined => {
  const request = unblock('request', texts) as ({ task: string } & Omit<Tasks['write-spec']['input'], 'catalog'>) | undefined;
  const catalog = unblock('catalog', texts) as Catalog | undefined;
  if (request === undefined || catalog === undefined || typeof request.prompt !== 'string') return undefined;
  const previous = unblock('previous', texts) as Tasks['write-spec']['input']['previous'];
  const { task, ...asked } = request;
  return { task, input: { ...asked, catalog, ...(previous === undefined ? {} : { previous }) } };
};

/** `<` never appears inside a block, so no name or comment can close it and speak as something else. */
const block = (tag: string, value: unknown): string => `<${tag}>\n${JSON.stringify(value).replaceAll('<', '\\u003c')}\n</${tag}>`;

const unblock = (tag: string, texts: readonly string[]): unknown => {
  const text = texts.find((each) => each.startsWith(`<${tag}>\n`) && each.endsWith(`\n</${tag}>`));
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text.slice(tag.length + 3, -(tag.length + 4)));
  } catch {
    return undefined;
  }
};

/** Untrusted text cut short; what is still too large loses first texts, then the tables that the prompt does not name. */
const capped = (catalog: Catalog, prompt: string): Catalog => {
  const short: Catalog = { ...catalog, tables: catalog.tables.map((table) => shortened(table, maxComment, maxCommon)) };
  if (sizeOf(short) <= maxCatalogCharacters) return short;
  const bare: Catalog = { ...catalog, tables: catalog.tables.map((table) => shortened(table, 0, 0)) };
  const words = prompt.toLowerCase();
  // The longest name that occurs is the one most likely meant.
  const named = ({ name }: Table) => (words.includes(name.toLowerCase()) ? name.length : 0);
  const tables = bare.tables.toSorted((one, other) => named(other) - named(one));
  let room = maxCatalogCharacters - sizeOf({ ...bare, tables: [] });
  const kept = tables.filter((table) => {
    room -= sizeOf(table) + 1;
    return room >= 0;
  });
  return { ...bare, tables: kept };
};

type Table = Catalog['tables'][number];

const shortened = (table: Table, comment: number, common: number): Table => {
  const { comment: said, ...rest } = table;
  return {
    ...rest,
    ...(said === undefined || comment === 0 ? {} : { comment: said.slice(0, comment) }),
    columns: table.columns.map((column) => {
      const { comment: note, statistics, ...facts } = column;
      return {
        ...facts,
        ...(note === undefined || comment === 0 ? {} : { comment: note.slice(0, comment) }),
        ...(statistics === undefined || common === 0 ? {} : { statistics: cut(statistics, common) }),
      };
    }),
  };
};

type Statistics = NonNullable<Table['columns'][number]['statistics']>;

const cut = (statistics: Statistics, common: number): Statistics => ({
  ...statistics,
  ...(statistics.low === undefined ? {} : { low: statistics.low.slice(0, maxValue) }),
  ...(statistics.high === undefined ? {} : { high: statistics.high.slice(0, maxValue) }),
  ...(statistics.common === undefined ? {} : { common: statistics.common.slice(0, common).map((value) => value.slice(0, maxValue)) }),
});

const sizeOf = (value: unknown): number => JSON.stringify(value).length;
