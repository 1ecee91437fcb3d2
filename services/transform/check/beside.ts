// What an expression reads beside its input: param(name) and value(step, column).
import { nearest } from '../diagnostics.ts';
import type { Ast, Call } from '../parse/ast.ts';
import type { TypedExpr } from '../plan.ts';
import { isUnique } from './frames.ts';
import { complain, type Site, spelled } from './scope.ts';

type CallAst = Extract<Ast, { is: 'call' }> & Call;

export const isBeside = (name: string): boolean => name === 'param' || name === 'value';

export const besideCall = (tree: CallAst, site: Site): TypedExpr | undefined => {
  const names = tree.args.filter((arg) => arg.is === 'column' && arg.side === undefined);
  const usage = tree.name === 'param' ? 'param(name)' : 'value(step, column)';
  const wanted = tree.name === 'param' ? 1 : 2;
  const isPlain = names.length === tree.args.length && !tree.star && !tree.distinct && tree.where === undefined;
  if (names.length !== wanted || !isPlain) return complain(site, 'wrong-arguments', tree, `${tree.name} is written ${usage}`, [usage]);
  const [first, second] = names as readonly Name[];
  if (first === undefined) return undefined;
  return second === undefined ? parameter(first, site) : single(first, second, site);
};

type Name = Extract<Ast, { is: 'column' }>;

const parameter = (name: Name, site: Site): TypedExpr | undefined => {
  const { values, used } = site.problems.parameters;
  used.add(name.name);
  if (values.has(name.name)) return values.get(name.name);
  const known = [...values.keys()];
  const near = nearest(name.name, known);
  const message = `there is no parameter ${name.name}`;
  const expected = known.length === 0 ? [`a parameter ${spelled(name.name)} of the spec`] : (near.length > 0 ? near : known).map(spelled);
  return complain(site, 'unknown-parameter', name, message, expected);
};

/** Of a step that has no row the value is NULL. */
const single = (step: Name, column: Name, site: Site): TypedExpr | undefined => {
  const { frames } = site.problems;
  const frame = frames.get(step.name);
  if (frame === undefined) {
    if (frames.has(step.name)) return undefined;
    const near = nearest(step.name, [...frames.keys()]);
    const expected = (near.length > 0 ? near : [...frames.keys()]).map(spelled);
    return complain(site, 'unknown-input', step, `there is no source and no earlier step named ${step.name}`, expected);
  }
  if (!isUnique(frame, [])) {
    const message = `nothing in the steps keeps ${step.name} to a single row, so it has no single value`;
    return complain(site, 'not-one-row', step, message, ['an aggregate with by: []', 'top with n: 1 and ties: break']);
  }
  const found = frame.columns.find(({ name }) => name === column.name);
  if (found === undefined) {
    const names = frame.columns.map(({ name }) => name);
    const near = nearest(column.name, names);
    const expected = (near.length > 0 ? near : names.slice(0, 12)).map(spelled);
    return complain(site, 'unknown-column', column, `${step.name} has no column ${column.name}`, expected);
  }
  const { type, exactness } = found;
  return { is: 'scalar', frame: step.name, column: column.name, type, nullable: true, exactness };
};
