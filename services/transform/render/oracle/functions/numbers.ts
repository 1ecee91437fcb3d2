// Functions on numbers in PostgreSQL.
import { infinity, nan } from '../doubles.ts';
import { type Call, once, plain, type Render } from './arguments.ts';

export const numberFunctions: Readonly<Record<string, Render>> = {
  abs: plain('abs'),
  ceil: ([value], call) => (isWhole(call) ? `${value}` : `ceil(${value})`),
  floor: ([value], call) => (isWhole(call) ? `${value}` : `floor(${value})`),
  round: ([value, n = '0'], call) => {
    // a float rounds by its shortest text, as people read it
    if (call.type === 'double') return `round(${value}::text::numeric, ${n})::double precision`;
    return isWhole(call) ? `round(${value}::numeric, ${n})::${call.type}` : `round(${value}, ${n})`;
  },
  trunc: ([value, n = '0'], call) => {
    if (call.type === 'double') return `trunc(${value})`;
    return isWhole(call) ? `trunc(${value}::numeric, ${n})::${call.type}` : `trunc(${value}, ${n})`;
  },
  sign: ([value], call) =>
    call.args[0]?.type === 'double' ? `sign(nullif(${value}, 'NaN'))::integer` : `sign(${value}::numeric)::integer`,
  div: ([a, b]) => `(${a}::bigint / nullif(${b}, 0))`,
  // NaN is greater than every number, and stays NaN
  sqrt: (args, call) => once(args, call.args, (x) => `case when ${x} >= 0 then sqrt(${x}) end`),
  power: (args, call) => once(args, call.args, power),
  exp: (args, call) =>
    once(
      args,
      call.args,
      (x) =>
        `case when ${x} = ${nan} then ${nan} when ${x} > ${greatestPower} then ${infinity} when ${x} < ${leastPower} then 0 else exp(${x}) end`,
    ),
  ln: (args, call) => once(args, call.args, (x) => `case when ${x} > 0 then ln(${x}) end`),
  log10: (args, call) => once(args, call.args, (x) => `case when ${x} > 0 then log(${x}) end`),
};

const isWhole = ({ type }: Call): boolean => type === 'int' || type === 'bigint';

/** Beyond these powers of e a double is infinite, or nothing. */
const greatestPower = '709.782712893384';
const leastPower = '-745.1332191019412';

/** PostgreSQL raises where the result is too large or too small, and calls 1 to any power 1. */
const power = (x: string | undefined, y: string | undefined): string => {
  const size = `least(greatest(${y}, -1e20::double precision), 1e20::double precision) * ln(abs(${x}))`;
  const isOdd = `${y} <> 2 * trunc(${y} * 0.5)`;
  return `case
    when ${x} is null or ${y} is null then null
    when ${y} = 0 then 1::double precision
    when ${x} = ${nan} or ${y} = ${nan} then ${nan}
    when (${x} = 0 and ${y} < 0) or (${x} < 0 and ${y} <> trunc(${y})) then null
    when ${x} = 0 then 0::double precision
    when abs(${y}) = ${infinity} and abs(${x}) = 1 then ${nan}
    when abs(${x}) = ${infinity} or abs(${y}) = ${infinity} then power(${x}, ${y})
    when ${size} > ${greatestPower} then ${infinity} * case when ${x} < 0 and ${isOdd} then -1 else 1 end
    when ${size} < ${leastPower} then 0::double precision
    else power(${x}, ${y}) end`.replaceAll(/\n\s+/g, ' ');
};
