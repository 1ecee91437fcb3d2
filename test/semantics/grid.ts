// Cases as they are written: a table of inputs beside what each expression makes of them, by the rules of the language.

/** raises: the job ends. */
export type Expected = { readonly is: 'value'; readonly text: string | null } | { readonly is: 'raises' };
type Cells = readonly (string | null)[];
export type Sample = { readonly rows: readonly Cells[]; readonly gives: readonly Expected[] };
export type Group = {
  readonly name: string;
  /** Columns as PostgreSQL types them. */
  readonly columns: Readonly<Record<string, string>>;
  /** rows: expressions of one row. groups: aggregates over the rows of a sample. */
  readonly over: 'rows' | 'groups';
  readonly computed: readonly { readonly expr: string; readonly type: string }[];
  readonly samples: readonly Sample[];
  /** Expressions that the checker refuses, with its code. */
  readonly refuses: readonly { readonly expr: string; readonly code: string }[];
};

/**
 * The first line names the columns and the expressions with their types: `a integer ¦ b integer → a / b : decimal(21,11)`. Each further line is a sample:
 * inputs, then what the expressions give; rows of one sample stand between semicolons. ∅ is NULL, ‼ ends the job, a text in double quotes is JSON.
 * A line `✗ expression → code` is refused.
 */
export const rowsOf = (name: string, grid: string): Group => group(name, 'rows', grid);
export const groupsOf = (name: string, grid: string): Group => group(name, 'groups', grid);

const group = (name: string, over: Group['over'], grid: string): Group => {
  const lines = grid
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [head = '', ...others] = lines;
  const [inputs, outputs] = sides(head, name);
  const columns = Object.fromEntries(cells(inputs).map((cell): [string, string] => split(cell, cell.indexOf(' '), 1, name)));
  const computed = cells(outputs).map((cell) => {
    const [expr, type] = split(cell, cell.lastIndexOf(' : '), 3, name);
    return { expr, type };
  });
  const samples = others.filter((line) => !line.startsWith('✗')).map((line) => sample(line, name, computed.length));
  const refuses = others
    .filter((line) => line.startsWith('✗'))
    .map((line) => {
      const [expr, code] = sides(line.slice(1), name);
      return { expr, code };
    });
  return { name, columns, over, computed, samples, refuses };
};

const sides = (line: string, name: string): readonly [string, string] => {
  const [left, right, more] = line.split('→');
  if (left === undefined || right === undefined || more !== undefined) throw new Error(`${name}: one → in ${line}`);
  return [left.trim(), right.trim()];
};

const split = (cell: string, at: number, length: number, name: string): [string, string] => {
  if (at < 0) throw new Error(`${name}: ${cell} has no type`);
  return [cell.slice(0, at).trim(), cell.slice(at + length).trim()];
};

const cells = (text: string): readonly string[] => (text === '' ? [] : text.split('¦').map((cell) => cell.trim()));

const sample = (line: string, name: string, width: number): Sample => {
  const [inputs, outputs] = sides(line, name);
  const gives = cells(outputs).map((cell): Expected => (cell === '‼' ? { is: 'raises' } : { is: 'value', text: read(cell) }));
  if (gives.length !== width) throw new Error(`${name}: ${gives.length} values for ${width} expressions in ${line}`);
  return { rows: inputs.split(' ; ').map((row) => cells(row).map(read)), gives };
};

const read = (cell: string): string | null => {
  if (cell === '∅') return null;
  if (cell === '') throw new Error('an empty text is written ""');
  return cell.startsWith('"') ? (JSON.parse(cell) as string) : cell;
};
