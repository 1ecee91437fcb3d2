// Aggregates in PostgreSQL. Exact averages are computed from sum and count: avg itself keeps only about 16 digits.
import type { TypedExpr } from '../../plan.ts';
import { enoughDigits, isText } from './values.ts';

type Aggregate = Extract<TypedExpr, { is: 'aggregate' }>;

export const aggregate = (value: Aggregate, args: readonly string[], where: string | undefined): string => {
  const [first] = args;
  const over = (name: string, arg: string | undefined, condition = where): string =>
    `${name}(${value.distinct ? 'distinct ' : ''}${arg ?? '*'})${condition === undefined ? '' : ` filter (where ${condition})`}`;
  const stored = value.type.startsWith('decimal') ? `::${value.type.replace('decimal', 'numeric')}` : '';
  switch (value.name) {
    case 'count':
      return args.length > 1 ? over('count', `(${args.join(', ')})`, allPresent(args, where)) : over('count', first);
    case 'sum':
      return value.type === 'bigint' ? `${over('sum', first)}::bigint` : `${over('sum', first)}${stored}`;
    case 'avg':
      if (stored === '') return over('avg', first);
      return `(${over('sum', first)} * ${enoughDigits} / nullif(${over('count', first)}, 0))${stored}`;
    case 'min':
    case 'max':
      return over(value.name, isText(value) ? `${first} collate "C"` : first);
    case 'bool_and':
    case 'bool_or':
      return over(value.name, first);
  }
};

/** A combination counts only when none of its parts is NULL. */
const allPresent = (args: readonly string[], where: string | undefined): string =>
  [...args.map((arg) => `${arg} is not null`), ...(where === undefined ? [] : [where])].join(' and ');
