// The agent's queue and its dead-letter queue, as the shell needs them.
import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Queue } from './shell.ts';

export const sqsQueue = (
  { queueUrl, deadLetterUrl }: { readonly queueUrl: string; readonly deadLetterUrl: string },
  client = new SQSClient({}),
): Queue => ({
  deadLetter: async (message, reason, detail) => {
    const text = (value: string) => ({ DataType: 'String', StringValue: value.slice(0, 1000) });
    await client.send(
      new SendMessageCommand({
        QueueUrl: deadLetterUrl,
        MessageBody: message.body,
        MessageAttributes: { reason: text(reason), detail: text(detail || reason) },
      }),
    );
  },
  retryIn: async (message, seconds) => {
    await client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle: message.handle, VisibilityTimeout: Math.ceil(seconds) }),
    );
  },
});
