// Made by contracts/generate.ts (npm run gen). Do not edit.
export { HealthReply as validate } from './all.js';
