// Subtotals as frames: each row once per level it counts in, then one grouping; the grand total by itself, for it has a row also of no rows.
import type { AggregatePlan, Computed, TypedExpr } from '../../../plan.ts';
import { columnName, standingLiteral } from '../columns.ts';
import { atom, bracketed, call, method, type Python, string } from '../python.ts';
import type { Renderer } from '../renderer.ts';
import { type Frames, freshColumn, input, named } from './parts.ts';

type Level = { readonly name: string; readonly by: readonly string[] };
/** `label`: column that holds the level's name until the end. */
type Levels = {
  readonly step: AggregatePlan;
  readonly groups: readonly Level[];
  readonly label: string;
  readonly from: Python;
  readonly renderer: Renderer;
};

export const levelled = (step: AggregatePlan, frames: Frames, renderer: Renderer): Python => {
  const all = step.levels ?? [];
  const groups = all.filter(({ by }) => by.length > 0);
  const total = all.find(({ by }) => by.length === 0);
  const label = freshColumn('level', [...frames.columns(step.input), ...step.by, ...step.compute]);
  const levels: Levels = { step, groups, label, from: input(step, frames), renderer };
  const rows = groups.length === 0 ? undefined : groupRows(levels);
  const last = total && totalRow(levels, total);
  const both = rows && last ? method(rows, 'unionByName', last, atom('allowMissingColumns=True')) : (rows ?? last);
  if (both === undefined) throw new Error(`${step.name} has no level`);
  return method(both, 'select', ...outputColumns(levels));
};

const groupRows = (levels: Levels): Python => {
  const { step, groups, label, from } = levels;
  const [only, ...more] = groups;
  const keys = step.by.filter(({ name }) => groups.some(({ by }) => by.includes(name)));
  if (only !== undefined && more.length === 0) {
    const rows = method(
      method(from, 'groupBy', ...keys.map((key) => named(key.value, key.name))),
      'agg',
      ...measures(levels, (key) => own(key, only)),
    );
    return method(rows, 'withColumn', string(label), call('F.lit', string(only.name)));
  }
  const repeated = method(
    from,
    'withColumn',
    string(label),
    call('F.explode', call('F.array', ...groups.map(({ name }) => call('F.lit', string(name))))),
  );
  const keyed = (key: Computed): TypedExpr => keptIn(key, groups, label);
  const grouping = [...keys.map((key) => named(keyed(key), key.name)), string(columnName(label))];
  return method(method(repeated, 'groupBy', ...grouping), 'agg', ...measures(levels, keyed));
};

const totalRow = (levels: Levels, total: Level): Python =>
  method(
    method(levels.from, 'agg', ...measures(levels, (key) => own(key, total))),
    'withColumn',
    string(levels.label),
    call('F.lit', string(total.name)),
  );

const measures = ({ step, renderer }: Levels, keyed: (key: Computed) => TypedExpr): readonly Python[] => {
  if (step.compute.length === 0) return [method(call('F.count', string('*')), 'alias', string('rows'))];
  return step.compute.map(({ name, value }) => method(bracketed(renderer.column(withKeys(value, step.by, keyed))), 'alias', string(name)));
};

/** A key in a level that has it is itself, elsewhere NULL. */
const own = (key: Computed, level: Level): TypedExpr => (level.by.includes(key.name) ? key.value : nothing(key));

const nothing = ({ value: { type } }: Computed): TypedExpr => ({ is: 'literal', type, value: null, nullable: true, exactness: 'exact' });

const keptIn = (key: Computed, groups: readonly Level[], label: string): TypedExpr => {
  const having = groups.filter(({ by }) => by.includes(key.name));
  if (having.length === groups.length) return key.value;
  const text = { type: 'text', nullable: false, exactness: 'exact' } as const;
  const args: readonly TypedExpr[] = [
    { ...text, is: 'column', name: label },
    ...having.map(({ name }) => ({ ...text, is: 'literal', value: name }) as const),
  ];
  const when: TypedExpr = { is: 'call', name: having.length === 1 ? 'equal' : 'in', args, ...text, type: 'boolean' };
  const { type, exactness } = key.value;
  return { is: 'case', branches: [{ when, value: key.value }], otherwise: undefined, type, nullable: true, exactness };
};

/** The expression with its keys as they are in a level. What aggregates look at is not touched. */
const withKeys = (value: TypedExpr, by: readonly Computed[], keyed: (key: Computed) => TypedExpr): TypedExpr => {
  const inner = (part: TypedExpr): TypedExpr => withKeys(part, by, keyed);
  switch (value.is) {
    case 'key': {
      const key = by.find(({ name }) => name === value.name);
      return key === undefined ? value : keyed(key);
    }
    case 'call':
      return { ...value, args: value.args.map(inner) };
    case 'convert':
      return { ...value, value: inner(value.value) };
    case 'case': {
      const branches = value.branches.map(({ when, value: then }) => ({ when: inner(when), value: inner(then) }));
      return { ...value, branches, otherwise: value.otherwise && inner(value.otherwise) };
    }
    default:
      return value;
  }
};

const outputColumns = ({ step, groups, label }: Levels): readonly Python[] => {
  const keys = step.by.map(({ name, value }) => {
    const isThere = groups.some(({ by }) => by.includes(name));
    return isThere ? string(columnName(name)) : method(standingLiteral(value.type, null), 'alias', string(name));
  });
  const computed = step.compute.map(({ name }) => string(columnName(name)));
  if (step.levelAs === undefined) return [...keys, ...computed];
  const level =
    step.levelAs === label ? string(columnName(label)) : method(call('F.col', string(columnName(label))), 'alias', string(step.levelAs));
  return [...keys, ...computed, level];
};
