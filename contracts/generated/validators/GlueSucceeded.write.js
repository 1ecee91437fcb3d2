// Made by contracts/generate.ts (npm run gen). Do not edit.
export { GlueSucceeded_write as validate } from './all.js';
