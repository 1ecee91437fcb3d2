// Functions that choose among values in PostgreSQL.
import { byCodePoint, plain, type Render } from './arguments.ts';

export const choiceFunctions: Readonly<Record<string, Render>> = {
  coalesce: plain('coalesce'),
  nullif: plain('nullif'),
  greatest: extreme('greatest'),
  least: extreme('least'),
};

function extreme(name: string): Render {
  return (args, call) => `${name}(${args.map((arg) => byCodePoint(arg, call)).join(', ')})`;
}
