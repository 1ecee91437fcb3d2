// Made by contracts/generate.ts (npm run gen). Do not edit.
export { TransformSpec as validate } from './all.js';
