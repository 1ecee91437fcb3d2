// What a person looks at: alarms of the shared parts, who is told, and one dashboard.
import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmStatusWidget,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Agents } from './agents.ts';
import type { Api } from './api.ts';
import type { Data } from './data.ts';
import { jobName } from './glue-job.ts';
import type { Settings } from './settings.ts';

type Props = { readonly data: Data; readonly agents: Agents; readonly api: Api; readonly settings: Settings };

export class Observability extends Construct {
  constructor(scope: Construct, id: string, { data, agents, api, settings }: Props) {
    super(scope, id);
    const alarms = [...[...agents.byName.values()].flatMap((agent) => agent.alarms), ...sharedAlarms(this, data, api)];
    if (settings.alarmTopic !== undefined) {
      const told = new SnsAction(Topic.fromTopicArn(this, 'Told', settings.alarmTopic));
      for (const alarm of alarms) alarm.addAlarmAction(told);
    }
    dashboard(this, alarms, agents, api);
  }
}

const sharedAlarms = (scope: Construct, { table }: Data, { http }: Api): readonly Alarm[] => {
  const alarm = (name: string, impact: string, metric: IMetric) =>
    new Alarm(scope, name, {
      alarmName: `datamorph-${name}`,
      alarmDescription: `${impact}. What to do: infra/RUNBOOK.md#${name}`,
      metric,
      threshold: 0,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  const period = Duration.minutes(5);
  return [
    alarm('http-errors', 'callers of the API get errors that are not theirs', http.metricServerError({ period })),
    alarm('run-table-throttled', 'no agent can record its work, so all runs stand still', writesThrottled(table.tableName, period)),
  ];
};

const writesThrottled = (tableName: string, period: Duration): Metric =>
  new Metric({
    namespace: 'AWS/DynamoDB',
    metricName: 'WriteThrottleEvents',
    dimensionsMap: { TableName: tableName },
    statistic: 'Sum',
    period,
  });

const dashboard = (scope: Construct, alarms: readonly Alarm[], agents: Agents, { http }: Api): void => {
  const all = [...agents.byName.values()];
  const inboxes = all.flatMap(({ inbox }) => inbox ?? []);
  const glue = (metricName: string, type: string) =>
    new Metric({ namespace: 'Glue', metricName, dimensionsMap: { JobName: jobName, JobRunId: 'ALL', Type: type }, statistic: 'Sum' });
  new Dashboard(scope, 'Dashboard', {
    dashboardName: 'datamorph',
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24 })],
      [
        new GraphWidget({
          title: 'Oldest message',
          left: inboxes.map(({ queue }) => queue.metricApproximateAgeOfOldestMessage()),
          width: 12,
        }),
        new GraphWidget({
          title: 'Dead letters',
          left: inboxes.map(({ dlq }) => dlq.metricApproximateNumberOfMessagesVisible()),
          width: 12,
        }),
      ],
      [
        new GraphWidget({
          title: 'Handlings, ms (p95)',
          left: all.map((agent) => agent.function.metricDuration({ statistic: 'p95' })),
          width: 12,
        }),
        new GraphWidget({ title: 'Failed invocations', left: all.map((agent) => agent.function.metricErrors()), width: 12 }),
      ],
      [
        new GraphWidget({ title: 'API', left: [http.metricCount(), http.metricClientError(), http.metricServerError()], width: 12 }),
        new GraphWidget({
          title: 'Job tasks',
          left: [glue('glue.driver.aggregate.numCompletedTasks', 'count'), glue('glue.driver.aggregate.numFailedTasks', 'count')],
          width: 12,
        }),
      ],
    ],
  });
};
