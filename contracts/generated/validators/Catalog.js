// Made by contracts/generate.ts (npm run gen). Do not edit.
export { Catalog as validate } from './all.js';
