// Functions that choose among values of one type.
import { param, type Signature, typeOfArg } from './signature.ts';

const first = (args: Parameters<typeof typeOfArg>[0]): string => typeOfArg(args, 0);

export const choiceFunctions: Readonly<Record<string, Signature>> = {
  coalesce: {
    says: 'the first that is not NULL',
    params: [param('value', 'same'), param('value', 'same')],
    rest: param('value', 'same'),
    result: first,
    nulls: 'skip',
    examples: [['coalesce(cast(null as int), 2)', '2']],
  },
  nullif: {
    says: 'the first, but NULL where both are equal',
    params: [param('value', 'same-comparable'), param('value', 'same-comparable')],
    result: first,
    nulls: 'may',
    examples: [['nullif(1, 1)', 'cast(null as int)']],
  },
  greatest: {
    says: 'the greatest, leaving out NULLs',
    params: [param('value', 'same-ordered'), param('value', 'same-ordered')],
    rest: param('value', 'same-ordered'),
    result: first,
    nulls: 'skip',
    examples: [['greatest(1, cast(null as int), 3)', '3']],
  },
  least: {
    says: 'the least, leaving out NULLs',
    params: [param('value', 'same-ordered'), param('value', 'same-ordered')],
    rest: param('value', 'same-ordered'),
    result: first,
    nulls: 'skip',
    examples: [['least(1, cast(null as int), 3)', '1']],
  },
};
