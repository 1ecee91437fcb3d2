// Made by contracts/generate.ts (npm run gen). Do not edit.
export { TargetPublished_read as validate } from './all.js';
