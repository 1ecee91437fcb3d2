// Aggregates and windows as people read them.
import type { AggregateExpr, Frame, SortKey, TypedExpr, WindowExpr } from '../plan.ts';

type Words = (value: TypedExpr) => string;

export const aggregateWords = (value: AggregateExpr, words: Words): string => {
  const what = whatWords(value, value.distinct, words);
  const sorted = value.order.length === 0 ? what : `${what} in the order of ${orderWords(value.order, words)}`;
  return value.where === undefined ? sorted : `${sorted} where ${words(value.where)}`;
};

const plainNames: Readonly<Record<string, string>> = {
  sum: 'the sum of',
  avg: 'the average of',
  min: 'the least',
  max: 'the greatest',
  bool_and: 'whether always',
  bool_or: 'whether ever',
  first: 'the first',
  median: 'the median of',
  stddev_samp: 'the standard deviation (of a sample) of',
  stddev_pop: 'the standard deviation (of all) of',
  var_samp: 'the variance (of a sample) of',
  var_pop: 'the variance (of all) of',
};

const whatWords = ({ name, args }: AggregateExpr | WindowExpr, distinct: boolean, words: Words): string => {
  const [x = '', y = ''] = args.map(words);
  const different = distinct ? 'different ' : '';
  switch (name) {
    case 'count':
      return args.length === 0 ? 'the number of rows' : `the number of ${distinct ? 'different' : 'present'} ${args.map(words).join(', ')}`;
    case 'string_agg':
      return `the ${different}${x} joined by ${y}`;
    case 'percentile':
      return `the value that a share of ${y} of ${x} lies below`;
    case 'min_by':
    case 'max_by':
      return `the ${x} of the ${name === 'min_by' ? 'least' : 'greatest'} ${y}`;
    default:
      return `${plainNames[name] ?? `the ${name} of`} ${different}${x}`;
  }
};

export const windowWords = (value: WindowExpr, words: Words): string => {
  const where = value.where === undefined ? '' : ` where ${words(value.where)}`;
  const per = value.partition.length === 0 ? '' : ` per ${value.partition.join(', ')}`;
  return `${placeWords(value, words) ?? whatWords(value, false, words)}${where}${per}${frameWords(value, words)}`;
};

const placeWords = ({ name, args }: WindowExpr, words: Words): string | undefined => {
  const [x, n = '1', otherwise] = args.map(words);
  switch (name) {
    case 'row_number':
      return 'the number of the row';
    case 'rank':
      return 'the rank';
    case 'dense_rank':
      return 'the rank without gaps';
    case 'ntile':
      return `the number of its part out of ${x}`;
    case 'lag':
    case 'lead': {
      const away = `${n === '1' ? 'of the row' : `${n} rows`} ${name === 'lag' ? 'before' : 'after'}`;
      return `the ${x} ${away}${otherwise === undefined ? '' : `, else ${otherwise},`}`;
    }
    case 'first_value':
      return `the first ${x}`;
    case 'last_value':
      return `the last ${x}`;
    default:
      return undefined;
  }
};

const frameWords = ({ order, frame, partition }: WindowExpr, words: Words): string => {
  const asked = order.filter((key) => !key.added);
  const sorted = orderWords(asked.length > 0 ? asked : order, words);
  const by = order.length === 0 ? '' : ` by ${sorted}`;
  if (frame === undefined) return by;
  if (frame.from === 'start' && frame.to === 'end') return order.length === 0 && partition.length === 0 ? ' of all rows' : by;
  if (frame.unit === 'range') return `, over the rows by ${sorted} ${ends(frame, unitOf(order[0]), 'its own')}`;
  if (frame.from === 'start' && frame.to === 0) return `${by}, up to the row`;
  if (frame.to === 0) return `${by}, over the row and the ${-Number(frame.from)} before it`;
  return `${by}, over the rows ${ends(frame, '', 'the row itself')}`;
};

const unitOf = (key: SortKey | undefined): string => {
  if (key?.value.type === 'date') return ' days';
  return key?.value.type.startsWith('timestamp') ? ' seconds' : '';
};

const ends = ({ from, to }: Frame, unit: string, here: string): string => {
  const end = (at: 'start' | 'end' | number): string => {
    if (at === 'start') return 'the first';
    if (at === 'end') return 'the last';
    return at === 0 ? here : `${Math.abs(at)}${unit} ${at < 0 ? 'before' : 'after'}`;
  };
  return `from ${end(from)} to ${end(to)}`;
};

const orderWords = (order: readonly SortKey[], words: Words): string =>
  order
    .map(
      ({ value, direction, nulls }) =>
        `${words(value)}${direction === 'desc' ? ' from the top' : ''}${nulls === 'first' ? ', NULL first' : ''}`,
    )
    .join(', then ');
