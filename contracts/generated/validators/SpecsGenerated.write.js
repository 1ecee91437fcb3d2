// Made by contracts/generate.ts (npm run gen). Do not edit.
export { SpecsGenerated_write as validate } from './all.js';
