// What a deployment may choose, from CDK context (`-c modelId=…` or cdk.json). Everything else follows from the table.
import type { Node } from 'constructs';

export type Settings = {
  /** Bedrock model or inference profile. */
  readonly modelId: string;
  /** Never left to the service: its default is a Spark with other semantics. */
  readonly glueVersion: string;
  readonly glueWorkers: number;
  /** Above it job runs wait in Glue's queue. */
  readonly glueConcurrentRuns: number;
  /** After it Glue stops a job run whose start named no limit of its own; a start that names one is not bound by it. */
  readonly glueTimeoutMinutes: number;
  /** Name of a Glue connection that reaches the database; undefined when it is reachable without. */
  readonly glueConnection: string | undefined;
  /** S3 addresses of jars that go before Glue's own, comma separated: another PostgreSQL driver. */
  readonly glueExtraJars: string | undefined;
  /** ARN of an existing SNS topic that alarms tell; undefined: they only show. */
  readonly alarmTopic: string | undefined;
  /** Who may call the API: `iam` takes signed requests of who was allowed to; `none` is open to everybody who knows its address. */
  readonly apiAuthorization: 'iam' | 'none';
  /** Where the functions that speak to PostgreSQL stand; undefined: outside every VPC. */
  readonly vpc: Vpc | undefined;
};

/** By id, so that no VPC has to be looked up in an account when the template is made. */
export type Vpc = { readonly subnets: readonly string[]; readonly securityGroups: readonly string[] };

export const settingsOf = (node: Node): Settings => {
  const text = (key: string): string | undefined => {
    const value: unknown = node.tryGetContext(key);
    return value === undefined || value === '' ? undefined : String(value);
  };
  return {
    modelId: text('modelId') ?? 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    glueVersion: text('glueVersion') ?? '5.1',
    glueWorkers: wholeNumber('glueWorkers', text('glueWorkers'), 2),
    glueConcurrentRuns: wholeNumber('glueConcurrentRuns', text('glueConcurrentRuns'), 10),
    glueTimeoutMinutes: wholeNumber('glueTimeoutMinutes', text('glueTimeoutMinutes'), 60),
    glueConnection: text('glueConnection'),
    glueExtraJars: text('glueExtraJars'),
    alarmTopic: text('alarmTopic'),
    apiAuthorization: oneOf('apiAuthorization', text('apiAuthorization') ?? 'iam', ['iam', 'none']),
    vpc: vpcOf(ids('vpcSubnets', text('vpcSubnets'), 'subnet'), ids('vpcSecurityGroups', text('vpcSecurityGroups'), 'sg')),
  };
};

const wholeNumber = (key: string, value: string | undefined, otherwise: number): number => {
  const number = value === undefined ? otherwise : Number(value);
  if (!Number.isInteger(number) || number < 1) throw new Error(`context ${key}: a whole number from 1, not ${value}`);
  return number;
};

const oneOf = <Choice extends string>(key: string, value: string, choices: readonly Choice[]): Choice => {
  const choice = choices.find((one) => one === value);
  if (choice === undefined) throw new Error(`context ${key}: one of ${choices.join(', ')}, not ${value}`);
  return choice;
};

/** `subnet-1a, subnet-2b`: undefined when nothing is said. */
const ids = (key: string, value: string | undefined, kind: string): readonly string[] | undefined => {
  const list = value?.split(',').map((id) => id.trim());
  const wrong = list?.find((id) => !new RegExp(`^${kind}-[0-9a-f]+$`).test(id));
  if (wrong !== undefined) throw new Error(`context ${key}: ids like ${kind}-0a1b2c3d with commas between them, not ${wrong || 'nothing'}`);
  return list;
};

const vpcOf = (subnets: readonly string[] | undefined, securityGroups: readonly string[] | undefined): Vpc | undefined => {
  if (subnets === undefined && securityGroups === undefined) return undefined;
  if (subnets === undefined || securityGroups === undefined) throw new Error('context vpcSubnets and vpcSecurityGroups: both or neither');
  return { subnets, securityGroups };
};
