// Which trouble with PostgreSQL ends a publication, and which is only waited for.
import { DatabaseError } from 'pg';
import type { PublicationResult } from '../../events/ports.ts';

export type Refusal = Extract<PublicationResult, { is: 'refused' }>;

/** Nothing was changed, and trying again would not help. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly result: Refusal;
  constructor(code: Refusal['code'], message: string) {
    super(message);
    this.result = { is: 'refused', code, message: message.slice(0, 4000) };
  }
}

/** Between two looks others put another table in its place. */
export class Moved extends Error {
  override readonly name = 'Moved';
}

/** lock_not_available, deadlock_detected, serialization_failure; internal_error: that is how a change of the system catalog beside ours shows itself. */
const worthAnotherTry: ReadonlySet<string> = new Set(['55P03', '40P01', '40001', 'XX000']);
/** Connection, rollback, resources (memory, disk, connections), shutdown; a login that is refused while its secret is being rotated. */
const passing = /^(08|40|53|57P|28|55P03)/;

export const mayPassSoon = (error: unknown): boolean =>
  error instanceof Moved || (error instanceof DatabaseError && worthAnotherTry.has(error.code ?? ''));

/** Everything that PostgreSQL says and that time does not mend: rights, names, values, limits, a statement that takes too long. */
export const isLasting = (error: unknown): error is DatabaseError =>
  error instanceof DatabaseError && error.code !== undefined && !passing.test(error.code);

/** The refusal behind an error, in which `what` says what could not be done; throws what is not one. */
export const refusalIn = (error: unknown, what: string): Refusal => {
  if (error instanceof Refused) return error.result;
  if (isLasting(error) && !mayPassSoon(error)) return new Refused('target-refused', `${what}: ${error.message}`).result;
  throw error;
};
