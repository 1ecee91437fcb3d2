import type { TestSet } from '../../../contracts/generated/types.ts';
import type { Tasks } from '../../../events/ports.ts';
export const planTests = (_input: Tasks['write-tests']['input']): TestSet => ({ author: 'planner', assertions: [], reason: 'nothing' });
