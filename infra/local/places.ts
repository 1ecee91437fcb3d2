// Where the local stack keeps things: everything below .datamorph/ in the checkout, which may be deleted whole at any time while nothing runs.
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');
export const stateDir = path.join(root, '.datamorph');

/** Below .datamorph/ of this checkout, or of another one. */
export const placeOf = (name: string, state = stateDir): string => path.join(state, name);
