// Made by contracts/generate.ts (npm run gen). Do not edit.
export { SpecApproved_read as validate } from './all.js';
