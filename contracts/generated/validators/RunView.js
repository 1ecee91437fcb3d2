// Made by contracts/generate.ts (npm run gen). Do not edit.
export { RunView as validate } from './all.js';
