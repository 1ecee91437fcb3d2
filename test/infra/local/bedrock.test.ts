// The local Bedrock endpoint: two protocols on one port, AWS's shapes, nothing left open.
import http2 from 'node:http2';
import { afterEach, expect, it } from 'vitest';
import { withFaults } from '../../../infra/local/bedrock/faults.ts';
import { planner } from '../../../infra/local/bedrock/planner.ts';
import { type Bedrock, startBedrock } from '../../../infra/local/bedrock/server.ts';
import { messageOf } from '../../../services/model/message.ts';
import { catalogOf } from '../../services/model/catalogs.ts';

let server: Bedrock | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const catalog = catalogOf({ orders: { columns: ['id int primary key', 'status text'] } });
const body = (tool: string | undefined, prompt = 'number of orders per status') =>
  JSON.stringify({
    messages: [{ role: 'user', content: messageOf('write-spec', { prompt, catalog }).map((text) => ({ text })) }],
    ...(tool === undefined ? {} : { toolConfig: { tools: [{ toolSpec: { name: tool, inputSchema: { json: {} } } }] } }),
  });
const post = (url: string, text: string) => fetch(`${url}/model/planner/converse`, { method: 'POST', body: text });

it('answers HTTP/1.1 with a tool call and its usage', async () => {
  server = await startBedrock(planner);
  const reply = await post(server.url, body('answer_spec'));
  expect(reply.status).toBe(200);
  expect(await reply.json()).toMatchObject({
    stopReason: 'tool_use',
    output: { message: { role: 'assistant', content: [{ toolUse: { name: 'answer_spec', input: { kind: 'spec' } } }] } },
    usage: { inputTokens: expect.any(Number), outputTokens: expect.any(Number), totalTokens: expect.any(Number) },
  });
});

it('answers HTTP/2 on the same port', async () => {
  server = await startBedrock(planner);
  const session = http2.connect(server.url);
  const { status, text } = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const stream = session.request({ ':method': 'POST', ':path': '/model/us.planner%3A0/converse' });
    let [status, text] = [undefined as number | undefined, ''];
    stream.on('response', (headers) => {
      status = headers[':status'];
    });
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      text += chunk;
    });
    stream.on('end', () => resolve({ status, text })).on('error', reject);
    stream.end(body('answer_tests'));
  });
  session.close();
  expect(status).toBe(200);
  expect(JSON.parse(text)).toMatchObject({
    output: { message: { content: [{ toolUse: { name: 'answer_tests', input: { author: 'planner' } } }] } },
  });
});

it('answers in text where no tool is offered', async () => {
  server = await startBedrock(planner);
  const reply = (await (await post(server.url, body(undefined))).json()) as { output: { message: { content: { text: string }[] } } };
  expect(JSON.parse(reply.output.message.content[0]?.text ?? '')).toMatchObject({ kind: 'spec' });
});

it('says errors as AWS says them', async () => {
  const faults = withFaults(planner);
  server = await startBedrock(faults.answer);
  faults.next('throttle');
  const throttled = await post(server.url, body('answer_spec'));
  expect([throttled.status, throttled.headers.get('x-amzn-errortype')]).toEqual([429, 'ThrottlingException']);
  const unknown = await post(server.url, body('another_tool'));
  expect([unknown.status, unknown.headers.get('x-amzn-errortype')]).toEqual([400, 'ValidationException']);
  const broken = await post(server.url, '{');
  expect([broken.status, broken.headers.get('x-amzn-errortype')]).toEqual([400, 'ValidationException']);
  const elsewhere = await fetch(`${server.url}/model/planner/invoke`, { method: 'POST', body: '{}' });
  expect([elsewhere.status, elsewhere.headers.get('x-amzn-errortype')]).toEqual([404, 'ResourceNotFoundException']);
  expect(faults.pending()).toBe(0);
});

it('closes with connections open, and listens on loopback only', async () => {
  const own = await startBedrock(planner);
  expect(own.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const session = http2.connect(own.url);
  session.on('error', () => {});
  await new Promise((resolve) => session.once('connect', resolve));
  await own.close();
  await expect(fetch(own.url)).rejects.toThrow();
  session.destroy();
});
