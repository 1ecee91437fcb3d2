// Time zones by name: those with rules of their own, as both engines know them.
import { nearest } from '../../diagnostics.ts';
import type { Refusal } from './signature.ts';

/** undefined when the name is a zone. Abbreviations and plain offsets are none: they stand still when clocks are changed. */
export const refusesZone = (zone: string): Refusal | undefined => {
  if (younger.has(zone)) return { says: `${zone} is younger than the job's Java`, code: 'unknown-zone', expected: [] };
  if (zone === 'UTC' || (spelling.test(zone) && canonical(zone) !== undefined)) return undefined;
  const known = canonical(zone);
  const names = Intl.supportedValuesOf('timeZone');
  const expected = known !== undefined && names.includes(known) ? [known] : nearestZones(zone, names);
  return { says: `there is no time zone ${zone}`, code: 'unknown-zone', expected };
};

const younger = new Set(['America/Coyhaique']);
const spelling = /^[A-Z][A-Za-z]+(?:\/[A-Z][A-Za-z0-9_+-]*)+$/;

/** The name by which the zone is known here; undefined when it is not. Case does not matter to it, but to the engines: one that differs only there is refused. */
const canonical = (zone: string): string | undefined => {
  try {
    const known = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
    return spelling.test(zone) && known !== zone && known.toLowerCase() === zone.toLowerCase() ? undefined : known;
  } catch {
    return undefined;
  }
};

const nearestZones = (zone: string, names: readonly string[]): readonly string[] => {
  const wanted = zone.toLowerCase().replaceAll(' ', '_');
  const exact = names.filter((name) => name.toLowerCase() === wanted);
  if (exact.length > 0) return exact;
  const cities = names.filter((name) => wanted !== '' && name.toLowerCase().split('/').at(-1) === wanted.split('/').at(-1));
  return cities.length > 0 ? cities.slice(0, 3) : [...nearest(zone, names), 'UTC'];
};
