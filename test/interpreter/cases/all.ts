// What the interpreter and the oracle are both asked.
import type { Case } from '../postgres.ts';
import { besideCases, groupCases } from './groups.ts';
import { joinCases } from './joins.ts';
import { rowCases } from './rows.ts';
import { shapeCases } from './shapes.ts';

export const interpreterCases: readonly Case[] = [...rowCases(), ...joinCases, ...shapeCases, ...groupCases, ...besideCases];
