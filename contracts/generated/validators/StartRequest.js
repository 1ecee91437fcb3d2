// Made by contracts/generate.ts (npm run gen). Do not edit.
export { StartRequest as validate } from './all.js';
