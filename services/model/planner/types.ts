// Types of computed columns, as the spec language gives them.
import type { Ref } from './lexicon.ts';
import type { Aggregate, Measured } from './reading.ts';

type Decimal = { readonly precision: number; readonly scale: number };

/** Type of an aggregate; undefined when it cannot be taken of these columns. */
export const aggregateType = (aggregate: Aggregate, of: Measured): string | undefined => {
  if (aggregate === 'count' || aggregate === 'count-distinct') return 'bigint';
  const type = measuredType(of);
  if (type === undefined || aggregate === 'min' || aggregate === 'max') return type;
  return aggregate === 'sum' ? sumType(type) : averageType(type);
};

const measuredType = (of: Measured): string | undefined => {
  if (of.is === 'rows-of') return undefined;
  if (of.is === 'column') return of.ref.column.type ?? undefined;
  return productType(...of.factors);
};

const sumType = (type: string): string | undefined => {
  const decimal = decimalOf(type);
  if (decimal !== undefined) return `decimal(${Math.min(38, decimal.precision + 10)},${decimal.scale})`;
  if (type === 'int' || type === 'bigint') return 'bigint';
  return type === 'float' || type === 'double' ? 'double' : undefined;
};

const averageType = (type: string): string | undefined => {
  const decimal = decimalOf(type);
  if (decimal !== undefined) {
    // An average has at least six decimals.
    const more = Math.max(0, 2 - decimal.scale);
    return `decimal(${Math.min(38, decimal.precision + more + 4)},${Math.min(38, decimal.scale + more + 4)})`;
  }
  if (type === 'int') return 'decimal(16,6)';
  if (type === 'bigint') return 'decimal(26,6)';
  return type === 'float' || type === 'double' ? 'double' : undefined;
};

const decimalOf = (type: string): Decimal | undefined => {
  const match = /^decimal\((\d+),(\d+)\)$/.exec(type);
  return match === null ? undefined : { precision: Number(match[1]), scale: Number(match[2]) };
};

const asDecimal = (type: string): Decimal | undefined =>
  type === 'int' ? { precision: 10, scale: 0 } : type === 'bigint' ? { precision: 20, scale: 0 } : decimalOf(type);

/** int × int stays a whole number; with a decimal, digits and scales add up. */
const productType = (one: Ref, other: Ref): string | undefined => {
  const types = [one.column.type ?? '', other.column.type ?? ''];
  if (types.some((type) => type === 'float' || type === 'double')) return 'double';
  if (types.every((type) => type === 'int')) return 'int';
  if (types.every((type) => type === 'int' || type === 'bigint')) return 'bigint';
  const [a, b] = types.map(asDecimal);
  return a === undefined || b === undefined
    ? undefined
    : `decimal(${Math.min(38, a.precision + b.precision + 1)},${Math.min(38, a.scale + b.scale)})`;
};
