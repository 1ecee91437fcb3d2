// What to write instead where a type has no order, or its values are not comparable.
import type { Type } from '../../../contracts/generated/types.ts';

/** Of values that have no order themselves: something of theirs that has one. */
export const orderedInstead = (type: Type): readonly string[] => {
  if (type === 'text[]') return ["array_join(…, ',')", 'array_length(…)'];
  if (type.endsWith('[]')) return ['…[1]', 'array_length(…)'];
  return type === 'bytes' ? ['md5(…)'] : ['cast(… as text)'];
};
