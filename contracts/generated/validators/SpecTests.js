// Made by contracts/generate.ts (npm run gen). Do not edit.
export { SpecTests as validate } from './all.js';
