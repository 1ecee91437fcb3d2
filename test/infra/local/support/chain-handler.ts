// What a hop does: record once, in one conditional transaction of two items, then say the next fact. It can also be told to misbehave.
import { isMainThread } from 'node:worker_threads';
import { DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

type Environment = Readonly<Record<string, string | undefined>>;
type SqsEvent = { readonly Records: readonly { readonly messageId: string; readonly body: string }[] };
export type HopDetail = { readonly chain: string; readonly until: number; readonly hang?: boolean; readonly fail?: boolean };

export const build = (environment: Environment) => {
  const dynamo = new DynamoDBClient({});
  const events = new EventBridgeClient({});
  const hop = async (body: string): Promise<void> => {
    const { detail }: { detail: HopDetail } = JSON.parse(body);
    const { AGENT = '', NEXT = '', BUS = '', TABLE = '' } = environment;
    if (detail.fail) throw new Error('told to fail');
    // not even a timer gets through; only in a worker, which can be ended: a late delivery to a host in this process would hang all tests
    if (detail.hang && !isMainThread) for (;;) Math.sqrt(2);
    if (detail.hang) throw new Error('told to hang, where nothing could end it');
    const item = (key: string) => ({
      Put: {
        TableName: TABLE,
        Item: { pk: { S: `${detail.chain}/${key}` }, at: { N: String(Date.now()) } },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    });
    await dynamo.send(new TransactWriteItemsCommand({ TransactItems: [item(AGENT), item(`${AGENT}/slot`)] }));
    if (Number(NEXT.slice(3)) > detail.until) return;
    await events.send(
      new PutEventsCommand({ Entries: [{ EventBusName: BUS, Source: 'chain', DetailType: NEXT, Detail: JSON.stringify(detail) }] }),
    );
  };
  return async (event: SqsEvent | { readonly pathParameters: { readonly id: string }; readonly body?: string }): Promise<unknown> => {
    if (!('Records' in event)) return answer(event, environment);
    const failed: string[] = [];
    for (const { messageId, body } of event.Records) await hop(body).catch(() => failed.push(messageId));
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
};

const answer = (
  { pathParameters, body = '' }: { readonly pathParameters: { readonly id: string }; readonly body?: string },
  environment: Environment,
) => {
  if (body === 'fail') throw new Error('told to fail');
  return { statusCode: 201, body: JSON.stringify({ id: pathParameters.id, agent: environment.AGENT, body }) };
};

let built: ReturnType<typeof build> | undefined;
export const handler = (event: Parameters<ReturnType<typeof build>>[0]): Promise<unknown> => {
  built ??= build(process.env);
  return built(event);
};
