// What a template means once it is deployed: references become the names that the stack gave, as ListStackResources tells them.
import type { Template } from '../../../infra/local/deploy/assembly.ts';

export type Json = { readonly [key: string]: unknown };
export type Resource = { readonly id: string; readonly type: string; readonly physical: string; readonly properties: Json };

const pseudo: Readonly<Record<string, string>> = { 'AWS::Partition': 'aws', 'AWS::Region': 'us-east-1', 'AWS::AccountId': '000000000000' };

/** How AWS makes an ARN of a physical id. */
const arns: Readonly<Record<string, (physical: string) => string>> = {
  'AWS::SQS::Queue': (url) => `arn:aws:sqs:us-east-1:000000000000:${nameIn(url)}`,
  'AWS::Lambda::Function': (name) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
  'AWS::DynamoDB::Table': (name) => `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`,
  'AWS::S3::Bucket': (name) => `arn:aws:s3:::${name}`,
  'AWS::IAM::Role': (name) => `arn:aws:iam::000000000000:role/${name}`,
  'AWS::Events::EventBus': (name) => `arn:aws:events:us-east-1:000000000000:event-bus/${name}`,
  'AWS::Logs::LogGroup': (name) => `arn:aws:logs:us-east-1:000000000000:log-group:${name}:*`,
  'AWS::CloudWatch::Alarm': (name) => `arn:aws:cloudwatch:us-east-1:000000000000:alarm:${name}`,
};
export const nameIn = (url: string): string => url.split('/').at(-1) ?? '';

/** All resources, with every intrinsic in their properties resolved. Throws on one that it does not know. */
export const resolved = ({ Resources }: Template, physical: Readonly<Record<string, string>>): readonly Resource[] => {
  const idOf = (logical: string): string => {
    const found = physical[logical];
    if (found === undefined) throw new Error(`the stack lists no resource ${logical}`);
    return found;
  };
  const ref = (name: string): string => pseudo[name] ?? idOf(name);
  const attribute = (logical: string, name: string): string => {
    const type = Resources[logical]?.Type ?? '';
    if (name === 'Arn' && type === 'AWS::Events::Rule') return ruleArn(logical);
    if (name === 'Arn' && arns[type] !== undefined) return arns[type](idOf(logical));
    if (name === 'QueueName') return nameIn(idOf(logical));
    throw new Error(`no rule for ${type} ${name}`);
  };
  /** The one ARN that names its surroundings: a rule of another bus than the default one. */
  const ruleArn = (logical: string): string => {
    const bus = Resources[logical]?.Properties?.EventBusName;
    return ['arn:aws:events:us-east-1:000000000000:rule', ...(bus === undefined ? [] : [value(bus)]), nameIn(idOf(logical))].join('/');
  };
  const value = (given: unknown): unknown => {
    if (Array.isArray(given)) return given.map(value);
    if (typeof given !== 'object' || given === null) return given;
    const [[intrinsic, argument] = ['', undefined], ...more] = Object.entries(given);
    if (more.length === 0 && intrinsic === 'Ref') return ref(String(argument));
    if (more.length === 0 && intrinsic.startsWith('Fn::')) return call(intrinsic, argument);
    return Object.fromEntries(Object.entries(given).map(([key, each]) => [key, value(each)]));
  };
  const call = (intrinsic: string, argument: unknown): string => {
    if (intrinsic === 'Fn::GetAtt' && Array.isArray(argument)) return attribute(String(argument[0]), String(argument[1]));
    if (intrinsic === 'Fn::Join' && Array.isArray(argument)) return (value(argument[1]) as string[]).join(String(argument[0]));
    if (intrinsic === 'Fn::Sub' && typeof argument === 'string')
      return argument.replaceAll(/\$\{([^}]+)\}/g, (_, name: string) => ref(name));
    throw new Error(`no rule for ${intrinsic} ${JSON.stringify(argument)}`);
  };
  return Object.entries(Resources).map(([id, { Type, Properties = {} }]) => ({
    id,
    type: Type,
    physical: idOf(id),
    properties: value(Properties) as Json,
  }));
};

/** Paths of what the template asks for and the account does not have: `Targets[].RetryPolicy.MaximumRetryAttempts`. A list that is longer or shorter differs as a whole. */
export const differences = (wanted: unknown, found: unknown, path = ''): readonly string[] => {
  if (Array.isArray(wanted) && Array.isArray(found) && wanted.length === found.length)
    return wanted.flatMap((each, n) => differences(each, found[n], `${path}[]`));
  if (isObject(wanted) && isObject(found))
    return Object.keys(wanted).flatMap((key) => differences(wanted[key], found[key], path === '' ? key : `${path}.${key}`));
  return wanted === found ? [] : [path];
};
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
