// Made by contracts/generate.ts (npm run gen). Do not edit.
export { LogsReply as validate } from './all.js';
