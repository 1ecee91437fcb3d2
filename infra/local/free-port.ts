// Ports on the loopback address: the one of last time when it is free, so that what was printed then goes on working; else any free one.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';

/** `memory` is a file that holds the last port as text. Between this answer and listening somebody may take the port: callers try again. */
export const freePort = async (memory: string): Promise<number> => {
  const last = Number(await readFile(memory, 'utf8').catch(() => '0'));
  const port = (await probe(last)) ?? (await probe(0));
  if (port === undefined) throw new Error('no free port on 127.0.0.1');
  return port;
};

const probe = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
