// Made by contracts/generate.ts (npm run gen). Do not edit.
export { JobManifest as validate } from './all.js';
