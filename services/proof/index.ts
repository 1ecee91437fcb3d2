// The proof as a library: names and settings that make a proof possible, and the proof itself.
export { type Binding, type Bound, type BoundAssertions, bind, type Lineage } from './assertions.ts';
export { isDisputed } from './narrate.ts';
export { prove } from './prove.ts';
export { relationNames } from './relation-names.ts';
export { pinnedSettings, soundSettings } from './settings.ts';
export type { Because, Column, Subject } from './subject.ts';
