// What the checker says about NULL, put into the spec: no key with a column that may be NULL, alternatives that are sound specs.
import type { Catalog, SpecPatch, TransformSpec } from '../../../contracts/generated/types.ts';
import { applyPatch, check } from '../../transform/index.ts';
import { replace } from './assumptions.ts';

/** The checker knows best what may be NULL after filters and joins. NULL is a group like others: its row stays, and there is no key. */
export const withoutNullInKey = (spec: TransformSpec, catalog: Catalog): TransformSpec => {
  const { key, columns } = spec.target;
  const sure = columns.map((column) => (key.includes(column.name) ? { ...column, nullable: false } : column));
  const strict: TransformSpec = { ...spec, target: { ...spec.target, columns: sure } };
  const settled = codesOf(strict, catalog).includes('key-may-be-null') ? { ...spec, target: { ...spec.target, key: [] } } : strict;
  return { ...settled, assumptions: settled.assumptions.map((each) => withSound(each, settled, catalog)) };
};

const codesOf = (spec: TransformSpec, catalog: Catalog): readonly string[] => {
  const checked = check(spec, catalog);
  return checked.is === 'unsound' ? checked.diagnostics.map(({ code }) => code) : [];
};

type Assumption = TransformSpec['assumptions'][number];

const withSound = (assumption: Assumption, spec: TransformSpec, catalog: Catalog): Assumption => ({
  ...assumption,
  alternatives: assumption.alternatives.flatMap(({ reading, patch }) => {
    const sound = soundPatch(patch, spec, catalog);
    return sound === undefined ? [] : [{ reading, patch: sound }];
  }),
});

/** A join that keeps more rows leaves columns NULL: the patch says so, and gives up a key among them. */
const soundPatch = (patch: SpecPatch, spec: TransformSpec, catalog: Catalog): SpecPatch | undefined => {
  const nowNull = nullsOf(patch, spec, catalog);
  if (nowNull === undefined) return undefined;
  const before = nullsOf([], spec, catalog) ?? [];
  const columns = spec.target.columns.filter(({ name, nullable }) => !nullable && nowNull.includes(name) && !before.includes(name));
  const whole: SpecPatch = [
    ...patch,
    ...columns.map(({ name }) => replace(`/target/columns/${name}/nullable`, true)),
    ...(columns.some(({ name }) => spec.target.key.includes(name)) ? [replace('/target/key', [])] : []),
  ];
  const patched = applyPatch(spec, whole);
  return patched.is === 'patched' && check(patched.spec, catalog).is === 'sound' ? whole : undefined;
};

/** Columns of the patched result that may be NULL though they are declared otherwise; undefined when the patch gives no sound spec. */
const nullsOf = (patch: SpecPatch, spec: TransformSpec, catalog: Catalog): readonly string[] | undefined => {
  const patched = applyPatch({ ...spec, target: { ...spec.target, key: [] } }, patch);
  const checked = patched.is === 'patched' ? check(patched.spec, catalog) : undefined;
  if (checked?.is !== 'sound') return undefined;
  return checked.notes.flatMap(({ code, at }) => {
    const place = /^\/target\/columns\/(\d+)\//.exec(at)?.[1];
    const name = place === undefined ? undefined : spec.target.columns[Number(place)]?.name;
    return code === 'target-may-be-null' && name !== undefined ? [name] : [];
  });
};
