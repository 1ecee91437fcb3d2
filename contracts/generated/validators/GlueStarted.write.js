// Made by contracts/generate.ts (npm run gen). Do not edit.
export { GlueStarted_write as validate } from './all.js';
