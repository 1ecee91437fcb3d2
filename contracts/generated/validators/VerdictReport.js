// Made by contracts/generate.ts (npm run gen). Do not edit.
export { VerdictReport as validate } from './all.js';
