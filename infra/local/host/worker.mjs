// Inside a worker thread: one deployed bundle, called with one event at a time. Plain JS: it runs with the function's environment alone.
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

const exports = await import(pathToFileURL(workerData.file).href);
const handler = exports[workerData.name];
if (typeof handler !== 'function') throw new Error(`${workerData.file} does not export ${workerData.name}`);

parentPort.on('message', async ({ id, event, context, deadline }) => {
  try {
    const answer = await handler(event, { ...context, getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()) });
    parentPort.postMessage({ id, answer: JSON.stringify(answer ?? null) }); // Lambda answers are JSON
  } catch (error) {
    parentPort.postMessage({
      id,
      error: { name: String(error?.name ?? 'Error'), message: String(error?.message ?? error), stack: error?.stack },
    });
  }
});
parentPort.postMessage({ ready: true });
