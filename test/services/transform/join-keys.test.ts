// What the checker says of a join's rows (keys, what they determine, what is never NULL) holds for random joins over small random tables.
import { expect, it } from 'vitest';
import type { Step } from '../../../contracts/generated/types.ts';
import type { Context, Frame } from '../../../services/transform/check/frames.ts';
import type { Surroundings } from '../../../services/transform/check/scope.ts';
import { checkSources } from '../../../services/transform/check/sources.ts';
import { checkStep } from '../../../services/transform/check/steps/step.ts';
import { problems } from '../../../services/transform/diagnostics.ts';
import { interpret, type Tables } from '../../interpreter/interpret.ts';
import { catalogOf, specOf, tableOf, targetOf } from './fixture.ts';

const catalog = catalogOf(
  tableOf('shop', 'a', ['id'], { id: 'integer!', k: 'integer', n: 'integer' }),
  tableOf('shop', 'b', ['id', 'k'], { id: 'integer!', k: 'integer!', n: 'integer' }),
  tableOf('shop', 'c', ['k'], { id: 'integer', k: 'integer!', n: 'integer' }),
);
const tables = ['a', 'b', 'c'];
const sources = tables.map((name) => ({ name, table: `shop.${name}` }));

type Random = { readonly below: (n: number) => number; readonly pick: <T>(list: readonly T[]) => T };
const randomFrom = (start: number): Random => {
  let state = start;
  const below = (n: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % n;
  };
  return { below, pick: (list) => list[below(list.length)] as never };
};

/** Columns by name of the frame; it grows with each join. */
type Shape = Record<string, readonly string[]>;

const joinOf = (name: string, lefts: readonly string[], rights: readonly string[], shape: Shape, { below, pick }: Random): Step => {
  const [left, right] = [pick(lefts), pick(rights)];
  const kind = pick(['inner', 'left', 'right', 'full', 'semi', 'anti', 'cross', 'asof'] as const);
  const [ofLeft, ofRight] = [shape[left] ?? [], shape[right] ?? []];
  const pair = () => ({ left: pick(ofLeft), right: pick(ofRight) });
  const on =
    kind === 'cross' ? [] : Array.from({ length: below(3) }, () => ({ ...pair(), ...(below(3) === 0 && { nulls: 'match' as const }) }));
  const asked = kind !== 'cross' && (below(4) === 0 || (on.length === 0 && kind !== 'asof'));
  const both = kind === 'semi' || kind === 'anti' || below(2) === 0 ? [] : [...on.slice(0, below(3)), ...(below(4) === 0 ? [pair()] : [])];
  const coalesce = both.map((each, n) => ({ left: each.left, right: each.right, as: `${name}_${n}` }));
  const kept = (columns: readonly string[], side: string) =>
    columns.filter(() => below(4) > 0).map((column) => ({ column, as: `${name}_${side}_${column}` }));
  const fromLeft = [...kept(ofLeft.slice(1), 'l'), ...ofLeft.slice(0, 1).map((column) => ({ column, as: `${name}_l_${column}` }))];
  const fromRight = kind === 'semi' || kind === 'anti' ? [] : kept(ofRight, 'r');
  shape[name] = [...coalesce, ...fromLeft, ...fromRight].map(({ as }) => as);
  const condition = `left.${pick(ofLeft)} ${pick(['<', '<=', '='])} right.${pick(ofRight)}`;
  return {
    name,
    do: 'join',
    left,
    right,
    kind,
    on,
    ...(asked && { condition }),
    ...(kind === 'asof' && { asof: pair() }),
    ...(coalesce.length > 0 && { coalesce }),
    keep: [{ side: 'left', columns: fromLeft }, ...(fromRight.length > 0 ? [{ side: 'right' as const, columns: fromRight }] : [])],
    expect: 'many',
  };
};

const stepsOf = (random: Random): readonly Step[] => {
  const { pick } = random;
  const by = pick([['k'], ['k', 'n'], ['n'], []]);
  const grouped: Step = { name: 'g', do: 'aggregate', input: pick(tables), by, compute: [{ name: 'id', expr: 'max(id)' }] };
  const columns = [{ name: 'k', expr: pick(['k', 'n', 'nullif(k, 1)']) }, ...['id', 'n'].map((name) => ({ name, expr: name }))];
  const renamed: Step = { name: 's', do: 'select', input: pick(tables), columns, others: 'drop' };
  const shape: Shape = { ...Object.fromEntries(tables.map((name) => [name, ['id', 'k', 'n']])), g: [...by, 'id'], s: ['k', 'id', 'n'] };
  const first = joinOf('j', [...tables, 'g', 's'], [...tables, 'g', 's'], shape, random);
  return [grouped, renamed, first, joinOf('jj', ['j', 'j', 'a'], [...tables, 'g', 's', 'j'], shape, random)];
};

const rowsOf = ({ below }: Random): Tables => {
  const some = () => (below(3) === 0 ? null : BigInt(below(3)));
  return {
    'shop.a': [0n, 1n, 2n, 3n].map((id) => ({ id, k: some(), n: some() })),
    'shop.b': (
      [
        [0n, 0n],
        [0n, 1n],
        [1n, 1n],
        [2n, 0n],
      ] as const
    ).map(([id, k]) => ({ id, k, n: some() })),
    'shop.c': [0n, 1n, 2n].map((k) => ({ id: some(), k, n: some() })),
  };
};

const framesOf = (steps: readonly Step[]): ReadonlyMap<string, Frame | undefined> => {
  const frames = new Map<string, Frame | undefined>();
  const found: Surroundings = Object.assign(problems(), { frames, parameters: { values: new Map(), used: new Set<string>() } });
  const known = checkSources({ sources }, catalog, found);
  sources.forEach(({ name }, at) => void frames.set(name, known[at]?.frame));
  const context: Context = { problems: found, notes: problems(), frames, names: [], above: undefined };
  steps.forEach((step, at) => void frames.set(step.name, checkStep(step, `/steps/${at}`, context)?.frame));
  expect(found.list).toEqual([]);
  return frames;
};

/** What is said of the frame and does not hold for these rows. */
const wrongSaying = (frame: Frame, rows: readonly (readonly unknown[])[]): string | undefined => {
  const at = (name: string): number => frame.columns.findIndex((column) => column.name === name);
  const text = (row: readonly unknown[], names: readonly string[]): string => names.map((name) => `${row[at(name)]}`).join(' ');
  const key = frame.unique.find((names) => new Set(rows.map((row) => text(row, names))).size < rows.length);
  if (key !== undefined) return `the key ${key.join(', ')}`;
  const loose = frame.determines.find(({ by, columns }) => {
    const groups = new Set(rows.map((row) => text(row, by)));
    return new Set(rows.map((row) => `${text(row, by)}: ${text(row, columns)}`)).size > groups.size;
  });
  if (loose !== undefined) return `${loose.by.join(', ')} determine ${loose.columns.join(', ')}`;
  const empty = frame.columns.find(({ name, nullable }) => !nullable && rows.some((row) => row[at(name)] === null));
  return empty && `${empty.name} is never NULL`;
};

it('of 1,500 random chains of joins', () => {
  const random = randomFrom(20251125);
  let keys = 0;
  for (let n = 0; n < 1500; n += 1) {
    const steps = stepsOf(random);
    const data = rowsOf(random);
    const frames = framesOf(steps);
    for (const end of [3, 4]) {
      const frame = frames.get(steps[end - 1]?.name ?? '');
      if (frame === undefined) throw new Error('a join that the checker refuses');
      const columns = Object.fromEntries(frame.columns.map(({ name, type }) => [name, type]));
      const spec = specOf(steps.slice(0, end), targetOf(columns), sources);
      const wrong = wrongSaying(frame, interpret(spec, data, catalog).rows);
      if (wrong !== undefined) throw new Error(`${wrong} does not hold for ${JSON.stringify(steps.slice(0, end))}`);
      keys += frame.unique.length;
    }
  }
  expect(keys).toBeGreaterThan(1000);
});
