// One conditional transaction: all of it, or the items that stood in its way.
import {
  type AttributeValue,
  type CancellationReason,
  type DynamoDBClient,
  TransactionCanceledException,
  TransactionConflictException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { Item } from './dynamo-items.ts';

export type What = 'run' | 'fact' | 'key' | 'work' | 'slot';

export type Write = { readonly what: What } & (
  | { readonly put: Item }
  | {
      readonly update: {
        readonly key: Item;
        /** Uses `#name` for every attribute in `names`. */
        readonly condition: string;
        readonly names: readonly string[];
        readonly values: Item;
        readonly set: Item;
        readonly remove: readonly string[];
      };
    }
);

/** For every kind of write that was refused the item that stood there, empty when none did. */
export type Refusals = ReadonlyMap<What, Item>;

/** An item that nobody may have made before. */
export const create = (what: What, put: Item): Write => ({ what, put });

/** Transactions on the same item in a row that are no longer believable as bad luck. */
const maxTries = 8;

/** undefined when it was written. Throws what is neither success nor a refused condition. */
export const transact = async (
  { client, table }: { readonly client: DynamoDBClient; readonly table: string },
  writes: readonly Write[],
): Promise<Refusals | undefined> => {
  const command = { TransactItems: writes.map((write) => requestOf(table, write)) };
  for (let attempt = 0; ; attempt += 1) {
    try {
      await client.send(new TransactWriteItemsCommand(command));
      return undefined;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      // Another transaction held one of the items: which condition would have failed is not known yet.
      const again = reasons.some(({ Code }) => Code !== 'None' && Code !== 'ConditionalCheckFailed');
      if (!again) return refusals(writes, reasons);
      if (attempt === maxTries || !reasons.every(({ Code }) => Code === undefined || passing.has(Code))) throw error;
      await pauseBefore(attempt);
    }
  }
};

/** A write of a single item, again while a transaction holds the item; the SDK itself does not try that again. */
export const unlocked = async <Result>(write: () => Promise<Result>, attempt = 0): Promise<Result> => {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof TransactionConflictException) || attempt === maxTries) throw error;
    await pauseBefore(attempt);
    return unlocked(write, attempt + 1);
  }
};

const pauseBefore = (attempt: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** attempt));

const passing = new Set(['None', 'ConditionalCheckFailed', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

const refusals = (writes: readonly Write[], reasons: readonly CancellationReason[]): Refusals => {
  const refused = new Map<What, Item>();
  for (const [n, { Code, Item }] of reasons.entries()) {
    const what = writes[n]?.what;
    if (Code === 'ConditionalCheckFailed' && what !== undefined && !refused.has(what)) refused.set(what, Item ?? {});
  }
  return refused;
};

const requestOf = (table: string, write: Write): TransactWriteItem => {
  if ('put' in write) {
    const ConditionExpression = 'attribute_not_exists(pk)';
    return { Put: { TableName: table, Item: write.put, ConditionExpression, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } };
  }
  const { key, condition, names, values, set, remove } = write.update;
  const changed = Object.keys(set).map((name) => `#${name} = :new_${name}`);
  const removed = remove.length === 0 ? '' : ` REMOVE ${remove.map((name) => `#${name}`).join(', ')}`;
  const newValues = Object.entries(set).map(([name, value]): [string, AttributeValue] => [`:new_${name}`, value]);
  return {
    Update: {
      TableName: table,
      Key: key,
      ConditionExpression: condition,
      UpdateExpression: `SET ${changed.join(', ')}${removed}`,
      ExpressionAttributeNames: Object.fromEntries([...names, ...Object.keys(set), ...remove].map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: { ...values, ...Object.fromEntries(newValues) },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
};
