// Made by contracts/generate.ts (npm run gen). Do not edit.
export { ValidationPassed_read as validate } from './all.js';
