// Made by contracts/generate.ts (npm run gen). Do not edit.
export { SpecAnswer as validate } from './all.js';
