// Made by contracts/generate.ts (npm run gen). Do not edit.
export { StartReply as validate } from './all.js';
