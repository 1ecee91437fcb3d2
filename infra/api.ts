// The HTTP door: an API whose routes all reach the one agent that answers HTTP.
import { RemovalPolicy } from 'aws-cdk-lib';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination, PayloadFormatVersion } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Agent } from './agent.ts';
import type { Settings } from './settings.ts';

export const routes = [
  [HttpMethod.POST, '/start'],
  [HttpMethod.POST, '/runs'],
  [HttpMethod.GET, '/runs/{id}'],
  [HttpMethod.GET, '/get/logs/{run_id}'],
  [HttpMethod.GET, '/health'],
] as const;

export class Api extends Construct {
  readonly http: HttpApi;

  constructor(scope: Construct, id: string, agent: Agent, settings: Settings) {
    super(scope, id);
    this.http = new HttpApi(this, 'Http', { apiName: 'datamorph', createDefaultStage: false });
    const integration = new HttpLambdaIntegration('Agent', agent.function, { payloadFormatVersion: PayloadFormatVersion.VERSION_2_0 });
    // Health answers load balancers and monitors, which do not sign.
    for (const [method, path] of routes)
      this.http.addRoutes({
        path,
        methods: [method],
        integration,
        ...(settings.apiAuthorization === 'iam' && path !== '/health' ? { authorizer: new HttpIamAuthorizer() } : {}),
      });
    const log = new LogGroup(this, 'Log', {
      logGroupName: '/datamorph/http',
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.http,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: { destination: new LogGroupLogDestination(log) },
      // A run costs money; a loop in somebody's script must not start thousands.
      throttle: { rateLimit: 20, burstLimit: 40 },
    });
  }
}
