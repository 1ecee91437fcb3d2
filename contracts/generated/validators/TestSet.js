// Made by contracts/generate.ts (npm run gen). Do not edit.
export { TestSet as validate } from './all.js';
