// The synthesized template as the tests read it: resources by type, and what belongs to one agent.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { AgentName } from '../../events/topology.ts';
import { dataMorphApp, stackName } from '../../infra/app.ts';

export type Json = { readonly [key: string]: unknown };
export type Resource = {
  readonly id: string;
  readonly type: string;
  readonly properties: Json;
  readonly kept: boolean;
  readonly dependsOn: readonly string[];
};
export type Statement = {
  readonly sid: string | undefined;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly unknown[];
  readonly condition: Json | undefined;
};

/** The stack as a template, with code that stands for the bundles. */
export const template = (context: Readonly<Record<string, unknown>> = {}) => {
  const json = synthesized(context);
  const resources: readonly Resource[] = Object.entries(json.Resources).map(([id, body]) => {
    const { Type, Properties = {}, DeletionPolicy, UpdateReplacePolicy, DependsOn = [] } = body as Json;
    return {
      id,
      type: String(Type),
      properties: Properties as Json,
      kept: DeletionPolicy === 'Retain' && UpdateReplacePolicy === 'Retain',
      dependsOn: list(DependsOn) as readonly string[],
    };
  });
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const named = (type: string, key: string, name: string): Resource => {
    const found = ofType(type).filter(({ properties }) => properties[key] === name);
    if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} ${type} with ${key} ${name}`);
    return found[0];
  };
  return { outputs: json.Outputs, resources, ofType, named };
};

const synthesized = (context: Readonly<Record<string, unknown>>): { readonly Resources: Json; readonly Outputs: Json } => {
  const outdir = mkdtempSync(path.join(tmpdir(), 'datamorph-template-'));
  try {
    const { app } = dataMorphApp({ version: '1.2.3', context, outdir, codeOf: () => Code.fromInline('exports.handler = async () => {};') });
    return app.synth().getStackByName(stackName).template;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};

export type Template = ReturnType<typeof template>;

export const queueOf = (t: Template, agent: AgentName): Resource => t.named('AWS::SQS::Queue', 'QueueName', `datamorph-${agent}`);
export const functionOf = (t: Template, agent: AgentName): Resource =>
  t.named('AWS::Lambda::Function', 'FunctionName', `datamorph-${agent}`);

/** Rules that put events into the agent's queue, on whichever bus. */
export const rulesOf = (t: Template, agent: AgentName): readonly Resource[] => {
  const arn = arnOf(queueOf(t, agent));
  return t.ofType('AWS::Events::Rule').filter(({ properties }) => targetsOf(properties).some(({ Arn }) => same(Arn, arn)));
};

export const targetsOf = ({ Targets }: Json): readonly Json[] => Targets as readonly Json[];

/** Everything that the role of a function allows. */
export const statementsOf = (t: Template, agent: AgentName): readonly Statement[] => {
  const role = functionOf(t, agent).properties.Role as { readonly 'Fn::GetAtt': readonly [string] };
  return policies(t, role['Fn::GetAtt'][0]);
};

export const policies = (t: Template, role?: string): readonly Statement[] =>
  t
    .ofType('AWS::IAM::Policy')
    .filter(({ properties }) => role === undefined || (properties.Roles as readonly Json[]).some(({ Ref }) => Ref === role))
    .flatMap(({ properties }) => (properties.PolicyDocument as { readonly Statement: readonly Json[] }).Statement)
    .map(({ Sid, Effect, Action, Resource: resource, Condition }) => ({
      sid: Sid as string | undefined,
      effect: String(Effect),
      actions: list(Action) as readonly string[],
      resources: list(resource),
      condition: Condition as Json | undefined,
    }));

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
export const arnOf = ({ id }: Resource): unknown => ({ 'Fn::GetAtt': [id, 'Arn'] });
export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
