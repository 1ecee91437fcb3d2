// state x fact -> state. The only place that knows what a fact changes in the run item; exhaustive, so a new fact does not compile until it says.
import type { AnyEvent, EventOf } from '../../events/catalog.ts';
import type { Run, RunItem, Spend } from '../../events/run.ts';
import { budgetOf } from './budget.ts';

/** The run item that a request opens. */
export const opened = (requested: EventOf<'RunRequested'>): RunItem => {
  const { meta, data } = requested;
  const budget = budgetOf(data.budget);
  return {
    runId: meta.runId,
    correlationId: meta.correlationId,
    version: 1,
    state: { is: 'open' },
    attempt: 0,
    remediations: 0,
    restarts: 0,
    spend: { usd: 0, modelCalls: 0, inputTokens: 0, outputTokens: 0, glueSeconds: 0 },
    budget,
    request: data,
    requestedAt: meta.occurredAt,
    deadlineAt: new Date(Date.parse(meta.occurredAt) + budget.deadlineSeconds * 1000).toISOString(),
  };
};

/** The run item after a fact. */
export const evolve = (item: RunItem, fact: AnyEvent): RunItem => ({ ...item, version: item.version + 1, ...changes(item, fact) });

const changes = (item: RunItem, fact: AnyEvent): Partial<RunItem> => {
  switch (fact.name) {
    case 'RunRequested':
    case 'SourcesProfiled':
    case 'SpecSettled':
    case 'SpecApproved':
    case 'RunCancelRequested':
    case 'ValidationPassed':
    case 'ValidationFailed':
      return {};
    case 'SpecsGenerated':
    case 'TestsWritten':
      return { spend: spentOnModel(item.spend, fact.data.usage) };
    case 'GlueStarted':
      return { attempt: Math.max(item.attempt, fact.meta.attempt) };
    case 'GlueSucceeded':
    case 'GlueFailed':
      return { spend: { ...item.spend, usd: item.spend.usd + fact.data.usd, glueSeconds: item.spend.glueSeconds + fact.data.seconds } };
    case 'FixProposed':
      return {
        ...(fact.data.kind === 'restart' ? { restarts: item.restarts + 1 } : { remediations: item.remediations + 1 }),
        spend: spentOnModel(item.spend, fact.data.usage),
      };
    case 'ClarificationNeeded':
    case 'RunFailed':
      return { state: { is: 'ended', by: fact.name, at: fact.meta.occurredAt }, spend: spentOnModel(item.spend, fact.data.usage) };
    case 'TargetPublished':
    case 'RunCancelled':
      return { state: { is: 'ended', by: fact.name, at: fact.meta.occurredAt } };
  }
};

type ModelUsage = { readonly calls: number; readonly inputTokens: number; readonly outputTokens: number; readonly usd: number };

const spentOnModel = (spend: Spend, usage: ModelUsage | undefined): Spend =>
  usage === undefined
    ? spend
    : {
        ...spend,
        usd: spend.usd + usage.usd,
        modelCalls: spend.modelCalls + usage.calls,
        inputTokens: spend.inputTokens + usage.inputTokens,
        outputTokens: spend.outputTokens + usage.outputTokens,
      };

/** The item of a run, without its facts. */
export const itemOf = ({ facts: _, ...item }: Run): RunItem => item;
