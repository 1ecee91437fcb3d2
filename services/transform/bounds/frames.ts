// Where the bounds of a frame's columns stand.
import type { Column, PlannedStep } from '../plan.ts';
import type { Bounds } from './error-of.ts';

/** Column that holds the bound, by column. */
export type Frame = ReadonlyMap<string, string>;
export type Carried = { readonly step: PlannedStep; readonly frame: Frame };
export type FrameOf = (name: string) => Frame;

export const boundsIn =
  (frame: Frame, frameOf: (name: string) => Frame = () => new Map()): Bounds =>
  (name, other) => {
    const bound = (other === undefined ? frame : frameOf(other)).get(name);
    if (bound === undefined) return undefined;
    return other === undefined ? { is: 'column', ...column(bound) } : { is: 'scalar', frame: other, column: bound, ...floating };
  };

export const withBounds = ({ columns }: PlannedStep, frame: Frame): readonly Column[] => [
  ...columns,
  ...[...new Set(frame.values())].map(column),
];

export const floating = { type: 'double', nullable: true, exactness: 'float' } as const;
export const column = (name: string): Column => ({ name, ...floating });
