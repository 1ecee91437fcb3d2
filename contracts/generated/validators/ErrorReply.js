// Made by contracts/generate.ts (npm run gen). Do not edit.
export { ErrorReply as validate } from './all.js';
