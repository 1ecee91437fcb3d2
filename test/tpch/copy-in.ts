// COPY … FROM STDIN for the pg client, which brings the protocol but no query that speaks it.
import { createReadStream } from 'node:fs';
import type { Client, Connection, Submittable } from 'pg';

type CopyConnection = Connection & {
  sendCopyFromChunk(chunk: Buffer): void;
  sendCopyFail(message: string): void;
  endCopyFrom(): void;
};

/** Sends a file to a COPY … FROM STDIN statement; resolves when the server has stored all of it. */
export const copyIn = (client: Client, sql: string, file: string): Promise<void> =>
  new Promise((resolve, reject) => {
    let failure: Error | undefined;
    const copy: Submittable & Record<string, unknown> = {
      submit: (connection: Connection) => connection.query(sql),
      handleCopyInResponse: (connection: CopyConnection) => void send(connection, file),
      handleCommandComplete: () => {},
      handleError: (error: Error) => {
        failure = error;
        reject(error);
      },
      handleReadyForQuery: () => failure ?? resolve(),
    };
    client.query(copy);
  });

/** Waits where the socket is full, so that a file of gigabytes passes through a few kilobytes. */
const send = async (connection: CopyConnection, file: string): Promise<void> => {
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 })) {
      connection.sendCopyFromChunk(chunk as Buffer);
      if (connection.stream.writableNeedDrain) await new Promise((drained) => connection.stream.once('drain', drained));
    }
    connection.endCopyFrom();
  } catch (error) {
    connection.sendCopyFail(String(error));
  }
};
