// How a deployment reaches a PostgreSQL that stands in a VPC: which functions go there, what they may do for it, and whom they trust.
import { describe, expect, it } from 'vitest';
import { type AgentName, agentNames } from '../../events/topology.ts';
import { functionOf, type Json, policies, statementsOf, type Template, template } from './template.ts';

const subnets = 'subnet-0a1b2c3d, subnet-0a1b2c3e';
const t = template({ vpcSubnets: subnets, vpcSecurityGroups: 'sg-0a1b2c3d' });
const outside = template();
/** Who opens connections to PostgreSQL. */
const database: readonly AgentName[] = ['source-profiler', 'validator', 'publisher'];
const others = agentNames.filter((agent) => !database.includes(agent));

const variablesOf = (of: Template, agent: AgentName) =>
  (functionOf(of, agent).properties.Environment as { readonly Variables: Json }).Variables;
const networkOf = (of: Template, agent: AgentName) =>
  statementsOf(of, agent).filter(({ actions }) => actions.some((action) => action.startsWith('ec2:')));

describe.each(database)('%s', (agent) => {
  it('stands in the subnets and security groups that are named', () => {
    expect(functionOf(t, agent).properties.VpcConfig).toEqual({
      SubnetIds: ['subnet-0a1b2c3d', 'subnet-0a1b2c3e'],
      SecurityGroupIds: ['sg-0a1b2c3d'],
    });
  });

  it('has a role under which Lambda makes its interfaces, and no other statement of its network', () => {
    const allowed = networkOf(t, agent).filter(({ effect }) => effect === 'Allow');
    expect(allowed.flatMap(({ actions }) => actions).toSorted()).toEqual([
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:UnassignPrivateIpAddresses',
    ]);
    // Only what describes has no resource to name.
    const everywhere = allowed.filter(({ resources }) => resources.includes('*')).flatMap(({ actions }) => actions);
    expect(everywhere.filter((action) => !action.startsWith('ec2:Describe'))).toEqual([]);
  });

  it('has code that may not touch network interfaces itself', () => {
    const refused = networkOf(t, agent).filter(({ effect }) => effect === 'Deny');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.actions.toSorted()).toEqual(
      networkOf(t, agent)
        .filter(({ effect }) => effect === 'Allow')
        .flatMap(({ actions }) => actions)
        .toSorted(),
    );
    const { ArnEquals, ...rest } = (refused[0]?.condition ?? {}) as Record<string, Json>;
    expect(rest).toEqual({});
    expect(JSON.stringify(ArnEquals?.['lambda:SourceFunctionArn'])).toContain(`:function:datamorph-${agent}"`);
  });

  it('is made after its permissions, or Lambda would refuse to make it', () => {
    const { id, dependsOn } = functionOf(t, agent);
    const policy = t
      .ofType('AWS::IAM::Policy')
      .find(({ properties }) => JSON.stringify(properties).includes(`:function:datamorph-${agent}"`));
    expect([id, dependsOn]).toEqual([id, expect.arrayContaining([policy?.id])]);
  });

  it('trusts the authorities of RDS, inside a VPC or not', () => {
    expect(variablesOf(t, agent).NODE_EXTRA_CA_CERTS).toBe('/var/runtime/ca-cert.pem');
    expect(variablesOf(outside, agent).NODE_EXTRA_CA_CERTS).toBe('/var/runtime/ca-cert.pem');
  });
});

it.each(others)('%s stays outside, with no permission on networks and no further authority', (agent) => {
  expect(functionOf(t, agent).properties).not.toHaveProperty('VpcConfig');
  expect(networkOf(t, agent)).toEqual([]);
  expect(variablesOf(t, agent)).not.toHaveProperty('NODE_EXTRA_CA_CERTS');
});

it('nothing stands in a VPC when none is named', () => {
  expect(outside.ofType('AWS::Lambda::Function').filter(({ properties }) => 'VpcConfig' in properties)).toEqual([]);
  expect(policies(outside).filter(({ actions }) => actions.some((action) => action.startsWith('ec2:')))).toEqual([]);
});

it('half a network, or one that is misspelt, stops the synthesis', () => {
  expect(() => template({ vpcSubnets: subnets })).toThrow('context vpcSubnets and vpcSecurityGroups: both or neither');
  expect(() => template({ vpcSubnets: 'subnet-0a,,', vpcSecurityGroups: 'sg-0a' })).toThrow('context vpcSubnets: ids like subnet-0a1b2c3d');
  expect(() => template({ vpcSubnets: 'sg-0a', vpcSecurityGroups: 'sg-0a' })).toThrow('not sg-0a');
});
