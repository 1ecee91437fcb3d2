// What the renderers of operators, functions and aggregates ask of the renderer of expressions.
import type { TypedExpr } from '../../plan.ts';
import type { Python } from './python.ts';

export type Call = Extract<TypedExpr, { is: 'call' }>;
/** Renders the parts of an expression; `side` is set between the two inputs of a join. */
export type Renderer = {
  /** A column of exactly the expression's type. */
  readonly column: (value: TypedExpr) => Python;
  /** As `column`, but the plain name where a name is accepted. */
  readonly named: (value: TypedExpr) => Python;
  /** As `column`, but a Python literal where one is accepted. */
  readonly bare: (value: TypedExpr) => Python;
  /** A part that is used several times, under a name where the step allows it. */
  readonly define: (wanted: string, value: Python) => Python;
};
export type Render = (args: readonly TypedExpr[], renderer: Renderer, value: Call) => Python;
