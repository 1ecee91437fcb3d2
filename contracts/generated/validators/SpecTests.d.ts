// Made by contracts/generate.ts (npm run gen). Do not edit.
import type { Validator } from '../../validator.ts';
export declare const validate: Validator;
