// Where the functions that speak to PostgreSQL stand, and what they need for it: network interfaces in a VPC, and authorities to verify it with.
import { Aws } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { PortName } from '../events/ports.ts';
import type { AgentRow } from '../events/topology.ts';
import { allow } from './grants.ts';
import type { Vpc } from './settings.ts';

const databasePorts: readonly PortName[] = ['catalog', 'warehouse', 'targets'];
export const usesDatabase = ({ uses }: Pick<AgentRow, 'uses'>): boolean => uses.some((port) => databasePorts.includes(port));

/** RDS signs with an authority of its own, which Lambda's Node has trusted only when told to since version 20. The file is Lambda's. */
export const databaseAuthorities = { NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem' };

/** Puts a function into subnets by their ids; the CDK's own way needs the VPC, its zones and route tables, and so an account to look them up in. */
export const placeIn = ({ subnets, securityGroups }: Vpc, made: LambdaFunction): void => {
  const { defaultChild } = made.node;
  if (!(defaultChild instanceof CfnFunction)) throw new Error(`${made.node.path} has no function resource of its own`);
  defaultChild.vpcConfig = { subnetIds: [...subnets], securityGroupIds: [...securityGroups] };
};

/**
 * Lambda makes a function's network interfaces in the name of its role. The code runs with the same role and has no business there: the key is
 * set only on calls that come from within the function, so the refusal does not hit Lambda itself.
 */
export const mayStandInVpc = (functionName: string): readonly PolicyStatement[] => [
  allow('NetworkSeen', ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'], ['*']),
  allow('Network', onInterfaces, [`arn:${Aws.PARTITION}:ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:*/*`]),
  new PolicyStatement({
    sid: 'NetworkNotByCode',
    effect: Effect.DENY,
    actions: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets', ...onInterfaces],
    resources: ['*'],
    conditions: {
      ArnEquals: { 'lambda:SourceFunctionArn': `arn:${Aws.PARTITION}:lambda:${Aws.REGION}:${Aws.ACCOUNT_ID}:function:${functionName}` },
    },
  }),
];

const onInterfaces = [
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];
