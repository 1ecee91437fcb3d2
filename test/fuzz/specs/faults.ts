// Faults as people make them: what the fuzz must find in the compilers. Each name says what is wrong, and on which rows it shows.
import { checks } from './faults/check.ts';
import type { Fault } from './faults/fault.ts';
import { oracleExpressions } from './faults/oracle-expressions.ts';
import { oracleSteps } from './faults/oracle-steps.ts';
import { pysparkExpressions, pysparkSteps } from './faults/pyspark.ts';

export type { Fault } from './faults/fault.ts';

export const faults: readonly Fault[] = [...oracleSteps, ...oracleExpressions, ...pysparkSteps, ...pysparkExpressions, ...checks];
