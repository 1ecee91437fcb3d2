// What lies in the dead-letter queues: looked at, never taken out.
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Session } from './session.ts';

export type DeadLetter = { readonly agent: string; readonly reason: string; readonly body: string };

export const deadLetters = async ({ access }: Pick<Session, 'access'>): Promise<readonly DeadLetter[]> => {
  const sqs = new SQSClient({});
  try {
    const found = await Promise.all(access.info.functions.map(({ agent, env }) => lookInto(sqs, agent, env.DLQ_URL)));
    return found.flat();
  } finally {
    sqs.destroy();
  }
};

const lookInto = async (sqs: SQSClient, agent: string, url: string | undefined): Promise<readonly DeadLetter[]> => {
  if (url === undefined) return [];
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 0,
      WaitTimeSeconds: 0,
      MessageAttributeNames: ['All'],
    }),
  );
  return Messages.map(({ Body = '', MessageAttributes }) => ({
    agent,
    reason: MessageAttributes?.reason?.StringValue ?? 'handled too often',
    body: Body,
  }));
};

export const deadLettersText = (letters: readonly DeadLetter[]): string =>
  letters.length === 0
    ? 'The dead-letter queues are empty.'
    : ['In the dead-letter queues:', ...letters.map(({ agent, reason, body }) => `  ${agent}: ${reason}: ${body.slice(0, 400)}`)].join(
        '\n',
      );
