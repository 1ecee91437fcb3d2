// Typed expressions as PySpark columns.
import type { Type } from '../../../../contracts/generated/types.ts';
import type { Side, TypedExpr, WindowExpr } from '../../plan.ts';
import { sparkType } from '../../spark.ts';
import { MissingFeature } from '../missing-feature.ts';
import { aggregate } from './aggregates.ts';
import { bareLiteral, columnName, scalarName, standingLiteral } from './columns.ts';
import { cast, fitted } from './conversions.ts';
import { functions } from './functions.ts';
import { operators } from './operators.ts';
import { bracketed, call, method, type Python, string } from './python.ts';
import type { Call, Renderer } from './renderer.ts';
import { windowFunction } from './windows.ts';

/** What a step gives to its expressions. */
export type Given = {
  /** The window of an expression, in a window step. */
  readonly over?: (value: WindowExpr) => Python;
  /** Keeps a part of an expression as a variable that stands before the step. */
  readonly define?: Renderer['define'];
};

/** `side`: that of columns which do not say theirs. `nameOf`: how Spark finds a column. */
export const rendererOf = (
  side?: Side,
  nameOf: (name: string, side?: Side) => string = columnName,
  { over, define = (_, value) => value }: Given = {},
): Renderer => {
  const column = (value: TypedExpr): Python => {
    switch (value.is) {
      case 'column':
        return call('F.col', string(nameOf(value.name, value.side ?? side)));
      case 'key':
        return column(value.value);
      case 'literal':
        return standingLiteral(value.type, value.value);
      case 'call':
        return callOf(value, renderer);
      case 'convert':
        return convertOf(value, renderer);
      case 'case':
        return caseOf(value, renderer);
      case 'scalar':
        return call('F.col', string(nameOf(scalarName(value), side)));
      case 'window':
        if (over === undefined) throw new MissingFeature('pyspark', `${value.name} outside of a window step`);
        return windowFunction(value, renderer, over(value));
      case 'aggregate':
        return aggregate(value, renderer);
    }
  };
  const renderer: Renderer = {
    column,
    named: (value) =>
      value.is === 'column'
        ? string(nameOf(value.name, value.side ?? side))
        : value.is === 'key'
          ? renderer.named(value.value)
          : column(value),
    bare: (value) => (value.is === 'literal' ? bareLiteral(value.type, value.value) : column(value)),
    define,
  };
  return renderer;
};

const all = new Map(Object.entries({ ...operators, ...functions }));

const callOf = (value: Call, renderer: Renderer): Python => {
  const render = all.get(value.name);
  if (render === undefined) throw new MissingFeature('pyspark', `function ${value.name}`);
  return render(value.args, renderer, value);
};

const convertOf = ({ how, type, value }: Extract<TypedExpr, { is: 'convert' }>, renderer: Renderer): Python => {
  if (how === 'widen') return widened(renderer.column(value), value.type, type);
  return how === 'fit' ? fitted(renderer.column(value), value.type, type) : cast(value, type, renderer);
};

const widened = (value: Python, from: Type, to: Type): Python =>
  sparkType(from) === sparkType(to) ? value : method(bracketed(value), 'cast', string(sparkType(to)));

const caseOf = (value: Extract<TypedExpr, { is: 'case' }>, renderer: Renderer): Python => {
  const result = (each: TypedExpr): Python => (isPlain(each) ? renderer.bare(each) : renderer.column(each));
  const [first, ...rest] = value.branches;
  if (first === undefined) throw new Error('a case has branches');
  const start = call('F.when', renderer.column(first.when), result(first.value));
  const chain = rest.reduce<Python>((base, { when, value: then }) => method(base, 'when', renderer.column(when), result(then)), start);
  return value.otherwise === undefined || isNull(value.otherwise) ? chain : method(chain, 'otherwise', result(value.otherwise));
};

// Python's int, str, float and bool have these types in Spark too
const isPlain = (value: TypedExpr): boolean =>
  value.is === 'literal' && value.value !== null && ['int', 'text', 'double', 'boolean'].includes(value.type);
const isNull = (value: TypedExpr): boolean => value.is === 'literal' && value.value === null;
