// The unmodified synthesized template, deployed to the emulator, and read back: what runs where, from AWS's own answers rather than from the template.
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  paginateListEventSourceMappings,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientOptions } from './aws-env.ts';
import { type Assembly, readAssembly } from './deploy/assembly.ts';
import { uploadAssets, uploadTemplate } from './deploy/assets.ts';
import { changeStack, type Deployed } from './deploy/change-stack.ts';

export type DeployedFunction = {
  readonly name: string;
  /** Row of the table, from its environment; the function's name when that is silent. */
  readonly agent: string;
  readonly env: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly timeout: number;
  readonly memory: number;
  /** `file.export` */
  readonly handler: string;
  /** Folder of its code in the cloud assembly. */
  readonly codePath: string;
};
export type DeployedMapping = {
  readonly uuid: string;
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly functionName: string;
  readonly batchSize: number;
  /** Undefined: as many as the function may. */
  readonly maxConcurrency: number | undefined;
  readonly reportsItemFailures: boolean;
};
export type StackInfo = {
  readonly stackName: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly functions: readonly DeployedFunction[];
  readonly mappings: readonly DeployedMapping[];
  /** Base of all paths; undefined when the template has no HTTP API. */
  readonly apiUrl: string | undefined;
  /** As a Host header, the emulator's port answers for the API too. */
  readonly apiHost: string | undefined;
  readonly change: Deployed['change'];
};

export const proxyVariable = 'MINISTACK_LAMBDA_PROXY_URL';

/** Does nothing but read when the same template is deployed already. Fails with every resource that failed, and why. */
export const deploy = async (cdkOut: string, endpoint: string): Promise<StackInfo> => {
  const assembly = await readAssembly(cdkOut);
  const body = JSON.stringify(assembly.template);
  const [url] = await Promise.all([uploadTemplate(endpoint, assembly.stackName, body), uploadAssets(endpoint, assembly.assets)]);
  const deployed = await changeStack(endpoint, assembly.stackName, { body, url });
  const lambda = new LambdaClient(clientOptions(endpoint));
  const sqs = new SQSClient(clientOptions(endpoint));
  try {
    const [functions, mappings] = await Promise.all([
      readFunctions(lambda, assembly, deployed, endpoint),
      takeOverMappings(lambda, sqs, deployed),
    ]);
    const api = idsOf(assembly, deployed, 'AWS::ApiGatewayV2::Api')[0];
    return {
      stackName: assembly.stackName,
      outputs: withEndpoint(deployed.outputs, endpoint),
      functions,
      mappings,
      apiUrl: api === undefined ? undefined : `${endpoint}/_aws/execute-api/${api}/$default`,
      apiHost: api === undefined ? undefined : `${api}.execute-api.localhost`,
      change: deployed.change,
    };
  } finally {
    lambda.destroy();
    sqs.destroy();
  }
};

const logicalIdsOf = ({ template }: Assembly, type: string): string[] =>
  Object.entries(template.Resources).flatMap(([id, resource]) => (resource.Type === type ? id : []));
const idsOf = (assembly: Assembly, { physical }: Deployed, type: string): string[] =>
  logicalIdsOf(assembly, type).flatMap((id) => physical[id] ?? []);

const readFunctions = (client: LambdaClient, assembly: Assembly, { physical }: Deployed, endpoint: string): Promise<DeployedFunction[]> =>
  Promise.all(
    logicalIdsOf(assembly, 'AWS::Lambda::Function').map(async (id) => {
      const name = physical[id];
      if (name === undefined) throw new Error(`the deployed stack has no function ${id}`);
      const found = await client.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
      const { [proxyVariable]: _ours, ...env } = withEndpoint(found.Environment?.Variables ?? {}, endpoint);
      return {
        name,
        agent: env.AGENT ?? name,
        env,
        timeout: found.Timeout ?? 3,
        memory: found.MemorySize ?? 128,
        handler: found.Handler ?? '',
        codePath: codeOf(assembly, id),
      };
    }),
  );

const codeOf = ({ template, assets }: Assembly, id: string): string => {
  const code = template.Resources[id]?.Properties?.Code;
  const key = typeof code === 'object' && code !== null && 'S3Key' in code ? code.S3Key : undefined;
  return assets.find((asset) => asset.key === key)?.source ?? '';
};

/** Queue addresses hold the port of the start that made them, and it may be another by now. */
const withEndpoint = (values: Readonly<Record<string, string>>, endpoint: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([name, text]) => [name, text.replace(/^http:\/\/(localhost|127\.0\.0\.1):\d+(?=\/\d{12}\/)/, endpoint)]),
  );

/** Two consumers on one queue would share its messages, so the emulator's own poller steps back. */
const takeOverMappings = async (client: LambdaClient, sqs: SQSClient, { physical }: Deployed): Promise<DeployedMapping[]> => {
  const ours = new Set(Object.values(physical));
  const found = [];
  for await (const page of paginateListEventSourceMappings({ client }, {})) found.push(...(page.EventSourceMappings ?? []));
  const mine = found.filter(({ UUID = '' }) => ours.has(UUID));
  return Promise.all(
    mine.map(async (mapping) => {
      const uuid = mapping.UUID ?? '';
      const queueArn = mapping.EventSourceArn ?? '';
      if (!/^Disabl/.test(mapping.State ?? '')) await client.send(new UpdateEventSourceMappingCommand({ UUID: uuid, Enabled: false }));
      const { QueueUrl: queueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: queueArn.split(':').at(-1) }));
      return {
        uuid,
        queueUrl,
        queueArn,
        functionName: mapping.FunctionArn?.split(':function:')[1]?.split(':')[0] ?? '',
        batchSize: mapping.BatchSize ?? 10,
        maxConcurrency: mapping.ScalingConfig?.MaximumConcurrency,
        reportsItemFailures: mapping.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? false,
      };
    }),
  );
};
