// What is done to the joined rows: values put where none is known, conditions on such values, columns made of others.
import type { Assumption } from '../../../contracts/generated/types.ts';
import { assumption, replace } from './assumptions.ts';
import { nameText, textLiteral, valueText } from './expressions.ts';
import { addStep, type Flow, filterRows, type Relation } from './flow.ts';
import { isTemporal, type Ref, type Table } from './lexicon.ts';
import type { Condition, Derived, Fill } from './reading.ts';
import { pick, type Scene, tableFilters, Unreadable } from './scene.ts';

type Preferred = readonly (Table | undefined)[];
type Conditions = readonly (readonly Condition[])[];

/** Conditions said after a column was filled see what was put there; all others the rows as they were. */
export const byMoment = (scene: Scene, preferred: Preferred): { readonly early: Conditions; readonly late: Conditions } => {
  const fills = scene.reading.fills.map((fill) => ({ fill, ref: pick(scene, fill.refs, fill.phrase, preferred) }));
  const isLate = (alternatives: readonly Condition[], n: number) =>
    alternatives.some(
      ({ on, phrase }) =>
        on.is === 'column' &&
        fills.some(
          ({ fill, ref }) =>
            n >= fill.conditionsBefore &&
            on.refs.some(({ column }) => column === ref.column) &&
            pick(scene, on.refs, phrase, preferred).column === ref.column,
        ),
    );
  const { conditions } = scene.reading;
  return { early: conditions.filter((each, n) => !isLate(each, n)), late: conditions.filter(isLate) };
};

/** Columns that must arrive at the joined rows, and those of them that are filled. */
export const amendedRefs = (
  scene: Scene,
  late: Conditions,
  preferred: Preferred,
): { readonly refs: readonly Ref[]; readonly filled: readonly Ref[] } => {
  const { fills, derived } = scene.reading;
  const filled = fills.map(({ refs, phrase }) => pick(scene, refs, phrase, preferred));
  const parts = derived.flatMap(({ parts: list, phrase }) =>
    list.flatMap((part) => ('refs' in part ? [pick(scene, part.refs, phrase, preferred)] : [])),
  );
  const compared = late.flatMap((alternatives) =>
    alternatives.flatMap(({ on, phrase }) => (on.is === 'column' ? [pick(scene, on.refs, phrase, preferred)] : [])),
  );
  return { refs: [...filled, ...parts, ...compared], filled };
};

type Amended = {
  /** Names of the new columns. */
  readonly derived: readonly string[];
  readonly assumptions: readonly Assumption[];
};

/** Adds the steps behind the joined rows: fill, filter, select. */
export const amend = (scene: Scene, flow: Flow, joined: Relation, late: Conditions, preferred: Preferred): Amended => {
  const { fills, derived } = scene.reading;
  const place: Place = { scene, flow, joined, preferred, nameOf: (ref) => joined.columns.get(ref.column) ?? ref.column.name };
  const filled = fills.length === 0 ? { step: joined.name, assumptions: [] } : addFill(place, fills);
  const kept = late.length === 0 ? { step: filled.step, assumptions: [] } : addLate(place, late, filled.step);
  const assumptions = [...filled.assumptions, ...kept.assumptions];
  let above = kept.step;
  for (const each of derived) {
    const made = addDerived(place, each, above);
    assumptions.push(...made.assumptions);
    above = made.step;
  }
  return { derived: derived.map(({ name }) => name), assumptions };
};

type Place = {
  readonly scene: Scene;
  readonly flow: Flow;
  readonly joined: Relation;
  readonly preferred: Preferred;
  /** Name of a source column in the joined rows. */
  readonly nameOf: (ref: Ref) => string;
};
type Added = { readonly step: string; readonly assumptions: readonly Assumption[] };

const addFill = ({ scene, flow, joined, preferred, nameOf }: Place, fills: readonly Fill[]): Added => {
  const columns = fills.map((fill) => {
    const ref = pick(scene, fill.refs, fill.phrase, preferred);
    return { name: nameOf(ref), with: 'value' as const, value: filling(ref, fill) };
  });
  const step = addStep(flow, 'filled', (name) => ({ name, do: 'fill', input: joined.name, columns }));
  const names = columns.map(({ name }) => name);
  return { step, assumptions: emptyTexts(fills, names, step, joined.name) };
};

const addLate = ({ scene, flow, joined, preferred, nameOf }: Place, late: Conditions, fill: string): Added => {
  const texts = tableFilters(scene, late, preferred, nameOf).map(({ where }) => (/ or /.test(where) ? `(${where})` : where));
  const { name } = filterRows(flow, { name: fill, columns: joined.columns }, texts.join(' and '), 'kept');
  return { step: name, assumptions: [filledFirst(late, fill, name, joined.name)] };
};

const addDerived = ({ scene, flow, joined, preferred, nameOf }: Place, derived: Derived, above: string): Added => {
  const { name, phrase } = derived;
  if ([...joined.columns.values()].includes(name))
    throw new Unreadable(phrase, `There is a column ${name} already. What should the new one be called?`);
  const refs = derived.parts.map((part) => ('refs' in part ? pick(scene, part.refs, phrase, preferred) : undefined));
  const parts = derived.parts.map((part, n) => {
    const ref = refs[n];
    return 'refs' in part ? nameText(ref === undefined ? '' : nameOf(ref)) : constant(part);
  });
  const columns = [{ name, expr: expression(derived, parts) }];
  const step = addStep(flow, `with_${name}`, (free) => ({ name: free, do: 'select', input: above, columns, others: 'keep' }));
  const mayBeNull = refs.some((ref) => ref?.column.nullable === true);
  return { step, assumptions: partAssumptions(derived, parts, `/steps/${step}/columns/${name}/expr`, mayBeNull) };
};

const filling = (ref: Ref, { value, phrase }: Fill): string => {
  const day = isTemporal(ref) && value.kind === 'date' ? `${ref.column.type === 'date' ? 'date' : 'timestamp'} '${value.text}'` : undefined;
  const text = day ?? valueText(ref, value);
  if (text === undefined)
    throw new Unreadable(phrase, `${ref.column.name} is ${ref.column.type}: which value of that type should stand where it is NULL?`);
  return text;
};

const constant = (part: { readonly text: string } | { readonly number: string }): string =>
  'text' in part ? textLiteral(part.text) : part.number;

const expression = (derived: Derived, parts: readonly string[]): string => {
  if (derived.is === 'computed') return parts.map((part, n) => (n === 0 ? part : `${derived.operators[n - 1]} ${part}`)).join(' ');
  const separator = derived.separator ?? ' ';
  return parts.join(separator === '' ? ' || ' : ` || ${textLiteral(separator)} || `);
};

const partAssumptions = (derived: Derived, parts: readonly string[], at: string, mayBeNull: boolean): readonly Assumption[] => {
  if (derived.is === 'computed') return [];
  const { name, phrase } = derived;
  const separator = derived.separator ?? ' ';
  const columns = derived.parts.flatMap((part, n) => ('refs' in part ? [parts[n] ?? ''] : []));
  const skipping = separator === '' ? `concat(${parts.join(', ')})` : `concat_ws(${textLiteral(separator)}, ${parts.join(', ')})`;
  return [
    ...(derived.separator === undefined
      ? [
          assumption(phrase, `a space stands between ${columns.join(' and ')}`, 'joined-texts', [
            { reading: 'nothing stands between them', patch: [replace(at, parts.join(' || '))] },
          ]),
        ]
      : []),
    ...(mayBeNull
      ? [
          assumption(phrase, `${name} is NULL where ${columns.join(' or ')} is NULL`, 'joined-texts', [
            { reading: 'parts that are NULL are skipped', patch: [replace(at, skipping)] },
          ]),
        ]
      : []),
  ];
};

/** "missing" may mean an empty text too; "NULL" does not. */
const emptyTexts = (fills: readonly Fill[], names: readonly string[], fill: string, above: string): readonly Assumption[] =>
  fills.flatMap(({ refs, phrase }, n) => {
    const name = names[n] ?? '';
    if (/\bnulls?\b/i.test(phrase) || refs[0]?.column.type !== 'text') return [];
    const emptied = `${name}_emptied`.slice(0, 63);
    const columns = [{ name, expr: `nullif(${nameText(name)}, '')` }];
    return [
      assumption(phrase, `only NULL is a missing ${name}: an empty text stays`, 'fill-then-filter', [
        {
          reading: 'an empty text is missing too',
          patch: [
            { op: 'insert', at: `/steps/${fill}`, value: { name: emptied, do: 'select', input: above, columns, others: 'keep' } },
            replace(`/steps/${fill}/input`, emptied),
          ],
        },
      ]),
    ];
  });

/** What was put in place of NULL meets the condition like any other value. */
const filledFirst = (late: Conditions, fill: string, kept: string, before: string): Assumption =>
  assumption(
    late[0]?.[0]?.phrase ?? '',
    'values are put in place of NULL first, then the condition is applied to them',
    'fill-then-filter',
    [
      {
        reading: 'the condition is applied first, to the rows as they were',
        patch: [
          { op: 'move', at: `/steps/${fill}`, after: kept },
          replace(`/steps/${kept}/input`, before),
          replace(`/steps/${fill}/input`, kept),
        ],
      },
    ],
  );
