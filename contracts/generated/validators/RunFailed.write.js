// Made by contracts/generate.ts (npm run gen). Do not edit.
export { RunFailed_write as validate } from './all.js';
