// Arguments of functions: what is written out, and how it is handed to PySpark.
import type { TypedExpr } from '../../../plan.ts';
import { call, type Python } from '../python.ts';
import type { Render, Renderer } from '../renderer.ts';

export const isLiteral = (value: TypedExpr | undefined): boolean => value?.is === 'literal' && value.value !== null;
export const textOf = (value: TypedExpr | undefined): string => (value?.is === 'literal' ? (value.value ?? '') : '');
export const numberOf = (value: TypedExpr | undefined): number => Number(textOf(value));
/** A number where PySpark takes Python's own or a column. */
export const countOf = (value: TypedExpr, renderer: Renderer): Python => (isLiteral(value) ? renderer.bare(value) : renderer.named(value));

/** The arguments as they are. */
export const simple =
  (name: string): Render =>
  (args, renderer) =>
    call(name, ...args.map(renderer.named));
