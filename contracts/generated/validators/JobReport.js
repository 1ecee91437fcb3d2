// Made by contracts/generate.ts (npm run gen). Do not edit.
export { JobReport as validate } from './all.js';
