// Made by contracts/generate.ts (npm run gen). Do not edit.
export { SpecPatch as validate } from './all.js';
