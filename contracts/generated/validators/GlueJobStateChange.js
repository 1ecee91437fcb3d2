// Made by contracts/generate.ts (npm run gen). Do not edit.
export { GlueJobStateChange as validate } from './all.js';
