// "Glue Job State Change" on the default bus, as Glue sends it; with the event faults of the harness.
import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { EndState, EventFault } from './harness.ts';
import type { JobRun } from './job-runs.ts';

const severities: Readonly<Record<EndState, string>> = { SUCCEEDED: 'INFO', STOPPED: 'INFO', TIMEOUT: 'WARN', FAILED: 'ERROR' };

/** Sends what the faults leave of it. Throws when the bus does not take it. */
export const sayStateChange = async (
  bus: EventBridgeClient,
  jobName: string,
  run: JobRun,
  state: EndState,
  faults: readonly EventFault[],
): Promise<void> => {
  const fault = <Is extends EventFault['is']>(is: Is) => faults.find((one): one is Extract<EventFault, { is: Is }> => one.is === is);
  const said = fault('lie')?.state ?? state;
  const message = said === 'SUCCEEDED' ? 'Job run succeeded' : run.message || `Job run ended as ${said}`;
  const detail = { jobName, severity: severities[said], state: said, jobRunId: run.id, message };
  if (fault('silence') !== undefined) return;
  const late = fault('late');
  if (late !== undefined) await new Promise((resolve) => setTimeout(resolve, late.milliseconds));
  for (let times = fault('twice') === undefined ? 1 : 2; times > 0; times -= 1) await put(bus, detail);
};

const put = async (bus: EventBridgeClient, detail: object): Promise<void> => {
  const entry = { Source: 'aws.glue', DetailType: 'Glue Job State Change', Detail: JSON.stringify(detail), Time: new Date() };
  const reply = await bus.send(new PutEventsCommand({ Entries: [entry] }));
  if ((reply.FailedEntryCount ?? 0) > 0)
    throw new Error(`the bus refused Glue's event: ${reply.Entries?.[0]?.ErrorMessage ?? 'no reason given'}`);
};
