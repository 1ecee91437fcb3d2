// AWS services whose clients the project does not carry, asked over plain HTTP as their clients would.
import type { Json } from './resolve.ts';

/** Whose service a request is for is read from its signature, which nobody checks here. */
const signed = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

const text = async (response: Response): Promise<string> => {
  const body = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${response.url}: ${body.slice(0, 300)}`);
  return body;
};

/** REST with JSON: API Gateway. */
export const rest = async (endpoint: string, service: string, path: string): Promise<Json> =>
  JSON.parse(await text(await fetch(endpoint + path, { headers: signed(service) })));

/** JSON 1.1 by target: CloudWatch Logs. */
export const target = async (endpoint: string, service: string, name: string, body: object): Promise<Json> => {
  const headers = { ...signed(service), 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': name };
  return JSON.parse(await text(await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(body) })));
};

/** The query protocol: IAM, CloudWatch. The answer is XML. */
export const query = async (endpoint: string, service: string, parameters: Readonly<Record<string, string>>): Promise<string> => {
  const headers = { ...signed(service), 'content-type': 'application/x-www-form-urlencoded' };
  return text(await fetch(endpoint, { method: 'POST', headers, body: new URLSearchParams(parameters).toString() }));
};

/** Content of the first element of that name. */
export const element = (xml: string, name: string): string | undefined => {
  const found = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(xml)?.[1];
  return found
    ?.replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
};
